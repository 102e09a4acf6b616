using Xunit;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>
/// Each layer has the weights of its initializer, named or given as an object; the LSTM's are orthogonal; both networks learn.
/// </summary>
[Collection(ConsoleCollection.Name)]
public sealed class NamesAndObjectsTests
{
    private static readonly Lazy<PrintedTables> Output = SampleRun.Of("names-and-objects");

    /// <summary>√(2/784) and √(2/(64 + 32)); 50,176 and 2,048 draws are within 2 % and 5 %.</summary>
    [Fact]
    public void The_deviations_are_those_of_the_formulas()
    {
        Assert.InRange(Output.Value["dense/kernel", "stddev"], 0.98 * 0.050508, 1.02 * 0.050508);
        Assert.InRange(Output.Value["dense_1/kernel", "stddev"], 0.95 * 0.144338, 1.05 * 0.144338);
        Assert.InRange(Output.Value["dense_1/kernel", "max"], 0.24, 0.25);
        Assert.Equal(0, Output.Value["dense_2/kernel", "max"]);
        Assert.Equal(0, Output.Value["dense_2/kernel", "stddev"]);
    }

    [Fact]
    public void A_last_layer_of_zeros_begins_at_the_logarithm_of_ten() =>
        Assert.Equal(Math.Log(10), Output.Value["dense", "loss before"], 1e-4);

    [Fact]
    public void Both_learn()
    {
        Assert.True(Output.Value["dense", "accuracy"] > 0.9);
        Assert.True(Output.Value["lstm", "accuracy"] > 0.95);
        Assert.True(Output.Value["lstm", "loss after"] < 0.1 * Output.Value["lstm", "loss before"]);
    }

    [Fact]
    public void The_recurrent_weights_are_orthogonal_and_the_forget_gate_open()
    {
        Assert.InRange(Output.Value["kernel", "largest |W·Wᵀ - I|"], 0, 1e-6);
        Assert.InRange(Output.Value["recurrent_kernel", "largest |W·Wᵀ - I|"], 0, 1e-6);
        Assert.Contains("bias of the gates i, f, c, o: 0, 1, 0, 0\n", Output.Value.Text, StringComparison.Ordinal);
    }
}
