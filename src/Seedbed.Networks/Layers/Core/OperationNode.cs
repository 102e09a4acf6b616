using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;
using Seedbed.Layers.Operations;

namespace Seedbed.Layers;

/// <summary>A node of a Functional model that is a mere operation, such as x + y: it has no weights.</summary>
/// <param name="className">Its class.</param>
/// <param name="isLayer">Whether Keras counts it as a layer, as Keras 2 does.</param>
/// <remarks>
/// Sources: <c>keras.ops</c>; <c>TFOpLambda</c> and <c>SlicingOpLambda</c> of tf.keras 2.4 and later, whose configuration names a function
/// of
/// TensorFlow's Python; <c>TensorFlowOpLayer</c> of earlier ones, which holds a node of TensorFlow's graph.
/// </remarks>
internal sealed class OperationNode(string className, bool isLayer) : Layer(name: null)
{
    /// <summary>What Keras 3 writes into the configuration of an operation; what Keras 2 writes stands in its calls.</summary>
    private static readonly string[] s_arguments =
    [
        "axis", "axes", "keepdims", "newshape", "shape", "num", "repeats", "indices_or_sections", "axis1", "axis2", "approximate",
        "negative_slope", "alpha", "x_min", "x_max", "dtype", "size", "interpolation", "antialias", "data_format", "crop_to_aspect_ratio",
        "pad_to_aspect_ratio", "pad_width", "mode", "num_classes", "order", "epsilon", "block_size", "k", "shift", "decimals", "threshold",
        "default_value", "subscripts", "b", "nan", "posinf", "neginf", "pool_size", "strides",
        "padding", "dilation_rate",
    ];

    private readonly Dictionary<string, CallValue> _arguments = new(StringComparer.Ordinal);
    private CallValue _function = CallValue.None;
    private CallValue _node = CallValue.None;
    private CallValue _constants = CallValue.None;

    /// <summary>The classes of Keras 2.</summary>
    internal static IReadOnlyList<KeyValuePair<string, Func<Layer>>> All { get; } =
        [.. ((string[])["TFOpLambda", "SlicingOpLambda", "ClassMethod", "TensorFlowOpLayer"])
            .Select(name => KeyValuePair.Create<string, Func<Layer>>(name, () => new OperationNode(name, isLayer: true)))];

    public override string ClassName => className;

    /// <summary>The operation as the file names it.</summary>
    private string Operation => RawOperation.Of(_node, _constants)?.Name ?? (_function as CallValue.Text)?.Value ?? className;

    internal override bool IsOperation => !isLayer;

    /// <summary>Which operation it is decides, and that is known of a node in a file alone.</summary>
    internal override bool IsComputed => Origin is not null;

    internal override bool HasOneOutput => false;

    internal override bool TakesConstants => true;

    internal override void Declare(ArgumentList arguments)
    {
        if (isLayer)
        {
            arguments.Accept("function", ref _function, CallValue.Kind);
            arguments.Accept("node_def", ref _node, CallValue.Kind);
            arguments.Accept("constants", ref _constants, CallValue.Kind);
            return;
        }

        foreach (string key in s_arguments)
        {
            CallValue value = _arguments.GetValueOrDefault(key, CallValue.None);
            arguments.Accept(key, ref value, CallValue.Kind);
            _arguments[key] = value;
        }
    }

    internal override IReadOnlyList<PartialShape> OutputShapes(BuiltLayer layer)
    {
        LayerCall call = layer.Inputs.Call ?? new LayerCall([layer.Input]);
        IReadOnlyList<PartialShape> tensors = call.Arguments.Count > 0 ? [.. call.Arguments.Values.SelectMany(each => each)] : call.Inputs;
        return Known is { } known
            ? known.Shapes(new OperationCall(layer.Place, Arguments(call.Values), tensors))
            : throw new FormatException(
                $"{layer.Place}: what shape the operation {Operation.Excerpt()} gives is not known, and layers behind it need it; tell it "
                + "in a JSON file and give it with --layers FILE, such as "
                + $"{{\"output_shapes\": {{\"{Name.Excerpt()}\": [\"input[0]\", 8]}}}} (docs/custom-layers.md).");
    }

    internal override LayerFunction Bind(LayerBinding layer)
    {
        Func<OperationCall, IReadOnlyList<Tensor>> values = Known?.Values ?? throw new FormatException(
            $"{layer.Place}: the operation {Operation.Excerpt()} is not computed here; its model can be initialized, but not be run or "
            + "trained. Use a layer in its place.");
        return call =>
        {
            IReadOnlyList<Tensor> tensors =
                call.Arguments is { } arguments ? [.. arguments.Values.SelectMany(each => each)] : call.Inputs;
            return [.. values(OperationCall.Of(layer.Place, Arguments(call.Options.Values), call.Tape, tensors))];
        };
    }

    private GraphOperation? Known => KnownGraphOperations.Find(Operation);

    /// <summary>The arguments of a call with those of the configuration; of a call without any, its only tensor.</summary>
    private IReadOnlyList<KeyValuePair<string, CallValue>> Arguments(IReadOnlyList<KeyValuePair<string, CallValue>> call)
    {
        call = call.Count > 0 ? call : [KeyValuePair.Create<string, CallValue>("0", new CallValue.Graph(0))];
        return RawOperation.Of(_node, _constants) is { } raw ? raw.Arguments(call) : [.. call, .. _arguments];
    }
}
