using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>A function of Python. It has no weights, and what it gives has the shape that the file tells, if it does.</summary>
/// <remarks>Source: <c>keras.layers.Lambda</c>; Keras 1 and 2 write <c>output_shape_type</c> beside a function's code.</remarks>
internal sealed class Lambda() : UncomputedLayer("Lambda")
{
    private CallValue _outputShape = CallValue.None;
    private string? _type;

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("output_shape", ref _outputShape, CallValue.Kind);
        arguments.Accept("output_shape_type", ref _type, Kinds.TextOrNull);
    }

    /// <summary>The shape in the file has no batch.</summary>
    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) =>
        _type is null or "raw" && _outputShape is CallValue.List { Items: var sizes } && sizes.All(IsSize)
            ? [layer.Input.Of([layer.Input.Find(0), .. sizes.Select(size => (long?)(size as CallValue.Number)?.Value)])]
            : null;

    private static bool IsSize(CallValue value) =>
        value == CallValue.None
            || (value is CallValue.Number { Value: var size } && double.IsInteger(size) && size >= 0 && size <= Shape.MaxElementCount);
}
