using System.Collections.Immutable;
using Seedbed.Autodiff;

namespace Seedbed.Layers.Computing;

/// <summary>
/// What layers share whose windows move along spatial axes: how the axes lie, and the windows of the input they saw last.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="axes">Its spatial axes.</param>
internal sealed class SpatialLayer(LayerBinding layer, SpatialAxes axes)
{
    private readonly int _rank = axes.Rank;

    // Channels to the end, where the data format has them first.
    private readonly AxisOrder? _order = axes.HasChannelsLast ? null : AxisOrder.ToEnd(axes.Rank + 2, 1);
    private int[] _input = [];
    private WindowShape? _windows;

    /// <summary>A function of an input whose channels are last.</summary>
    internal Tensor Around(ForwardCall call, Func<Tensor, Tensor> function)
    {
        layer.CheckRank(
            call.Input, _rank + 2, $"[batch, {_rank} spatial sizes, channels], or the channels first where the data_format says so");
        return AxisOrder.Around(_order, call.Tape, call.Input, function);
    }

    /// <summary>The windows on an input, made anew only where its sizes changed.</summary>
    /// <exception cref="ArgumentException">The input is smaller than a window.</exception>
    internal WindowShape WindowsOn(Tensor x, Func<int[], WindowShape> make)
    {
        ReadOnlySpan<int> sizes = x.Dimensions[1..^1];
        if (_windows is null || !sizes.SequenceEqual(_input))
        {
            _input = sizes.ToArray();
            _windows = make(_input);
        }

        return _windows.OutputCount > 0 ? _windows : throw layer.Misfit(x, "at least as large as a window of "
            + $"{string.Join(" × ", _windows.Kernel[^_rank..].Select(size => $"{size}"))} along its spatial axes");
    }

    /// <summary>Windows that read an input.</summary>
    internal WindowShape Reading(Tensor x, ReadOnlySpan<int> kernel, Windows windows)
    {
        int[] size = kernel.ToArray();
        return WindowsOn(x, sizes => WindowShape.Reading(
            sizes, size, windows.Strides.InMemory(_rank), windows.Dilation.InMemory(_rank), windows.Padding));
    }

    /// <summary>The last sizes of three that the layer has.</summary>
    internal ReadOnlySpan<int> Own(ImmutableArray<int> sizes) => sizes.AsSpan()[^_rank..];
}
