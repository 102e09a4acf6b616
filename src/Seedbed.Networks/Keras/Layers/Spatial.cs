namespace Seedbed.Networks.Keras.Layers;

/// <summary>The spatial axes of a layer's input, between batch and channels, and the arithmetic of windows that move along them.</summary>
/// <remarks>
/// Sources: <c>compute_conv_output_shape</c>, <c>compute_pooling_output_shape</c>, <c>compute_conv_transpose_output_shape</c> of Keras.
/// </remarks>
internal static class Spatial
{
    private static readonly string[] s_paddings = ["valid", "same", "causal"];

    /// <summary>Whether the channels come last.</summary>
    internal static bool HasChannelsLast(LayerScope layer) =>
        layer.Config.Choice("data_format", "channels_last", "channels_last", "channels_first") == "channels_last";

    /// <summary>The input with other sizes along its spatial axes, and, where they are given, other channels.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="rank">The number of spatial axes.</param>
    /// <param name="size">The new size along an axis from 0 on, from the old one.</param>
    /// <param name="channels">The new channels; null keeps those of the input.</param>
    internal static PartialShape Map(LayerScope layer, int rank, Func<long, int, long> size, long? channels = null)
    {
        PartialShape input = layer.Input;
        if (input.Rank != rank + 2)
        {
            throw new FormatException(
                $"{layer.Place}: its input shape {input} must have {rank + 2} dimensions: batch, {rank} spatial, channels.");
        }

        bool channelsLast = HasChannelsLast(layer);
        long?[] sizes = input.Dimensions.ToArray();
        for (int axis = 0; axis < rank; axis++)
        {
            int at = channelsLast ? axis + 1 : axis + 2;
            sizes[at] = sizes[at] is { } old ? checked(size(old, axis)) : null;
            if (sizes[at] < 0)
            {
                throw new FormatException($"{layer.Place}: its input shape {input} is too small for it along spatial axis {axis + 1}.");
            }
        }

        int channelAxis = channelsLast ? rank + 1 : 1;
        sizes[channelAxis] = channels ?? sizes[channelAxis];
        return input.Of(sizes);
    }

    /// <summary>A window that reads its input.</summary>
    internal static PartialShape Window(LayerScope layer, long[] window, long[] strides, long[] dilation, long? channels)
    {
        bool pads = layer.Config.Choice("padding", "valid", s_paddings) != "valid";
        return Map(layer, window.Length, Size, channels);

        long Size(long size, int axis)
        {
            long covered = pads ? 1 : checked((dilation[axis] * (window[axis] - 1)) + 1);
            return size < covered ? -1 : ((size - covered) / strides[axis]) + 1;
        }
    }

    /// <summary>A window that writes its output.</summary>
    internal static PartialShape TransposedWindow(LayerScope layer, long[] window, long[] strides, long[] dilation, long channels)
    {
        bool pads = layer.Config.Choice("padding", "valid", s_paddings) != "valid";
        long[]? outputPadding = layer.Config.Find("output_padding") is null ? null : layer.Config.Counts("output_padding", window.Length);
        return Map(layer, window.Length, Size, channels);

        long Size(long size, int axis)
        {
            checked
            {
                long covered = (dilation[axis] * (window[axis] - 1)) + 1;
                return outputPadding is { } padding
                    ? ((size - 1) * strides[axis]) + (pads ? covered % 2 : covered) + padding[axis]
                    : pads ? size * strides[axis] : ((size - 1) * strides[axis]) + Math.Max(covered, strides[axis]);
            }
        }
    }

    /// <summary>Sizes along each axis, 1 for all where the key is absent.</summary>
    internal static long[] SizesOrOnes(LayerScope layer, string key, int rank) =>
        layer.Config.Find(key) is null ? [.. Enumerable.Repeat(1L, rank)] : layer.Config.Sizes(key, rank);
}
