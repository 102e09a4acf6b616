using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

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

    /// <summary>The product of each window with its own kernel.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        if (_implementation != 1)
        {
            throw layer.Wrong("implementation", $"{_implementation}", "1 to be computed here");
        }

        SpatialLayer spatial = new(layer, Axes);
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer, Activation);
        int[] size = [.. KernelSizes.Select(each => (int)each)];
        int[] steps = [.. Strides.Along(Axes.Rank).Select(each => (int)each)];
        int[] built = [.. Sizes(Axes, layer.Built.Input).Select(each => (int)each)];
        return call => spatial.Around(call, x =>
        {
            if (!x.Dimensions[1..^1].SequenceEqual(built) || x[-1] != kernel[1] / Product(KernelSizes))
            {
                throw layer.Misfit(call.Input, $"{layer.Built.Input}, as its kernels were built");
            }

            int[] places = [.. built.Select((each, axis) => ((each - size[axis]) / steps[axis]) + 1)];
            Tensor windows = Autodiff.Reshape.Of(call.Tape, Patches(call.Tape, x, places, size, steps), kernel[0], x[0], kernel[1]);
            Tensor products = call.Tape.Apply(new BatchedProduct(isTransposed: false), windows, kernel);
            Tensor y = Autodiff.Reshape.Of(
                call.Tape, Rearrangement.Permute(call.Tape, products, 1, 0, 2), [x[0], .. places, kernel[2]]);
            return activation(call.Tape, bias is null ? y
                : call.Tape.Apply(Addition.Instance, y, Rearrangement.Expand(call.Tape, bias, y.Dimensions)));
        });
    }

    /// <summary>(places…, batch, window…, channels), or the channels before the window where the data format has them first.</summary>
    private Tensor Patches(Tape tape, Tensor x, int[] places, int[] size, int[] steps)
    {
        int[] strides = [.. Enumerable.Range(0, x.Rank).Select(axis => x.CountIn((axis + 1)..))];
        int[] moves = [.. steps.Select((step, axis) => step * strides[axis + 1])];
        return DataFormat == "channels_first"
            ? tape.Apply(new Rearrangement([.. places, x[0], x[-1], .. size], [.. moves, strides[0], 1, .. strides[1..^1]], 0), x)
            : tape.Apply(new Rearrangement([.. places, x[0], .. size, x[-1]], [.. moves, strides[0], .. strides[1..^1], 1], 0), x);
    }

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
