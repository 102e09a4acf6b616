using System.Text.Json;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>A node of a Functional model that is a mere operation, such as x + y: it has no weights.</summary>
/// <param name="className">Its class.</param>
/// <param name="isLayer">Whether Keras counts it as a layer, as Keras 2 does.</param>
/// <remarks>Sources: <c>keras.ops</c>; <c>TFOpLambda</c> of Keras 2, whose configuration names a function of TensorFlow.</remarks>
internal sealed class OperationNode(string className, bool isLayer) : UncomputedLayer(className)
{
    private static readonly HashSet<string> s_elementwise =
    [
        "Add", "Subtract", "Multiply", "Divide", "TrueDivide", "FloorDivide", "Maximum", "Minimum", "Power", "Mod",
        "Abs", "Absolute", "Negative", "Exp", "Log", "Log1p", "Expm1", "Sqrt", "Rsqrt", "Square", "Sin", "Cos", "Tanh", "Sigmoid", "Relu",
        "Relu6", "Gelu", "Silu",
        "Softplus", "Softsign", "Elu", "Selu", "LeakyRelu", "HardSigmoid", "HardSilu", "LogSigmoid", "Softmax", "LogSoftmax", "Clip",
        "Cast", "StopGradient", "Erf",
        "math.add", "math.subtract", "math.multiply", "math.divide", "math.truediv", "math.maximum", "math.minimum", "math.pow",
        "math.square", "math.sqrt",
        "math.exp", "math.log", "math.tanh", "math.sigmoid", "math.abs", "math.negative", "nn.relu", "nn.relu6", "nn.silu", "nn.gelu",
        "nn.softmax", "cast", "clip_by_value",
        "__operators__.add", "__operators__.sub", "__operators__.mul", "__operators__.truediv",
    ];

    private static readonly ArgumentKind<string?> s_name = Kinds.TextOrNull with { Parse = ParseName };

    private string? _function;

    /// <summary>The classes of Keras 2.</summary>
    internal static IReadOnlyList<KeyValuePair<string, Func<Layer>>> All { get; } =
        [.. ((string[])["TFOpLambda", "SlicingOpLambda", "ClassMethod", "TensorFlowOpLayer"])
            .Select(name => KeyValuePair.Create<string, Func<Layer>>(name, () => new OperationNode(name, isLayer: true)))];

    private static bool ParseName(JsonElement element, out string? name)
    {
        name = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        return true;
    }

    internal override bool IsOperation => !isLayer;

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        if (isLayer)
        {
            arguments.Accept("function", ref _function, s_name);
        }
    }

    private protected override PartialShape OutputShape(BuiltLayer layer)
    {
        string operation = _function ?? ClassName;
        return s_elementwise.Contains(operation)
            ? layer.Inputs.Call is { } call
                ? MergingLayer.Broadcast(layer, [.. call.Arguments.Values.SelectMany(shapes => shapes)])
                : layer.Input
            : PartialShape.Unknown($"{layer.Place}: what shape the operation {operation} gives is not known, and layers behind it need it; "
                + $"save the model with build_config, as model.to_json() of Keras 3 does.");
    }
}
