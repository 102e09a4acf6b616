using Seedbed.Networks.Autodiff.Kernels;

using Xunit;

namespace Seedbed.Tests.Networks.Autodiff;

/// <summary>The functions of float vectors against the platform's in double.</summary>
public sealed class FloatFunctionTests
{
    private const double UnitInTheLastPlace = 1.0 / (1 << 24);

    private delegate void Function(ReadOnlySpan<float> x, Span<float> y);

    [Fact]
    public void Exp_is_exact_to_three_units() => Compare(FloatFunctions.Exp, Math.Exp, -87, 87.9f);

    [Fact]
    public void Sigmoid_is_exact_to_three_units() => Compare(FloatFunctions.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -86, 100);

    [Fact]
    public void Tanh_is_exact_to_three_units() => Compare(FloatFunctions.Tanh, Math.Tanh, -20, 20);

    [Fact]
    public void Tanh_keeps_its_digits_near_zero() => Compare(FloatFunctions.Tanh, Math.Tanh, -1e-3f, 1e-3f);

    [Fact]
    public void What_is_no_number_stays_so()
    {
        float[] y = [float.NaN, 1];
        FloatFunctions.Exp(y, y);
        Assert.True(float.IsNaN(y[0]));
        y[0] = float.NaN;
        FloatFunctions.Tanh(y, y);
        Assert.True(float.IsNaN(y[0]));
        y[0] = float.NaN;
        FloatFunctions.Sigmoid(y, y);
        Assert.True(float.IsNaN(y[0]));
    }

    [Fact]
    public void The_ends_are_held()
    {
        float[] y = [float.PositiveInfinity, float.NegativeInfinity];
        float[] x = [.. y];
        FloatFunctions.Tanh(x, y);
        Assert.Equal([1, -1], y);
        FloatFunctions.Sigmoid(x, y);
        Assert.Equal(1, y[0]);
        Assert.InRange(y[1], 0, 1e-37f);
        FloatFunctions.Exp(x, y);
        Assert.InRange(y[0], 1e38f, float.MaxValue);
        Assert.InRange(y[1], 0, 1.3e-38f);
    }

    /// <summary>Of every length from 1 to 100 once, so that tails are seen too.</summary>
    private static void Compare(Function function, Func<double, double> expected, float low, float high)
    {
        float[] x = [.. Enumerable.Range(0, 5050).Select(i => low + ((high - low) * i / 5049))];
        float[] y = new float[x.Length];
        for (int length = 1, start = 0; length <= 100; start += length++)
        {
            function(x.AsSpan(start, length), y.AsSpan(start, length));
        }

        Assert.All(x.Zip(y), pair => Assert.True(
            Math.Abs(pair.Second - expected(pair.First)) <= 3 * 2 * UnitInTheLastPlace * Math.Abs(expected(pair.First)), $"of {pair.First:R}: {pair.Second:R} instead of {expected(pair.First):R}"));
    }
}
