using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Operations;

/// <summary>Parts of a tensor, and tensors put together.</summary>
internal static class SliceOperations
{
    private static readonly string[] s_values = ["values", "xs", "x"];
    private static readonly string[] s_sections = ["num_or_size_splits", "indices_or_sections", "num_split", "size_splits"];

    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. ShapeOperations.Of("GetItem __operators__.getitem", call => Indexed(call, Key(call)), call => Index(call, Key(call))),
        .. ShapeOperations.Of("strided_slice", call => Indexed(call, StridedKey(call)), call => Index(call, StridedKey(call))),
        .. ShapeOperations.Of("slice", call => Indexed(call, BoxKey(call)), call => Index(call, BoxKey(call))),
        .. ShapeOperations.Of("Concatenate concat", Concatenated, call =>
            Placement.Concatenate(call.Tape, ConcatenationAxis(call), call.Tensors(0, s_values))),
        .. ShapeOperations.Of("Stack stack", Stacked, Stack),
        .. GraphOperation.Under("Split split",
            new GraphOperation(call => Pieces(call, isBySizes: false), call => Split(call, isBySizes: false))),
        .. GraphOperation.Under("SplitV", new GraphOperation(call => Pieces(call, isBySizes: true), call => Split(call, isBySizes: true))),
        .. GraphOperation.Under("Unstack unstack", new GraphOperation(Unstacked, Unstack)),
    ];

    private static IReadOnlyList<CallValue> Key(OperationCall call) => call.Find(1, "slice_spec", "key") switch
    {
        CallValue.List list => list.Items,
        { } one => [one],
        null => [CallValue.None],
    };

    /// <summary>begin:end:strides, with a bit for each index where its place in the masks says otherwise.</summary>
    private static IReadOnlyList<CallValue> StridedKey(OperationCall call)
    {
        (CallValue[] begin, CallValue[] end, CallValue[] strides) = (Part(1, "begin"), Part(2, "end"), Part(3, "strides"));
        return [.. begin.Select((start, index) =>
            Has("ellipsis_mask", index) ? new CallValue.Ellipsis()
            : Has("new_axis_mask", index) ? CallValue.None
            : Has("shrink_axis_mask", index) ? start
            : new CallValue.Slice(
                Has("begin_mask", index) ? CallValue.None : start,
                Has("end_mask", index) || index >= end.Length ? CallValue.None : end[index],
                index < strides.Length ? strides[index] : CallValue.None))];

        CallValue[] Part(int position, string name) => call.Find(position, name) is CallValue.List list ? [.. list.Items] : [];

        bool Has(string mask, int index) => (((long)call.Number(0, -1, mask) >> index) & 1) == 1;
    }

    /// <summary>begin:begin + size; −1 takes the rest.</summary>
    private static IReadOnlyList<CallValue> BoxKey(OperationCall call)
    {
        IReadOnlyList<long?> begin = call.Wholes(1, "begin") ?? throw call.Wrong(["begin"], "a list of integers");
        IReadOnlyList<long?> size = call.Wholes(2, "size") ?? throw call.Wrong(["size"], "a list of integers");
        return begin.Count == size.Count && begin.All(index => index is not null)
            ? [.. begin.Zip(size).Select(pair => new CallValue.Slice(
                new CallValue.Number(pair.First!.Value),
                pair.Second is -1 or null ? CallValue.None : new CallValue.Number(pair.First.Value + pair.Second.Value),
                CallValue.None))]
            : throw call.Wrong(["begin"], "a list of integers that are known, as many as sizes");
    }

    private static PartialShape Indexed(OperationCall call, IReadOnlyList<CallValue> key)
    {
        PartialShape x = ElementOperations.Shape(call);
        return call.New([.. IndexedAxis.Of(call, key, x).Where(axis => !axis.IsDropped).Select(axis => axis.Count)]);
    }

    private static Tensor Index(OperationCall call, IReadOnlyList<CallValue> key)
    {
        Tensor x = ElementOperations.X(call);
        IndexedAxis[] axes = [.. IndexedAxis.Of(call, key, ElementOperations.Shape(call))];
        int start = 0;
        List<int> sizes = [];
        List<int> strides = [];
        foreach (IndexedAxis axis in axes)
        {
            int stride = axis.Source is { } source ? x.CountIn((source + 1)..) : 0;
            start += checked((int)axis.Start * stride);
            if (!axis.IsDropped)
            {
                sizes.Add(checked((int)axis.Count!.Value));
                strides.Add(checked((int)axis.Step * stride));
            }
        }

        return call.Tape.Apply(new Rearrangement([.. sizes], [.. strides], sizes.Contains(0) ? 0 : start), x);
    }

    private static PartialShape Concatenated(OperationCall call)
    {
        IReadOnlyList<PartialShape> shapes = call.Shapes(0, s_values);
        int axis = call.Axis(shapes[0].Rank, 0, 1, "axis", "concat_dim");
        if (shapes.Any(shape => shape.Rank != shapes[0].Rank))
        {
            throw new FormatException(
                $"{call.Place}: it joins tensors of the shapes {string.Join(" and ", shapes.Select(shape => $"{shape}"))}; they must "
                + "be equal but for one axis.");
        }

        long? sum = shapes.Aggregate((long?)0, (total, shape) => checked(total + shape.Find(axis)));
        return shapes[0].With(axis, sum);
    }

    private static int ConcatenationAxis(OperationCall call) => call.Axis(call.Shapes(0, s_values)[0].Rank, 0, 1, "axis", "concat_dim");

    private static PartialShape Stacked(OperationCall call)
    {
        IReadOnlyList<PartialShape> shapes = call.Shapes(0, s_values);
        int axis = call.Axis(shapes[0].Rank + 1, 0, 1, "axis");
        return call.New([.. shapes[0].Dimensions[..axis], shapes.Count, .. shapes[0].Dimensions[axis..]]);
    }

    private static Tensor Stack(OperationCall call)
    {
        Tensor[] tensors = call.Tensors(0, s_values);
        int axis = call.Axis(tensors[0].Rank + 1, 0, 1, "axis");
        return Placement.Concatenate(call.Tape, axis, Array.ConvertAll(tensors, each =>
            Autodiff.Reshape.Of(call.Tape, each, [.. each.Dimensions[..axis], 1, .. each.Dimensions[axis..]])));
    }

    /// <summary>How much of the axis each piece has: a number of equal pieces, sizes, or the indices where pieces begin.</summary>
    private static long?[] Sections(OperationCall call, long? size, bool isBySizes)
    {
        IReadOnlyList<long?> given = call.Wholes(1, s_sections) ?? throw call.Wrong(s_sections, "a number of pieces, or a list");
        if (call.Find(1, s_sections) is not CallValue.List)
        {
            long pieces = given[0] is >= 1 and <= 1 << 20 ? given[0]!.Value
                : throw call.Wrong(s_sections, "a number of pieces from 1 to 2^20");
            return size is not { } whole || whole % pieces == 0
                ? [.. Enumerable.Repeat(size / pieces, (int)pieces)]
                : throw call.Wrong(s_sections, $"a divisor of {whole}, the size of the axis");
        }

        if (isBySizes)
        {
            long? rest = size - given.Where(each => each != -1).Sum();
            return [.. given.Select(each => each == -1 ? rest : each)];
        }

        long?[] ends = [.. given, size];
        return [.. ends.Select((end, index) => end - (index == 0 ? 0 : ends[index - 1]))];
    }

    /// <summary>TensorFlow's list has sizes, Keras's the indices where pieces begin.</summary>
    private static bool AreSizes(OperationCall call, bool isBySizes) => isBySizes || call.Find(-1, "num_or_size_splits") is not null;

    private static PartialShape[] Pieces(OperationCall call, bool isBySizes)
    {
        PartialShape x = ElementOperations.Shape(call);
        int axis = call.Axis(x.Rank, 0, 2, "axis");
        return [.. Sections(call, x.Find(axis), AreSizes(call, isBySizes)).Select(size => x.With(axis, size))];
    }

    private static Tensor[] Split(OperationCall call, bool isBySizes)
    {
        Tensor x = ElementOperations.X(call);
        int axis = call.Axis(x.Rank, 0, 2, "axis");
        List<Tensor> pieces = [];
        int[] starts = new int[x.Rank];
        foreach (long? size in Sections(call, x[axis], AreSizes(call, isBySizes)))
        {
            int[] sizes = x.Dimensions.ToArray();
            sizes[axis] = size is { } known && known >= 0 && starts[axis] + known <= x[axis]
                ? (int)known
                : throw call.Wrong(s_sections, $"sizes whose sum is {x[axis]}, the size of the axis");
            pieces.Add(Rearrangement.Slice(call.Tape, x, starts, sizes));
            starts[axis] += sizes[axis];
        }

        return [.. pieces];
    }

    private static PartialShape[] Unstacked(OperationCall call)
    {
        PartialShape x = ElementOperations.Shape(call);
        int axis = call.Axis(x.Rank, 0, 2, "axis");
        long count = call.Whole(1, "num") ?? x[axis];
        PartialShape each = x.Of([.. x.Dimensions[..axis], .. x.Dimensions[(axis + 1)..]]);
        return count is >= 1 and <= 1 << 20 ? [.. Enumerable.Repeat(each, (int)count)]
            : throw call.Wrong(["num"], "a number from 1 to 2^20");
    }

    private static Tensor[] Unstack(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        int axis = call.Axis(x.Rank, 0, 2, "axis");
        return [.. Enumerable.Range(0, x[axis]).Select(index => Rearrangement.Pick(call.Tape, x, axis, index))];
    }
}
