using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Inspection;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Inspection;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Pieces_join_without_loss(int piece)
    {
        // A mean 10⁸ times the deviation: sums of squares would have lost every digit of it.
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => 1e8 + (i % 10))];
        Statistics statistics = new();

        foreach (double[] part in values.Chunk(piece))
        {
            statistics.Add(part);
        }

        Assert.Equal(1000, statistics.Count);
        Assert.Equal(1e8 + 4.5, statistics.Mean!.Value, 1e-7);
        Assert.Equal(Math.Sqrt(8.25), statistics.StandardDeviation!.Value, 1e-7);
        Assert.Equal(1e8, statistics.Minimum);
        Assert.Equal(1e8 + 9, statistics.Maximum);
    }

    [Fact]
    public void What_is_not_finite_is_counted_and_left_out()
    {
        Statistics statistics = new();

        statistics.Add([double.NaN, 1, double.PositiveInfinity]);
        statistics.Add([double.NegativeInfinity]);
        statistics.Add([3, 0, -0.0]);

        Assert.Equal((7, 1, 2, 2), (statistics.Count, statistics.NaNs, statistics.Infinities, statistics.Zeros));
        Assert.Equal(1.0, statistics.Mean!.Value, 1e-15);
        Assert.Equal(Math.Sqrt(1.5), statistics.StandardDeviation!.Value, 1e-15);
        Assert.Equal((0, 3), (statistics.Minimum, statistics.Maximum));
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(1e200)]
    public void Large_values_do_not_overflow(double large)
    {
        Statistics statistics = new();

        statistics.Add([1, -1]);
        statistics.Add([large, -large, large]);
        statistics.Add([-large, 3]);

        Assert.Equal(0, statistics.Mean!.Value / large, 1e-15);
        Assert.Equal(Math.Sqrt(4.0 / 7), statistics.StandardDeviation!.Value / large, 1e-15);
    }

    [Fact]
    public void A_constant_has_no_deviation()
    {
        Statistics statistics = new();

        statistics.Add([.. Enumerable.Repeat(0.1, 1001)]);

        Assert.Equal(0.1, statistics.Mean);
        Assert.Equal(0, statistics.StandardDeviation);
    }

    [Fact]
    public void Without_a_finite_value_there_are_no_moments()
    {
        Statistics statistics = new();

        statistics.Add([double.NaN]);

        Assert.Null(statistics.Mean);
        Assert.Null(statistics.StandardDeviation);
        Assert.Null(statistics.Minimum);
        Assert.Null(statistics.Maximum);
    }
}
