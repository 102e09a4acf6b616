using Seedbed.Tests.Docs;
using Xunit;

namespace Seedbed.Tests.Samples;

/// <summary>The network of the tutorials has their number of parameters, and learns to read digits.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class CnnTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("cnn");

    /// <summary>32·(3·3·1 + 1) of the convolution, 13·13·32·10 + 10 of the last layer.</summary>
    [Fact]
    public void The_summary_counts_the_parameters()
    {
        Assert.Contains("conv2d (Conv2D)              │ (None, 26, 26, 32) │     320 │", Output.Value.Text, StringComparison.Ordinal);
        Assert.Contains("Total params: 54,410", Output.Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_learns()
    {
        Assert.True(Output.Value["5", "loss"] < 0.1 * Output.Value["1", "loss"]);
        Assert.True(Output.Value["5", "val_loss"] < 0.3 * Output.Value["1", "val_loss"]);
        Assert.True(Output.Value["5", "val_accuracy"] > 0.97);
    }

    [Fact]
    public void It_reads_the_first_ten_images()
    {
        int[] read = [.. Enumerable.Range(0, 10).Where(digit => Output.Value[$"{digit}", "read as"] == digit)];

        Assert.True(read.Length >= 9);
        Assert.All(read, digit => Assert.InRange(Output.Value[$"{digit}", "probability"], 0.3, 1));
    }
}
