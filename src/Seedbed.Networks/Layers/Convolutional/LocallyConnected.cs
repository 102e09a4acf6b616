using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>
/// A convolution with a kernel of its own at every place of its output: kernel (places, window·inputs, filters), bias (places…, filters).
/// </summary>
/// <param name="rank">The spatial axes, 1 or 2.</param>
/// <remarks>
/// Keras 1 and 2 alone have it. Implementation 2 keeps a weight for every pair of an input and an output, 3 one for each pair that is
/// connected. Source: <c>keras/layers/locally_connected</c> at 2.15.
/// </remarks>
internal sealed class LocallyConnected(int rank)
    : WindowedLayer(rank, default, null, "valid", "channels_last", null, "linear", useBias: true, null, null)
{
    private static readonly ArgumentKind<long> s_implementations =
        Kinds.Size with { Accepted = "1, 2 or 3", Accepts = value => value is >= 1 and <= 3 };

    private long _filters;
    private long _implementation = 1;
    private InitializerArgument? _kernelInitializer;

    public override string ClassName => $"LocallyConnected{Axes.Rank}D";

    internal override bool IsComputed => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("filters", ref _filters, Kinds.Size);
        DeclareWindow(arguments);
        DeclareFormat(arguments);
        arguments.Add("implementation", ref _implementation, s_implementations);
        string padding = Padding;
        arguments.Restrict(
            "padding", padding, Kinds.Choice("valid", "same"), _ => padding == "valid" || _implementation > 1,
            "valid, or same with implementation 2 or 3");
        DeclareOutput(arguments);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        DeclareBias(arguments);
    }

    internal override void Build(BuiltLayer layer)
    {
        SpatialAxes axes = Axes;
        long channels = Channels(layer, axes);
        long[] places = Sizes(axes, Axes.Window(layer, layer.Input, Windows, _filters));
        layer.Weight("kernel", KernelShape(channels, Sizes(axes, layer.Input), places), _kernelInitializer);
        BuildBias(layer, [.. places, _filters]);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) => Axes.Window(layer, layer.Input, Windows, _filters);

    private long[] KernelShape(long channels, long[] inputs, long[] places)
    {
        checked
        {
            return _implementation switch
            {
                1 => [Product(places), Product(KernelSizes) * channels, _filters],
                2 when DataFormat == "channels_first" => [channels, .. inputs, _filters, .. places],
                2 => [.. inputs, channels, .. places, _filters],
                _ => [Product([.. places.Select((count, axis) => Pairs(count, inputs[axis], axis))]) * channels * _filters],
            };
        }
    }

    /// <summary>The pairs of a place of the output and one of the input that are connected, along an axis.</summary>
    private long Pairs(long places, long inputs, int axis)
    {
        long size = KernelSizes[axis];
        long stride = Strides.Along(Axes.Rank)[axis];
        long before = size / 2;
        long pairs = 0;
        for (long place = 0; place < places; place++)
        {
            long center = (place * stride) + (Padding == "valid" ? before : 0);
            pairs += Math.Min(inputs, center + size - before) - Math.Max(0, center - before);
        }

        return pairs;
    }

    private long[] Sizes(SpatialAxes axes, PartialShape shape) =>
        [.. Enumerable.Range(DataFormat == "channels_first" ? 2 : 1, axes.Rank).Select(axis => shape[axis])];

    private static long Product(long[] sizes) => sizes.Aggregate(1L, (product, size) => checked(product * size));
}
