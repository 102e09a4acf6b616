using Xunit;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>
/// Noise that ignores the width saturates ten tanh layers or leaves nothing of the signal; weights of the right scale learn.
/// </summary>
[Collection(ConsoleCollection.Name)]
public sealed class TanhScaleTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("tanh-scale");

    [Fact]
    public void Noise_of_scale_one_saturates()
    {
        Assert.True(Output.Value["normal(stddev=1)", "saturated in h10"] > 0.7);
        Assert.True(Output.Value["normal(stddev=1)", "stddev of h10"] > 0.9);
        Assert.InRange(Output.Value["normal(stddev=1)", "accuracy"], 0, 0.3);
    }

    [Fact]
    public void Noise_of_a_hundredth_dies()
    {
        Assert.True(Output.Value["normal(stddev=0.01)", "stddev of h10"] < 1e-5 * Output.Value["normal(stddev=0.01)", "stddev of h1"]);
        Assert.InRange(Output.Value["normal(stddev=0.01)", "final loss"], Math.Log(10) - 0.01, Math.Log(10) + 0.01);
        Assert.InRange(Output.Value["normal(stddev=0.01)", "accuracy"], 0, 0.15);
    }

    [Theory]
    [InlineData("glorot_normal")]
    [InlineData("orthogonal")]
    public void The_right_scale_keeps_the_signal_and_learns(string initializer)
    {
        Assert.Equal(0, Output.Value[initializer, "saturated in h10"]);
        Assert.InRange(Output.Value[initializer, "stddev of h10"] / Output.Value[initializer, "stddev of h1"], 0.4, 1);
        Assert.True(Output.Value[initializer, "accuracy"] > 0.85);
    }
}
