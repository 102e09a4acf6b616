using System.Text.Json;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>Nodes of a Functional model that are mere operations, such as x + y: they have no weights.</summary>
/// <remarks>Sources: <c>keras.ops</c>; <c>TFOpLambda</c> of Keras 2, whose configuration names a function of TensorFlow.</remarks>
internal static class Operations
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

    /// <summary>An operation of Keras 3, whatever its class.</summary>
    internal static LayerDefinition Definition { get; } = new("Operation", _ => { }, layer => [Output(layer, layer.ClassName)]);

    /// <summary>The classes of Keras 2.</summary>
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("TFOpLambda", _ => { }, Lambda),
        new("SlicingOpLambda", _ => { }, Lambda),
        new("ClassMethod", _ => { }, Lambda),
        new("TensorFlowOpLayer", _ => { }, Lambda),
    ];

    private static IReadOnlyList<PartialShape> Lambda(LayerScope layer)
    {
        bool isNamed = layer.Config.Find("function") is { ValueKind: JsonValueKind.String };
        return [Output(layer, isNamed ? layer.Config.Text("function") : layer.ClassName)];
    }

    private static PartialShape Output(LayerScope layer, string operation) =>
        s_elementwise.Contains(operation)
            ? layer.Inputs.Call is { } call
                ? Merging.Broadcast(layer, [.. call.Arguments.Values.SelectMany(shapes => shapes)])
                : layer.Input
            : PartialShape.Unknown($"{layer.Place}: what shape the operation {operation} gives is not known, and layers behind it need it; "
                + $"save the model with build_config, as model.to_json() of Keras 3 does.");
}
