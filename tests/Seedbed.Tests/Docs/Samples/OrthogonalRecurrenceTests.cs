using Xunit;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>
/// An orthogonal recurrent kernel keeps the first of 100 steps, and the network learns to tell it; kernels of other scales do not.
/// </summary>
[Collection(ConsoleCollection.Name)]
public sealed class OrthogonalRecurrenceTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("orthogonal-recurrence");

    [Theory]
    [InlineData("kept of step 1 after 10")]
    [InlineData("after 50")]
    [InlineData("after 100")]
    public void Orthogonal_keeps_the_length(string column) => Assert.InRange(Output.Value["orthogonal", column], 0.98, 1.02);

    [Fact]
    public void Noise_of_the_default_scale_forgets()
    {
        Assert.InRange(Output.Value["random_normal", "kept of step 1 after 10"], 0, 0.01);
        Assert.InRange(Output.Value["random_normal", "after 50"], 0, 1e-12);
    }

    [Fact]
    public void Glorot_does_not_keep_the_length()
    {
        double kept = Output.Value["glorot_uniform", "after 100"];

        Assert.True(kept is < 0.1 or > 10, $"{kept} of the first step is kept.");
    }

    [Fact]
    public void Only_orthogonal_learns()
    {
        Assert.True(Output.Value["orthogonal", "accuracy"] > 0.95);
        Assert.True(Output.Value["orthogonal", "final loss"] < 0.2 * Output.Value["glorot_uniform", "final loss"]);
        Assert.InRange(Output.Value["glorot_uniform", "accuracy"], 0, 0.8);
        Assert.InRange(Output.Value["random_normal", "accuracy"], 0, 0.4);
        Assert.True(Output.Value["random_normal", "final loss"] > 0.9 * Math.Log(4));
    }
}
