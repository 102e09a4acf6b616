using Seedbed.Cli.Sampling;
using Xunit;

namespace Seedbed.Tests.Cli.Sampling;

public sealed class HistogramTests
{
    [Fact]
    public void A_bin_holds_its_lower_edge_and_the_last_one_both()
    {
        Histogram histogram = new(0, 4, 4);

        histogram.Add([0, 0.5, 1, 2, 3, 3.5, 4, double.NaN]);

        Assert.Equal([2, 1, 1, 3], histogram.Counts);
        Assert.Equal([0, 1, 2, 3, 4], histogram.Edges);
    }

    [Fact]
    public void Equal_bounds_make_one_bin()
    {
        Histogram histogram = new(2, 2, 20);

        histogram.Add([2, 2]);

        Assert.Equal([2], histogram.Counts);
        Assert.Equal([2, 2], histogram.Edges);
    }
}
