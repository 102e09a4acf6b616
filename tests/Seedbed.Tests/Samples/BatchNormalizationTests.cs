using Seedbed.Tests.Docs;
using Xunit;

namespace Seedbed.Tests.Samples;

/// <summary>Without batch normalization the initializer decides whether 20 layers learn; with it all three do, nearly alike.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class BatchNormalizationTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("batch-normalization");

    [Fact]
    public void Without_it_only_He_learns()
    {
        Assert.True(Output.Value["he_normal", "plain loss"] < 1);
        Assert.True(Output.Value["he_normal", "plain accuracy"] > 0.6);
        Assert.All((string[])["glorot_normal", "random_normal"], initializer =>
        {
            Assert.InRange(Output.Value[initializer, "plain loss"], Math.Log(10) - 0.01, Math.Log(10) + 0.01);
            Assert.InRange(Output.Value[initializer, "plain accuracy"], 0, 0.2);
        });
    }

    [Fact]
    public void With_it_all_learn_nearly_alike()
    {
        string[] initializers = ["he_normal", "glorot_normal", "random_normal"];
        double[] losses = [.. initializers.Select(initializer => Output.Value[initializer, "normalized loss"])];

        Assert.All(initializers, initializer => Assert.True(Output.Value[initializer, "normalized accuracy"] > 0.85));
        Assert.True(losses.Max() < 0.5);
        Assert.True(losses.Max() - losses.Min() < 0.15);
    }
}
