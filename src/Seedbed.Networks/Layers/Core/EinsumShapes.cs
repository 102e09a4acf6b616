using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>
/// Kernel, bias and output of an EinsumDense: each label of "input,kernel->output" stands for a dimension, taken from the given output
/// shape where the label is in the output, else from the input. A bias spans the output from its first axis on, with 1 for the axes it has
/// not.
/// </summary>
/// <remarks>Source: <c>keras.layers.EinsumDense</c>.</remarks>
internal sealed class EinsumShapes
{
    private readonly BuiltLayer _layer;
    private readonly EinsumEquation _equation;

    /// <summary>The axes of the input that no label names.</summary>
    private readonly int _elided;

    /// <summary>The sizes behind the batch, and behind the elided axes where these stand first.</summary>
    private readonly IReadOnlyList<long?> _given;

    /// <summary>The same, as the argument.</summary>
    private readonly string _outputText;

    private readonly string _equationText;

    /// <summary>The sizes behind the batch, or one of them.</summary>
    internal static ArgumentKind<IReadOnlyList<long?>> OutputKind { get; } = Kinds.PartialSizes with
    {
        Accepted = "an integer or a list of integers and nulls",
        Parse = Kinds.PartialSizesOrNull.Parse!,
    };


    /// <exception cref="FormatException">The equation is none, or not one for the layer's input.</exception>
    internal EinsumShapes(BuiltLayer layer, string equation, IReadOnlyList<long?> outputShape)
    {
        _layer = layer;
        _equation = EinsumEquation.Of(layer, equation);
        _equationText = Kinds.Text.Text(equation);
        _outputText = OutputKind.Text(outputShape);
        _given = outputShape;
        _elided = layer.Input.Rank - _equation.Input.Length;
        if (_elided < 0 || (_elided > 0 && !_equation.ElidesLeft && !_equation.ElidesRight))
        {
            throw layer.Wrong("equation", _equationText, $"one for its input shape {layer.Input}, with a label for each axis");
        }
    }

    internal long[] Kernel => [.. _equation.Kernel.Select(SizeOf)];

    /// <summary>The bias that spans some axes of the output.</summary>
    /// <param name="axes">Their labels.</param>
    internal long[] Bias(string axes)
    {
        if (axes.Length == 0 || !axes.All(axis => _equation.Output.Contains(axis, StringComparison.Ordinal)))
        {
            throw _layer.Wrong("bias_axes", Kinds.Text.Text(axes), $"null or labels of the output '{_equation.Output.Excerpt()}'");
        }

        int first = axes.Min(axis => _equation.Output.IndexOf(axis, StringComparison.Ordinal));
        IEnumerable<long> sizes =
            _equation.Output[first..].Select(label => axes.Contains(label, StringComparison.Ordinal) ? SizeInOutput(label) : 1);
        return [.. sizes, .. Enumerable.Repeat(1L, _equation.ElidesLeft ? 0 : _elided)];
    }

    /// <summary>The output shape: batch, elided axes and the given sizes, null ones from the input.</summary>
    internal long?[] Output
    {
        get
        {
            PartialShape input = _layer.Input;
            IEnumerable<long?> given = _given.Select((size, index) => size ?? FromInput(index + 1));
            return
            [
                input.Find(0),
                .. Enumerable.Range(1, ElidedBefore).Select(input.Find),
                .. given,
                .. _equation.ElidesLeft ? [] : Enumerable.Range(input.Rank - _elided, _elided).Select(input.Find),
            ];
        }
    }

    /// <summary>The elided axes between the batch, which is one of them, and the given sizes.</summary>
    private int ElidedBefore => _equation.ElidesLeft ? Math.Max(0, _elided - 1) : 0;

    /// <summary>How far labels stand from the axes they name.</summary>
    private int Shift => _equation.ElidesLeft ? _elided : 0;

    private long SizeOf(char label) =>
        _equation.Output.Contains(label, StringComparison.Ordinal) ? SizeInOutput(label)
        : _equation.Input.IndexOf(label, StringComparison.Ordinal) is >= 0 and int axis ? _layer.Input[axis + Shift]
        : throw _layer.Wrong("equation", _equationText, $"one whose kernel label '{label}' stands in the input or in the output");

    private long SizeInOutput(char label)
    {
        int axis = _equation.Output.IndexOf(label, StringComparison.Ordinal) + Shift;
        int given = axis - 1 - ElidedBefore;
        if (given < 0)
        {
            return _layer.Input[axis];
        }

        if (given < _given.Count)
        {
            return _given[given] is { } size && Kinds.IsSize(size)
                ? size
                : throw _layer.Wrong("output_shape", _outputText, $"a list with {Kinds.SizeText} for every axis of a weight");
        }

        int behind = given - _given.Count;
        return !_equation.ElidesLeft && behind < _elided
            ? _layer.Input[_layer.Input.Rank - _elided + behind]
            : throw _layer.Wrong("output_shape", _outputText, $"a size for every label of '{_equation.Output.Excerpt()}' but the first");
    }

    private long? FromInput(int position)
    {
        int axis = position < _equation.Output.Length ? _equation.Input.IndexOf(_equation.Output[position], StringComparison.Ordinal) : -1;
        return axis < 0 ? null : _layer.Input.Find(axis + Shift);
    }
}
