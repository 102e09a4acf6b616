using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>The spatial axes of a layer's input, between batch and channels, and the arithmetic of windows that move along them.</summary>
/// <param name="Rank">The number of spatial axes.</param>
/// <param name="DataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <remarks>
/// Sources: <c>compute_conv_output_shape</c>, <c>compute_pooling_output_shape</c>, <c>compute_conv_transpose_output_shape</c> of Keras.
/// </remarks>
internal readonly record struct SpatialAxes(int Rank, string DataFormat)
{
    /// <summary>Whether the channels come last.</summary>
    internal bool HasChannelsLast => DataFormat == "channels_last";

    /// <summary>The axis of the channels.</summary>
    internal int Channels => HasChannelsLast ? -1 : 1;

    /// <summary>The input with other sizes along its spatial axes, and, where they are given, other channels.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="size">The new size along an axis from 0 on, from the old one.</param>
    /// <param name="channels">The new channels; null keeps those of the input.</param>
    internal PartialShape Map(BuiltLayer layer, PartialShape input, Func<long, int, long> size, long? channels = null)
    {
        if (input.Rank != Rank + 2)
        {
            throw new FormatException(
                $"{layer.Place}: its input shape {input} must have {Rank + 2} dimensions: batch, {Rank} spatial, channels.");
        }

        long?[] sizes = input.Dimensions.ToArray();
        for (int axis = 0; axis < Rank; axis++)
        {
            int at = HasChannelsLast ? axis + 1 : axis + 2;
            sizes[at] = sizes[at] is { } old ? checked(size(old, axis)) : null;
            if (sizes[at] < 0)
            {
                throw new FormatException($"{layer.Place}: its input shape {input} is too small for it along spatial axis {axis + 1}.");
            }
        }

        int channelAxis = HasChannelsLast ? Rank + 1 : 1;
        sizes[channelAxis] = channels ?? sizes[channelAxis];
        return input.Of(sizes);
    }

    /// <summary>The input with given sizes along its spatial axes, whether its own are known or not.</summary>
    internal PartialShape Resized(BuiltLayer layer, PartialShape input, params ReadOnlySpan<long> sizes)
    {
        PartialShape resized = Map(layer, input, (size, _) => size);
        for (int axis = 0; axis < Rank; axis++)
        {
            resized = resized.With(HasChannelsLast ? axis + 1 : axis + 2, sizes[axis]);
        }

        return resized;
    }

    /// <summary>What windows give that read their input.</summary>
    internal PartialShape Window(BuiltLayer layer, PartialShape input, Windows windows, long? channels)
    {
        (long[] window, long[] strides, long[] dilation) = windows.Along(Rank);
        return Map(layer, input, Size, channels);

        long Size(long size, int axis)
        {
            long covered = windows.Pads ? 1 : checked((dilation[axis] * (window[axis] - 1)) + 1);
            return size < covered ? -1 : ((size - covered) / strides[axis]) + 1;
        }
    }

    /// <summary>What windows give that write their output.</summary>
    internal PartialShape TransposedWindow(BuiltLayer layer, Windows windows, Sizes? outputPadding, long channels)
    {
        (long[] window, long[] strides, long[] dilation) = windows.Along(Rank);
        long[]? added = outputPadding?.Along(Rank);
        return Map(layer, layer.Input, Size, channels);

        long Size(long size, int axis)
        {
            checked
            {
                long covered = (dilation[axis] * (window[axis] - 1)) + 1;
                return added is not null
                    ? ((size - 1) * strides[axis]) + (windows.Pads ? covered % 2 : covered) + added[axis]
                    : windows.Pads ? size * strides[axis] : ((size - 1) * strides[axis]) + Math.Max(covered, strides[axis]);
            }
        }
    }
}

/// <summary>Windows that move along spatial axes.</summary>
/// <param name="Size">Their sizes.</param>
/// <param name="Strides">Their steps.</param>
/// <param name="Dilation">The distances within.</param>
/// <param name="Padding"><c>valid</c>, <c>same</c> or <c>causal</c>.</param>
internal readonly record struct Windows(Sizes Size, Sizes Strides, Sizes Dilation, string Padding)
{
    /// <summary>Whether they reach beyond the input.</summary>
    internal bool Pads => Padding != "valid";

    /// <summary>The numbers for each axis.</summary>
    internal (long[] Size, long[] Strides, long[] Dilation) Along(int rank) =>
        (Size.Along(rank), Strides.Along(rank), Dilation.Along(rank));
}
