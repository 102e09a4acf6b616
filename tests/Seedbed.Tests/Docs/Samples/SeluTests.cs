using Xunit;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>
/// Klambauer et al. 2017: with LeCun's weights SELU layers carry mean 0 and variance 1 on; with others they do not, and nothing is learned.
/// </summary>
[Collection(ConsoleCollection.Name)]
public sealed class SeluTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("selu");

    [Fact]
    public void LeCun_keeps_mean_and_variance_and_learns()
    {
        Assert.InRange(Output.Value["lecun_normal", "mean of h30"], -0.15, 0.15);
        Assert.InRange(Output.Value["lecun_normal", "stddev of h30"], 0.85, 1.15);
        Assert.True(Output.Value["lecun_normal", "accuracy"] > 0.85);
    }

    [Fact]
    public void Twice_the_variance_grows_and_fails()
    {
        Assert.True(Output.Value["he_normal", "stddev of h30"] > 3 * Output.Value["he_normal", "stddev of h10"]);
        Assert.InRange(Output.Value["he_normal", "accuracy"], 0, 0.3);
    }

    [Fact]
    public void Noise_of_the_default_scale_fades_and_fails()
    {
        Assert.True(Output.Value["random_normal", "stddev of h30"] < 0.05 * Output.Value["random_normal", "stddev of h10"]);
        Assert.InRange(Output.Value["random_normal", "accuracy"], 0, 0.35);
    }
}
