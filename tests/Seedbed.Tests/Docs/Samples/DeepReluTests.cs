using Xunit;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>He et al. 2015, figure 3: with 30 ReLU layers He's weights learn, Glorot's stall.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class DeepReluTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("deep-relu");

    [Fact]
    public void He_learns_and_Glorot_stalls()
    {
        // So deep a network learns in jumps, which rounding moves: over model seeds 1 to 3 the accuracy ends between 0.87 and 0.99.
        Assert.True(Output.Value["he_normal", "accuracy"] > 0.6);
        Assert.True(Output.Value["he_normal", "epoch 15"] < 0.5 * Output.Value["he_normal", "epoch 1"]);
        Assert.InRange(Output.Value["glorot_normal", "accuracy"], 0.05, 0.15);
        Assert.InRange(Output.Value["glorot_normal", "epoch 15"], Math.Log(10) - 0.01, Math.Log(10) + 0.01);
    }

    /// <summary>
    /// The two draw the same numbers at other scales, so the ratio is exact: 2/256 against 2/384 in the first layer, 3/2, and from the
    /// square layers a factor of 2 each.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    public void The_second_moments_part_by_two_a_layer(int layer)
    {
        double expected = 1.5 * Math.Pow(2, layer - 1);

        Assert.InRange(Output.Value[$"{layer}", "ratio"], 0.99 * expected, 1.01 * expected);
    }

    [Fact]
    public void He_keeps_the_signal_and_Glorot_loses_it()
    {
        Assert.InRange(Output.Value["30", "he_normal"], 0.01 * Output.Value["1", "he_normal"], 100 * Output.Value["1", "he_normal"]);
        Assert.True(Output.Value["30", "glorot_normal"] < 1e-7 * Output.Value["1", "glorot_normal"]);
    }
}
