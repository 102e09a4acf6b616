using Seedbed.Autodiff;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Operations;

/// <summary>The same values under other shapes, in another order, repeated or within zeros.</summary>
internal static class ShapeOperations
{
    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. Reshaping("Reshape reshape", Reshaped),
        .. Reshaping("Ravel", call => call.New(Product(ElementOperations.Shape(call).Dimensions))),
        .. Reshaping("ExpandDims expand_dims", Expanded),
        .. Reshaping("Squeeze squeeze", Squeezed),
        .. Permuting("Transpose transpose", (call, rank) => call.Axes(rank, 1, "axes", "perm") ?? [.. Enumerable.Range(0, rank).Reverse()]),
        .. Permuting("linalg.matrix_transpose", (call, rank) => rank > 1
            ? [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]
            : throw call.Wrong(["a"], "a tensor of at least two axes")),
        .. Permuting("Swapaxes", Swapped),
        .. Of("Tile tile", Tiled, Tile),
        .. Of("Repeat repeat", Repeated, Repeat),
        .. Of("BroadcastTo broadcast_to", Broadcast, call =>
            Rearrangement.Expand(call.Tape, ElementOperations.X(call), Sizes(call, Broadcast(call)))),
        .. Of("Pad pad PadV2", Padded, Pad),
        .. Of("Shape shape", call => call.New(ElementOperations.Shape(call).Rank), call =>
            call.Constant([.. ElementOperations.X(call).Dimensions.ToArray().Select(size => (double)size)],
                ElementOperations.X(call).Rank)),
        .. Of("Size size Rank rank", call => call.New()),
    ];

    /// <summary>Sizes that are all known.</summary>
    internal static int[] Sizes(OperationCall call, PartialShape shape) => [.. shape.Dimensions.ToArray().Select(
        size => checked((int)(size ?? throw new FormatException($"{call.Place}: a size of its result {shape} is not known."))))];

    internal static IEnumerable<KeyValuePair<string, GraphOperation>> Of(
        string names, Func<OperationCall, PartialShape> shape, Func<OperationCall, Tensor>? value = null) =>
        GraphOperation.Under(names, GraphOperation.Of(shape, value));

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Reshaping(string names, Func<OperationCall, PartialShape> shape) =>
        Of(names, shape, call => Autodiff.Reshape.Of(call.Tape, ElementOperations.X(call), Sizes(call, shape(call))));

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Permuting(string names, Func<OperationCall, int, int[]> order)
    {
        return Of(names, call => Shape(call, ElementOperations.Shape(call)), call =>
        {
            Tensor x = ElementOperations.X(call);
            return Rearrangement.Permute(call.Tape, x, order(call, x.Rank));
        });

        PartialShape Shape(OperationCall call, PartialShape x)
        {
            int[] axes = order(call, x.Rank);
            return axes.Order().SequenceEqual(Enumerable.Range(0, x.Rank))
                ? x.Of([.. axes.Select(axis => x.Find(axis))])
                : throw call.Wrong(["axes"], $"each of the axes 0 to {x.Rank - 1} once");
        }
    }

    private static int[] Swapped(OperationCall call, int rank)
    {
        int[] order = [.. Enumerable.Range(0, rank)];
        (int first, int second) = (call.Axis(rank, 0, 1, "axis1"), call.Axis(rank, 0, 2, "axis2"));
        (order[first], order[second]) = (second, first);
        return order;
    }

    /// <summary>One size may be −1: it takes what is left.</summary>
    private static PartialShape Reshaped(OperationCall call)
    {
        long?[] sizes = [.. call.Wholes(1, "shape", "newshape") ?? throw call.Wrong(["shape"], "a list of sizes")];
        PartialShape x = ElementOperations.Shape(call);
        if (sizes.Any(size => size < -1) || sizes.Count(size => size == -1) > 1)
        {
            throw call.Wrong(["shape"], "a list of sizes, one of which may be -1");
        }

        long? all = Product(x.Dimensions);
        int free = Array.IndexOf(sizes, -1);
        if (free >= 0)
        {
            long? rest = Product([.. sizes.Where((_, axis) => axis != free)]);
            sizes[free] = all is { } count && rest is > 0 ? count / rest : null;
        }

        return all is { } before && Product(sizes) is { } after && before != after
            ? throw new FormatException(
                $"{call.Place}: a tensor of the shape {x} cannot have the shape {call.New(sizes)}; the products must be equal.")
            : call.New(sizes);
    }

    private static PartialShape Expanded(OperationCall call)
    {
        PartialShape x = ElementOperations.Shape(call);
        IReadOnlyList<long?> axes = call.Wholes(1, "axis", "dim") ?? throw call.Wrong(["axis"], "an axis");
        int rank = x.Rank + axes.Count;
        int[] added = call.Axes(rank, 1, "axis", "dim")!;
        Queue<long?> own = new(x.Dimensions.ToArray());
        return added.Distinct().Count() == added.Length
            ? call.New([.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : own.Dequeue())])
            : throw call.Wrong(["axis"], "axes that differ");
    }

    /// <summary>Without axes given, all of size 1; an unknown size is taken for another.</summary>
    private static PartialShape Squeezed(OperationCall call)
    {
        PartialShape x = ElementOperations.Shape(call);
        int[] axes = call.Axes(x.Rank, 1, "axis", "squeeze_dims") is { Length: > 0 } given
            ? given
            : [.. Enumerable.Range(0, x.Rank).Where(axis => x.Find(axis) == 1)];
        return axes.Any(axis => x.Find(axis) is not (1 or null))
            ? throw call.Wrong(["axis"], $"an axis of size 1 of {x}")
            : call.New([.. Enumerable.Range(0, x.Rank).Except(axes).Select(axis => x.Find(axis))]);
    }

    /// <summary>The input with ones in front for axes that only the counts have, and a count for each axis.</summary>
    private static (PartialShape X, long?[] Counts) Repeats(OperationCall call, params ReadOnlySpan<string> names)
    {
        PartialShape x = ElementOperations.Shape(call);
        IReadOnlyList<long?> counts = call.Wholes(1, names) ?? throw call.Wrong(names, "a count for each axis");
        int rank = Math.Max(x.Rank, counts.Count);
        return (
            call.New([.. Enumerable.Repeat((long?)1, rank - x.Rank), .. x.Dimensions]),
            [.. Enumerable.Repeat((long?)1, rank - counts.Count), .. counts]);
    }

    private static PartialShape Tiled(OperationCall call)
    {
        (PartialShape x, long?[] counts) = Repeats(call, "multiples", "repeats", "reps");
        return x.Of([.. counts.Select((count, axis) => Times(x.Find(axis), count))]);
    }

    /// <summary>Each axis behind one of its count, over which it is repeated.</summary>
    private static Tensor Tile(OperationCall call)
    {
        (PartialShape shape, long?[] counts) = Repeats(call, "multiples", "repeats", "reps");
        int[] sizes = Sizes(call, shape);
        Tensor x = Autodiff.Reshape.Of(call.Tape, ElementOperations.X(call), [.. sizes.SelectMany(size => (int[])[1, size])]);
        int[] repeated = [.. sizes.Zip(counts).SelectMany(pair => (int[])[checked((int)pair.Second!), pair.First])];
        return Autodiff.Reshape.Of(
            call.Tape, Rearrangement.Expand(call.Tape, x, repeated),
                [.. sizes.Zip(counts).Select(pair => checked(pair.First * (int)pair.Second!))]);
    }

    private static PartialShape Repeated(OperationCall call)
    {
        PartialShape x = ElementOperations.Shape(call);
        return call.Find(2, "axis") is null
            ? call.New(Times(Product(x.Dimensions), Count(call)))
            : x.With(call.Axis(x.Rank, 0, 2, "axis"), Times(x.Find(call.Axis(x.Rank, 0, 2, "axis")), Count(call)));
    }

    private static Tensor Repeat(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        bool isFlat = call.Find(2, "axis") is null;
        int[] sizes = isFlat ? [x.Count] : x.Dimensions.ToArray();
        int axis = isFlat ? 0 : call.Axis(x.Rank, 0, 2, "axis");
        int count = checked((int)Count(call)!.Value);
        Tensor apart = Autodiff.Reshape.Of(call.Tape, x, [.. sizes[..(axis + 1)], 1, .. sizes[(axis + 1)..]]);
        Tensor repeated = Rearrangement.Expand(call.Tape, apart, [.. sizes[..(axis + 1)], count, .. sizes[(axis + 1)..]]);
        return Autodiff.Reshape.Of(call.Tape, repeated, [.. sizes[..axis], checked(sizes[axis] * count), .. sizes[(axis + 1)..]]);
    }

    private static long? Count(OperationCall call) =>
        call.Wholes(1, "repeats") is [var count] ? count : throw call.Wrong(["repeats"], "one count");

    private static PartialShape Broadcast(OperationCall call) =>
        call.New([.. call.Wholes(1, "shape") ?? throw call.Wrong(["shape"], "a list of sizes")]);

    private static PartialShape Padded(OperationCall call)
    {
        PartialShape x = ElementOperations.Shape(call);
        (long?[] before, long?[] after) = Paddings(call, x.Rank);
        return x.Of([.. Enumerable.Range(0, x.Rank).Select(axis => checked(x.Find(axis) + before[axis] + after[axis]))]);
    }

    private static Tensor Pad(OperationCall call)
    {
        bool isZeros = call.Text("constant", 2, "mode") is "constant" or "CONSTANT" && call.Number(0, 3, "constant_values") == 0;
        Tensor x = ElementOperations.X(call);
        (long?[] before, long?[] after) = Paddings(call, x.Rank);
        return isZeros
            ? Placement.Pad(
                call.Tape, x, [.. before.Select(count => checked((int)count!))], [.. after.Select(count => checked((int)count!))])
            : throw call.Wrong(["mode"], "constant with the value 0 to be computed here");
    }

    /// <summary>What stands before and behind each axis: a pair for each, one pair for all, or one number.</summary>
    private static (long?[] Before, long?[] After) Paddings(OperationCall call, int rank)
    {
        string[] names = ["paddings", "pad_width"];
        PartialShape shape = call.Shape(1, names);
        IReadOnlyList<long?>[] pairs = shape.Rank == 2 ? [.. call.Rows(1, names)] : [call.Wholes(1, names)!];
        long?[][] each = [.. pairs.Select(pair => pair is [var one] ? [one, one] : pair.ToArray())];
        bool fits = each.All(pair => pair.Length == 2 && pair.All(count => count is null or >= 0))
            && (each.Length == 1 || each.Length == rank);
        return fits
            ? ([.. Enumerable.Range(0, rank).Select(axis => each[each.Length == 1 ? 0 : axis][0])],
                [.. Enumerable.Range(0, rank).Select(axis => each[each.Length == 1 ? 0 : axis][1])])
            : throw call.Wrong(names, $"pairs of counts, one for each of {rank} axes");
    }

    private static long? Times(long? size, long? count) => checked(size * count);

    internal static long? Product(ReadOnlySpan<long?> sizes)
    {
        long? product = 1;
        foreach (long? size in sizes)
        {
            product = checked(product * size);
        }

        return product;
    }
}
