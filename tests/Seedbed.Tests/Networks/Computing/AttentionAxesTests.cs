using Seedbed.Autodiff;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Attention along some axes: the same as attention over steps, with the other axes as more batches.</summary>
public sealed class AttentionAxesTests
{
    private const string Heads = "\"num_heads\": 2, \"key_dim\": 3";
    private const string Call = """["x", 0, 0, {"value": ["x", 0, 0]}]""";

    [Theory]
    [InlineData("2")]
    [InlineData("[-2]")]
    [InlineData("1")]
    [InlineData("[1, 2]")]
    [InlineData("null")]
    public void Other_axes_are_batches(string axes)
    {
        LayerRun run = Layer("3, 4, 5", axes);
        Tensor x = LayerRun.Input(3, 2, 3, 4, 5);
        double[] values = x.Values<double>().ToArray();
        bool isRows = axes is "2" or "[-2]", isColumns = axes == "1";
        (int batches, int steps) = isRows ? (6, 4) : isColumns ? (8, 3) : (2, 12);

        // Of the columns, (sample, row, column) stands at (sample, column, row).
        int[] places = isColumns ? [.. Enumerable.Range(0, 24).Select(i => (i / 12 * 12) + (i % 3 * 4) + (i / 3 % 4))] : [.. Enumerable.Range(0, 24)];
        double[] ordered = [.. places.SelectMany(place => values[(place * 5)..((place + 1) * 5)])];
        double[] plain = Layer($"{steps}, 5", "null").Output(LayerRun.Input(ordered, batches, steps, 5));
        double[] expected = new double[plain.Length];
        foreach ((int index, int place) in places.Index())
        {
            plain.AsSpan(index * 5, 5).CopyTo(expected.AsSpan(place * 5));
        }

        LayerRun.Near(expected, run.Output(x));
        run.CheckGradients(training: true, 1, x);
    }

    [Theory]
    [InlineData("3", "attention_axes are [3], and its query has 4 axes; they must be different axes between the batch and the features.")]
    [InlineData("[1, 1]", "attention_axes are [1, 1], and")]
    [InlineData("0", "attention_axes are [0], and")]
    public void Wrong_axes_get_a_sentence(string axes, string sentence) => Assert.Contains(
        sentence, Assert.Throws<ArgumentException>(() => Layer("3, 4, 5", axes).Output(LayerRun.Input(3, 2, 3, 4, 5))).Message, StringComparison.Ordinal);

    private static LayerRun Layer(string shape, string axes) => LayerRun.Functional(
        [("x", shape)], [("MultiHeadAttention", "a", $"{Heads}, \"attention_axes\": {axes}", Call)], "a");
}
