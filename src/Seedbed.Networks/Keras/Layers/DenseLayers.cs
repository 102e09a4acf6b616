using Seedbed.Shapes;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>Dense layers: kernel (inputs, units) and bias (units), and their einsum form.</summary>
internal static class DenseLayers
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        LayerDefinition.Of("Dense", Dense, Features),
        LayerDefinition.Of("TernaryDense", Dense, Features),
        LayerDefinition.Of("EinsumDense", EinsumDense, layer => layer.Input.Of(new EinsumShapes(layer).Output)),
    ];

    private static PartialShape Features(LayerScope layer) => layer.Input.With(-1, layer.Config.Size("units"));

    private static void Dense(LayerScope layer)
    {
        Adapters.Refuse(layer);
        long units = layer.Config.Size("units");
        layer.Weight("kernel", [layer.Input[-1], units], "kernel_initializer", "glorot_uniform");
        if (layer.Config.Flag("use_bias", true))
        {
            layer.Weight("bias", [units], "bias_initializer", "zeros");
        }
    }

    private static void EinsumDense(LayerScope layer)
    {
        Adapters.Refuse(layer);
        EinsumShapes shapes = new(layer);
        layer.Weight("kernel", shapes.Kernel,
            layer.Initializers.Of("kernel_initializer", "glorot_uniform", () => FanRule.Einsum(layer.Config.Text("equation"))));
        if (shapes.Bias is { } bias)
        {
            layer.Weight("bias", bias, "bias_initializer", "zeros");
        }
    }
}
