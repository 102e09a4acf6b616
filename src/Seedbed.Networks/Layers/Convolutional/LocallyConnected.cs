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
        arguments.Width("filters", ref _filters);
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
            return OfPairs(layer);
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

    /// <summary>The product of all inputs with a matrix (inputs, outputs) that is 0 where they are not connected.</summary>
    private Func<ForwardCall, Tensor> OfPairs(LayerBinding layer)
    {
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer, Activation);
        int[] inputs = InMemory(layer.Built.Input), outputs = InMemory(OutputShape(layer.Built));
        bool[] areConnected = Connections(inputs, outputs);
        return call =>
        {
            Tape tape = call.Tape;
            Tensor x = call.Input;
            if (!x.Dimensions[1..].SequenceEqual(inputs))
            {
                throw layer.Misfit(x, $"{layer.Built.Input}, as its kernels were built");
            }

            Tensor matrix = Matrix(tape, kernel, areConnected, inputs, outputs);
            Tensor flat = tape.Apply(DenseProduct.Instance, Autodiff.Reshape.Of(tape, x, x[0], matrix[0]), matrix);
            Tensor y = Autodiff.Reshape.Of(tape, flat, [x[0], .. outputs]);
            return activation(tape, bias is null ? y
                : tape.Apply(Addition.Instance, y, Rearrangement.Expand(tape, InFormat(tape, bias), y.Dimensions)));
        };
    }

    /// <summary>Implementation 2 has the matrix; 3 has those of its elements that are not 0, output by output.</summary>
    private Tensor Matrix(Tape tape, Tensor kernel, bool[] areConnected, int[] inputs, int[] outputs)
    {
        int count = inputs.Aggregate(1, (product, size) => product * size);
        if (_implementation == 2)
        {
            return Autodiff.Reshape.Of(tape, tape.Apply(new Selection(areConnected), kernel), count, -1);
        }

        int[] places = new int[areConnected.Length];
        int next = 0;
        int width = areConnected.Length / count;
        for (int i = 0; i < places.Length; i++)
        {
            int at = (i % count * width) + (i / count);
            places[at] = areConnected[at] ? next++ : -1;
        }

        Tensor all = Autodiff.Reshape.Of(tape, kernel, 1, kernel.Count, 1);
        double[] weights = [.. Enumerable.Repeat(1.0, places.Length)];
        return Autodiff.Reshape.Of(tape, tape.Apply(new PointSampling([1, places.Length, 1], places, weights), all), count, width);
    }

    /// <summary>For each input, and each output for it, whether the input is in the output's window.</summary>
    private bool[] Connections(int[] inputs, int[] outputs)
    {
        int[] all = [.. inputs, .. outputs];
        int first = DataFormat == "channels_first" ? 1 : 0;
        bool[] areConnected = new bool[all.Aggregate(1, (product, size) => checked(product * size))];
        int[] at = new int[all.Length];
        for (int i = 0; i < areConnected.Length; i++)
        {
            for (int axis = all.Length - 1, rest = i; axis >= 0; rest /= all[axis--])
            {
                at[axis] = rest % all[axis];
            }

            areConnected[i] = Enumerable.Range(0, Axes.Rank)
                .All(axis => IsInWindow(axis, at[first + axis], at[inputs.Length + first + axis]));
        }

        return areConnected;
    }

    private bool IsInWindow(int axis, int input, int place)
    {
        (long first, long end) = Window(axis, place);
        return input >= first && input < end;
    }

    private Tensor InFormat(Tape tape, Tensor bias) => DataFormat == "channels_first"
        ? Rearrangement.Permute(tape, bias, [bias.Rank - 1, .. Enumerable.Range(0, bias.Rank - 1)])
        : bias;

    private static int[] InMemory(PartialShape shape) =>
        [.. Enumerable.Range(1, shape.Rank - 1).Select(axis => checked((int)shape[axis]))];

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
        long pairs = 0;
        for (long place = 0; place < places; place++)
        {
            (long first, long end) = Window(axis, place);
            pairs += Math.Min(inputs, end) - Math.Max(0, first);
        }

        return pairs;
    }

    /// <summary>The inputs along an axis that a place of the output is connected with, those beyond the ends of the input too.</summary>
    private (long First, long End) Window(int axis, long place)
    {
        long size = KernelSizes[axis];
        long before = size / 2;
        long center = (place * Strides.Along(Axes.Rank)[axis]) + (Padding == "valid" ? before : 0);
        return (center - before, center + size - before);
    }

    private long[] Sizes(SpatialAxes axes, PartialShape shape) =>
        [.. Enumerable.Range(DataFormat == "channels_first" ? 2 : 1, axes.Rank).Select(axis => shape[axis])];

    private static long Product(long[] sizes) => sizes.Aggregate(1L, (product, size) => checked(product * size));
}
