using Seedbed.Autodiff;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers.Operations;

/// <summary>Pooling and convolutions, whose windows move along the axes between the batch and the channels.</summary>
internal static class WindowOperations
{
    private static readonly string[] s_x = ["input", "inputs", "value", "x"];
    private static readonly string[] s_kernel = ["filters", "kernel", "filter"];
    private static readonly string[] s_window = ["ksize", "pool_size"];
    private static readonly string[] s_strides = ["strides", "stride"];
    private static readonly string[] s_dilation = ["dilations", "dilation_rate"];

    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. ShapeOperations.Of(
            "nn.max_pool nn.max_pool1d nn.max_pool2d nn.max_pool3d MaxPool", Pooled, call => Pool(call, (shape, sizes) =>
                new MaxPool(shape, sizes))),
        .. ShapeOperations.Of(
            "nn.avg_pool nn.avg_pool1d nn.avg_pool2d nn.avg_pool3d AvgPool AveragePool", Pooled, call => Pool(call, (shape, sizes) =>
                new AveragePool(shape, sizes))),
        .. ShapeOperations.Of("nn.conv1d nn.conv2d nn.conv3d nn.convolution Conv2D Conv", Convolved, Convolve),
    ];

    private static PartialShape Pooled(OperationCall call)
    {
        PartialShape x = call.Shape(0, s_x);
        long[] window = Spatial(call, x.Rank, 1, s_window) ?? throw call.Wrong(s_window, "the sizes of a window");
        return Behind(call, x, window, Spatial(call, x.Rank, 2, s_strides) ?? window, Ones(x.Rank));
    }

    private static PartialShape Convolved(OperationCall call)
    {
        PartialShape x = call.Shape(0, s_x), kernel = call.Shape(1, s_kernel);
        if (kernel.Rank != x.Rank)
        {
            throw call.Wrong(s_kernel, $"of {x.Rank} axes: those of a window, the channels of the input, and those of the output");
        }

        long[] window = [.. Enumerable.Range(0, x.Rank - 2).Select(axis => kernel[axis])];
        (long[] strides, long[] dilation) = Moves(call, x.Rank);
        return Behind(call, x, window, strides, dilation).With(IsFirst(call) ? 1 : -1, kernel.Find(-1));
    }

    private static (long[] Strides, long[] Dilation) Moves(OperationCall call, int rank) =>
        (Spatial(call, rank, 2, s_strides) ?? Ones(rank), Spatial(call, rank, 5, s_dilation) ?? Ones(rank));

    private static Tensor Pool(OperationCall call, Func<WindowShape, int[], Operation> operation)
    {
        int rank = call.Shape(0, s_x).Rank;
        long[] window = Spatial(call, rank, 1, s_window)!;
        return Around(call, window, Spatial(call, rank, 2, s_strides) ?? window, Ones(rank), (x, shape, places) =>
            call.Tape.Apply(operation(shape, [x[0], .. places, x[-1]]), x));
    }

    private static Tensor Convolve(OperationCall call)
    {
        Tensor kernel = call.Tensor(1, s_kernel);
        long[] window = [.. kernel.Dimensions[..^2].ToArray().Select(size => (long)size)];
        (long[] strides, long[] dilation) = Moves(call, kernel.Rank);
        return Around(call, window, strides, dilation, (x, shape, places) => x[-1] % kernel[-2] == 0
            ? call.Tape.Apply(new Autodiff.Convolution(shape, x[-1] / kernel[-2], [x[0], .. places, kernel[-1]]), x, kernel)
            : throw new ArgumentException(
                $"{call.Place}: its input has {x[-1]} channels, its kernel the shape {kernel.ShapeText}; its last axis but one must divide "
                + "the channels."));
    }

    /// <summary>A function of an input whose channels are last, of the windows on it, and of how many there are along each axis.</summary>
    private static Tensor Around(
        OperationCall call, long[] window, long[] strides, long[] dilation, Func<Tensor, WindowShape, int[], Tensor> function)
    {
        Tensor input = call.Tensor(0, s_x);
        AxisOrder? order = IsFirst(call) ? AxisOrder.ToEnd(input.Rank, 1) : null;
        return AxisOrder.Around(order, call.Tape, input, x =>
        {
            WindowShape shape = WindowShape.Reading(
                x.Dimensions[1..^1], InMemory(window), InMemory(strides), InMemory(dilation), Padding(call));
            return function(x, shape, [.. shape.Output.AsSpan()[^window.Length..]]);
        });
    }

    /// <summary>The shape with as many places along each axis as windows stand there.</summary>
    private static PartialShape Behind(OperationCall call, PartialShape x, long[] window, long[] strides, long[] dilation)
    {
        bool isPadded = Padding(call) == "same";
        for (int i = 0; i < window.Length; i++)
        {
            int axis = (IsFirst(call) ? 2 : 1) + i;
            long reach = isPadded ? 1 : ((window[i] - 1) * dilation[i]) + 1;
            if (x.Find(axis) is { } size)
            {
                x = size >= reach ? x.With(axis, ((size - reach) / strides[i]) + 1) : throw new FormatException(
                    $"{call.Place}: its input has the size {size} along axis {axis}, and its window {reach}; make the input larger.");
            }
        }

        return x;
    }

    /// <summary>One number for each spatial axis: of one for all, of as many, or of a list that has batch and channels too.</summary>
    private static long[]? Spatial(OperationCall call, int rank, int position, string[] names)
    {
        if (call.Wholes(position, names) is not { } given)
        {
            return null;
        }

        int count = rank - 2;
        long[] sizes = [.. given.Select(size => size is { } known and > 0 ? known : throw call.Wrong(names, "a size of at least 1"))];
        return sizes.Length == 1 ? [.. Enumerable.Repeat(sizes[0], Math.Max(0, count))]
            : sizes.Length == count ? sizes
            : sizes.Length == count + 2 ? (IsFirst(call) ? sizes[2..] : sizes[1..^1])
            : throw call.Wrong(names, $"a number, a list of {count}, or a list of {rank}");
    }

    private static string Padding(OperationCall call) => call.Text(call.Find(-1, "pool_size") is null ? "" : "valid", 3, "padding") switch
    {
        "valid" or "VALID" => "valid",
        "same" or "SAME" => "same",
        _ => throw call.Wrong(["padding"], "VALID or SAME"),
    };

    private static bool IsFirst(OperationCall call) => call.Text("", 4, "data_format") is ['N', 'C', ..] or "channels_first";

    private static long[] Ones(int rank) => [.. Enumerable.Repeat(1L, Math.Max(0, rank - 2))];

    private static int[] InMemory(long[] sizes) => Array.ConvertAll(sizes, size => checked((int)size));
}
