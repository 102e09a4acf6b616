namespace Seedbed.Checkpoints.Keras.Layers;

/// <summary>Convolutions in one, two and three dimensions; r stands for the kernel's spatial sizes.</summary>
internal static class Convolutions
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("Conv1D", layer => Convolution(layer, 1)),
        new("Conv2D", layer => Convolution(layer, 2)),
        new("Conv3D", layer => Convolution(layer, 3)),
        new("Conv1DTranspose", layer => Transposed(layer, 1)),
        new("Conv2DTranspose", layer => Transposed(layer, 2)),
        new("Conv3DTranspose", layer => Transposed(layer, 3)),
        new("DepthwiseConv1D", layer => Depthwise(layer, 1)),
        new("DepthwiseConv2D", layer => Depthwise(layer, 2)),
        new("SeparableConv1D", layer => Separable(layer, 1)),
        new("SeparableConv2D", layer => Separable(layer, 2)),
    ];

    /// <summary>The number of channels of an input, at the end or behind the batch.</summary>
    internal static long Channels(LayerScope layer) =>
        layer.Config.Choice("data_format", "channels_last", "channels_last", "channels_first") == "channels_last" ? layer.Input[-1] : layer.Input[1];

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

        layer.Weight("kernel", [.. layer.Config.Sizes("kernel_size", rank), channels / groups, filters], "kernel_initializer", "glorot_uniform");
        Bias(layer, filters);
    }

    /// <summary>Kernel (r, filters, inputs).</summary>
    private static void Transposed(LayerScope layer, int rank)
    {
        long filters = layer.Config.Size("filters");
        layer.Weight("kernel", [.. layer.Config.Sizes("kernel_size", rank), filters, Channels(layer)], "kernel_initializer", "glorot_uniform");
        Bias(layer, filters);
    }

    /// <summary>Kernel (r, inputs, multiplier), a bias for each of inputs·multiplier outputs.</summary>
    private static void Depthwise(LayerScope layer, int rank)
    {
        long multiplier = layer.Config.Size("depth_multiplier", 1);
        long channels = Channels(layer);
        layer.Weight("kernel", [.. layer.Config.Sizes("kernel_size", rank), channels, multiplier], "depthwise_initializer", "glorot_uniform");
        Bias(layer, checked(multiplier * channels));
    }

    /// <summary>A depthwise kernel, then a pointwise one (1, inputs·multiplier, filters).</summary>
    private static void Separable(LayerScope layer, int rank)
    {
        long multiplier = layer.Config.Size("depth_multiplier", 1);
        long channels = Channels(layer);
        long filters = layer.Config.Size("filters");
        layer.Weight("depthwise_kernel", [.. layer.Config.Sizes("kernel_size", rank), channels, multiplier], "depthwise_initializer", "glorot_uniform");
        layer.Weight(
            "pointwise_kernel", [.. Enumerable.Repeat(1L, rank), checked(multiplier * channels), filters], "pointwise_initializer", "glorot_uniform");
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
