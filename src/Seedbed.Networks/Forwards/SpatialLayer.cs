using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Windows;
using Seedbed.Networks.Keras.Layers;

namespace Seedbed.Networks.Forwards;

/// <summary>
/// What layers share whose windows move along spatial axes: how the axes lie, and the windows of the input they saw last.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="rank">Spatial axes.</param>
internal sealed class SpatialLayer(LayerBinding layer, int rank)
{
    // Channels to the end, where the data format has them first.
    private readonly AxisOrder? _order = Spatial.HasChannelsLast(layer.Scope) ? null : AxisOrder.ToEnd(rank + 2, 1);
    private int[] _input = [];
    private WindowShape? _windows;

    /// <summary>How far windows reach beyond the image; only layers with windows have it.</summary>
    internal string Padding => layer.Config.Choice("padding", "valid", "valid", "same", "causal");

    /// <summary>Sizes along each axis; of a key that is absent or null the default.</summary>
    internal int[] Sizes(string key, int[] defaults) =>
        layer.Config.Find(key) is null ? defaults : [.. layer.Config.Sizes(key, rank).Select(size => checked((int)size))];

    internal int[] SizesOrOnes(string key) => Sizes(key, [.. Enumerable.Repeat(1, rank)]);

    /// <summary>A function of an input whose channels are last.</summary>
    internal Tensor Around(ForwardCall call, Func<Tensor, Tensor> function)
    {
        layer.CheckRank(
            call.Input, rank + 2, $"[batch, {rank} spatial sizes, channels], or the channels first where the data_format says so");
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
            + $"{string.Join(" × ", _windows.Kernel[^rank..].Select(size => $"{size}"))} along its spatial axes");
    }

    /// <summary>The last sizes of three that the layer has.</summary>
    internal int[] Own(int[] sizes) => sizes[^rank..];
}
