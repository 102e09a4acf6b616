using Seedbed.Initializers;
using Seedbed.Tests.Docs;
using Xunit;

namespace Seedbed.Tests.Samples;

/// <summary>The four kernels of 784 × 128 have the moments and bounds of their formulas, and each network learns.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class InitializersTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("initializers");

    /// <summary>√(2/(784 + 128)), √(2/784), the patches' own, and √(2/784) again: 100,352 draws are within 1 % (4.5 deviations).</summary>
    [Theory]
    [InlineData("glorot_uniform", 0.046829)]
    [InlineData("he_normal", 0.050508)]
    [InlineData("a function", 0.034580)]
    [InlineData("a class", 0.050508)]
    public void The_deviation_is_that_of_the_formula(string initializer, double stddev) =>
        Assert.InRange(Output.Value[initializer, "stddev"], 0.99 * stddev, 1.01 * stddev);

    /// <summary>√(6/912) for Glorot uniform; He normal is cut at 2·√(2/784)/0.8796; the class does not cut.</summary>
    [Theory]
    [InlineData("glorot_uniform", 0.08111, 0.08111)]
    [InlineData("he_normal", 0.1145, 0.11485)]
    [InlineData("a class", 0.19, 0.30)]
    public void The_bounds_are_those_of_the_distribution(string initializer, double least, double most)
    {
        Assert.InRange(Output.Value[initializer, "max"], least, most);
        Assert.InRange(-Output.Value[initializer, "min"], least, most);
    }

    [Fact]
    public void The_weights_are_those_that_the_initializer_fills()
    {
        float[] expected = new HeNormal(seed: 42).CreateArray<float>([784, 128]);

        Assert.Equal($"{expected[0]:F5}", Output.Value.Cell("he_normal", "w[0, 0]"));
        Assert.Equal($"{expected[1]:F5}", Output.Value.Cell("he_normal", "w[0, 1]"));
        Assert.Equal($"{1 / 7f:F5}", Output.Value.Cell("a function", "w[0, 0]"));
    }

    [Theory]
    [InlineData("glorot_uniform")]
    [InlineData("he_normal")]
    [InlineData("a function")]
    [InlineData("a class")]
    public void Each_learns(string initializer)
    {
        Assert.True(Output.Value[initializer, "loss before"] > 2);
        Assert.True(Output.Value[initializer, "loss after"] < 0.3);
        Assert.True(Output.Value[initializer, "accuracy"] > 0.95);
    }
}
