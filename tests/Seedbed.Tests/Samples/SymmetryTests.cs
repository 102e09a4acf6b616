using Seedbed.Tests.Docs;
using Xunit;

namespace Seedbed.Tests.Samples;

/// <summary>Units that begin equal stay equal bit for bit, though they learn; units drawn apart do not, and read the spirals.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class SymmetryTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("symmetry");

    [Theory]
    [InlineData("zeros", 1)]
    [InlineData("constant(0.5)", 1)]
    [InlineData("glorot_uniform", 32)]
    public void Units_are_as_many_as_they_began(string initializer, int distinct)
    {
        Assert.Equal(distinct, Output.Value[initializer, "distinct units in layer 1"]);
        Assert.Equal(distinct, Output.Value[initializer, "distinct units in layer 2"]);
    }

    [Fact]
    public void Equal_units_have_learned_something_and_not_enough()
    {
        Assert.True(Output.Value["zeros", "largest weight"] > 0.1);
        Assert.InRange(Output.Value["zeros", "accuracy"], 0.3, 0.8);
        Assert.InRange(Output.Value["constant(0.5)", "accuracy"], 0.3, 0.8);
        Assert.True(Output.Value["glorot_uniform", "accuracy"] > 0.95);
    }
}
