using System.Text.Json;
using System.Text.RegularExpressions;

namespace Seedbed.Checkpoints.Keras.Layers;

/// <summary>
/// Kernel and bias of an EinsumDense: each label of "input,kernel->output" stands for a dimension, taken from the given output shape where the label is in the
/// output, else from the input. A bias spans the output from its first axis on, with 1 for the axes it has not.
/// </summary>
/// <remarks>Source: <c>keras.layers.EinsumDense</c>.</remarks>
internal sealed partial record EinsumShapes(long[] Kernel, long[]? Bias)
{
    internal static EinsumShapes Of(LayerScope layer, string equation)
    {
        Match match = EquationPattern().Match(equation);
        if (!match.Success)
        {
            throw layer.Config.Wrong("equation", "of the form 'ab,bc->ac', '...b,bc->...c' or 'ab...,bc->ac...'");
        }

        string input = match.Groups["input"].Value;
        string output = match.Groups["output"].Value;
        bool elidesLeft = match.Groups["left"].Success;
        int elided = layer.Input.Rank - input.Length;
        if (elided < 0 || (elided > 0 && !elidesLeft && !match.Groups["right"].Success))
        {
            throw layer.Config.Wrong("equation", $"one for its input shape {layer.Input}, with a label for each axis");
        }

        Func<int, long>[] sizes = OutputSizes(layer, elided, elidesLeft);
        int shift = elidesLeft ? elided : 0;
        long SizeInOutput(char label)
        {
            int axis = output.IndexOf(label, StringComparison.Ordinal) + shift;
            return axis < sizes.Length ? sizes[axis](axis) : throw layer.Config.Wrong("output_shape", $"a size for every label of '{output}' but the first");
        }

        long SizeOf(char label) =>
            output.Contains(label, StringComparison.Ordinal) ? SizeInOutput(label)
            : input.IndexOf(label, StringComparison.Ordinal) is >= 0 and int axis ? layer.Input[axis + shift]
            : throw layer.Config.Wrong("equation", $"one whose kernel label '{label}' stands in the input or in the output");

        long[] kernel = [.. match.Groups["kernel"].Value.Select(SizeOf)];
        return new EinsumShapes(kernel, BiasOf(layer, output, SizeInOutput, elidesLeft ? 0 : elided));
    }

    /// <summary>The output shape: batch, elided axes and the given sizes, null ones from the input.</summary>
    internal static long?[] Output(LayerScope layer, string equation)
    {
        Match match = EquationPattern().Match(equation);
        PartialShape input = layer.Input;
        string labels = match.Groups["input"].Value;
        bool elidesLeft = match.Groups["left"].Success;
        int elided = Math.Max(0, input.Rank - labels.Length);
        JsonElement given = layer.Config.Find("output_shape") ?? throw layer.Config.Wrong("output_shape", "an integer or a list of integers and nulls");
        IEnumerable<JsonElement> items = given.ValueKind == JsonValueKind.Array ? given.EnumerateArray() : [given];
        string output = match.Groups["output"].Value;
        int shift = elidesLeft ? elided : 0;
        IEnumerable<long?> sizes = items.Select((item, index) =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long size) ? size : FromInput(index + 1));
        long?[] left = elidesLeft ? [.. Enumerable.Range(1, Math.Max(0, elided - 1)).Select(input.Find)] : [];
        long?[] right = elidesLeft ? [] : [.. Enumerable.Range(input.Rank - elided, elided).Select(input.Find)];
        return [input.Find(0), .. left, .. sizes, .. right];

        long? FromInput(int position)
        {
            int axis = position < output.Length ? labels.IndexOf(output[position], StringComparison.Ordinal) : -1;
            return axis < 0 ? null : input.Find(axis + shift);
        }
    }

    private static long[]? BiasOf(LayerScope layer, string output, Func<char, long> sizeOf, int elidedRight)
    {
        if (layer.Config.Find("bias_axes") is null)
        {
            return null;
        }

        string axes = layer.Config.Text("bias_axes");
        if (axes.Length == 0 || !axes.All(axis => output.Contains(axis, StringComparison.Ordinal)))
        {
            throw layer.Config.Wrong("bias_axes", $"null or labels of the output '{output}'");
        }

        int first = axes.Min(axis => output.IndexOf(axis, StringComparison.Ordinal));
        return [.. output[first..].Select(label => axes.Contains(label, StringComparison.Ordinal) ? sizeOf(label) : 1), .. Enumerable.Repeat(1L, elidedRight)];
    }

    /// <summary>The sizes of the whole output: batch, elided axes and the given ones. Each throws where it is asked for and unknown.</summary>
    private static Func<int, long>[] OutputSizes(LayerScope layer, int elided, bool elidesLeft)
    {
        List<Func<int, long>> sizes = [_ => layer.Input[0]];
        if (elidesLeft)
        {
            sizes.AddRange(Enumerable.Range(1, Math.Max(0, elided - 1)).Select(axis => (Func<int, long>)(_ => layer.Input[axis])));
        }

        JsonElement given = layer.Config.Find("output_shape") ?? throw layer.Config.Wrong("output_shape", "an integer or a list of integers and nulls");
        IEnumerable<JsonElement> items = given.ValueKind == JsonValueKind.Array ? given.EnumerateArray() : [given];
        sizes.AddRange(items.Select(item => (Func<int, long>)(_ =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long size) && size is >= 1 and <= Shapes.Shape.MaxElementCount
                ? size
                : throw layer.Config.Wrong("output_shape", "a list with an integer of at least 1 for every axis of a weight"))));
        if (!elidesLeft)
        {
            sizes.AddRange(Enumerable.Range(layer.Input.Rank - elided, elided).Select(axis => (Func<int, long>)(_ => layer.Input[axis])));
        }

        return [.. sizes];
    }

    [GeneratedRegex(
        @"^(?<left>\.\.\.)?(?<input>[a-zA-Z]+)(?<right>\.\.\.)?,(?<kernel>[a-zA-Z]+)->(?(left)\.\.\.)(?<output>[a-zA-Z]+)(?(right)\.\.\.)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex EquationPattern();
}
