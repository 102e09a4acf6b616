namespace Seedbed.Networks.Keras.Layers;

/// <summary>Convolutions in one, two and three dimensions; r stands for the kernel's spatial sizes.</summary>
internal static class Convolutions
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        LayerDefinition.Of("Conv1D", layer => Convolution(layer, 1), layer => Window(layer, 1, layer.Config.Size("filters"))),
        LayerDefinition.Of("Conv2D", layer => Convolution(layer, 2), layer => Window(layer, 2, layer.Config.Size("filters"))),
        LayerDefinition.Of("Conv3D", layer => Convolution(layer, 3), layer => Window(layer, 3, layer.Config.Size("filters"))),
        LayerDefinition.Of("Conv1DTranspose", layer => Transposed(layer, 1), layer => TransposedWindow(layer, 1)),
        LayerDefinition.Of("Conv2DTranspose", layer => Transposed(layer, 2), layer => TransposedWindow(layer, 2)),
        LayerDefinition.Of("Conv3DTranspose", layer => Transposed(layer, 3), layer => TransposedWindow(layer, 3)),
        LayerDefinition.Of("DepthwiseConv1D", layer => Depthwise(layer, 1),
            layer => Window(layer, 1, checked(layer.Config.Size("depth_multiplier", 1) * Channels(layer)))),
        LayerDefinition.Of("DepthwiseConv2D", layer => Depthwise(layer, 2),
            layer => Window(layer, 2, checked(layer.Config.Size("depth_multiplier", 1) * Channels(layer)))),
        LayerDefinition.Of("SeparableConv1D", layer => Separable(layer, 1), layer => Window(layer, 1, layer.Config.Size("filters"))),
        LayerDefinition.Of("SeparableConv2D", layer => Separable(layer, 2), layer => Window(layer, 2, layer.Config.Size("filters"))),
    ];

    /// <summary>The number of channels of an input, at the end or behind the batch.</summary>
    internal static long Channels(LayerScope layer) =>
        Spatial.HasChannelsLast(layer) ? layer.Input[-1] : layer.Input[1];

    /// <summary>What a convolution with the layer's kernel_size, strides and dilation_rate gives.</summary>
    internal static PartialShape Window(LayerScope layer, int rank, long channels) => Spatial.Window(
        layer, layer.Config.Sizes("kernel_size", rank), Spatial.SizesOrOnes(layer, "strides", rank), Spatial.SizesOrOnes(
            layer, "dilation_rate", rank), channels);

    private static PartialShape TransposedWindow(LayerScope layer, int rank) => Spatial.TransposedWindow(
        layer, layer.Config.Sizes("kernel_size", rank), Spatial.SizesOrOnes(layer, "strides", rank), Spatial.SizesOrOnes(
            layer, "dilation_rate", rank), layer.Config.Size("filters"));

    /// <summary>Kernel (r, inputs/groups, filters).</summary>
    private static void Convolution(LayerScope layer, int rank)
    {
        Adapters.Refuse(layer);
        long filters = layer.Config.Size("filters");
        long groups = layer.Config.Size("groups", 1);
        long channels = Channels(layer);
        if (channels % groups != 0)
        {
            throw layer.Config.Wrong("groups", $"a divisor of the {channels} input channels");
        }

        layer.Weight(
            "kernel", [.. layer.Config.Sizes("kernel_size", rank), channels / groups, filters], "kernel_initializer", "glorot_uniform");
        Bias(layer, filters);
    }

    /// <summary>Kernel (r, filters, inputs).</summary>
    private static void Transposed(LayerScope layer, int rank)
    {
        long filters = layer.Config.Size("filters");
        layer.Weight(
            "kernel", [.. layer.Config.Sizes("kernel_size", rank), filters, Channels(layer)], "kernel_initializer", "glorot_uniform");
        Bias(layer, filters);
    }

    /// <summary>Kernel (r, inputs, multiplier), a bias for each of inputs·multiplier outputs.</summary>
    private static void Depthwise(LayerScope layer, int rank)
    {
        long multiplier = layer.Config.Size("depth_multiplier", 1);
        long channels = Channels(layer);
        layer.Weight(
            "kernel", [.. layer.Config.Sizes("kernel_size", rank), channels, multiplier], "depthwise_initializer", "glorot_uniform");
        Bias(layer, checked(multiplier * channels));
    }

    /// <summary>A depthwise kernel, then a pointwise one (1, inputs·multiplier, filters).</summary>
    private static void Separable(LayerScope layer, int rank)
    {
        long multiplier = layer.Config.Size("depth_multiplier", 1);
        long channels = Channels(layer);
        long filters = layer.Config.Size("filters");
        layer.Weight("depthwise_kernel", [.. layer.Config.Sizes("kernel_size", rank), channels, multiplier], "depthwise_initializer",
            "glorot_uniform");
        layer.Weight(
            "pointwise_kernel", [.. Enumerable.Repeat(1L, rank), checked(multiplier * channels),
                filters], "pointwise_initializer", "glorot_uniform");
        Bias(layer, filters);
    }

    private static void Bias(LayerScope layer, long size)
    {
        if (layer.Config.Flag("use_bias", true))
        {
            layer.Weight("bias", [size], "bias_initializer", "zeros");
        }
    }
}
