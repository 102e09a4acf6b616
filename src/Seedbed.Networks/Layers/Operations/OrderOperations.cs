using Seedbed.Autodiff;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers.Operations;

/// <summary>Elements by their indices, the other way round, shifted, within a band, or summed one after the other.</summary>
internal static class OrderOperations
{
    private static readonly string[] s_axis = ["axis"];
    private static readonly string[] s_sorted = ["x", "values"];

    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. ShapeOperations.Of("Take", call => call.Find(2, s_axis) is null ? call.Shape(1, "indices") : Gathered(call), Take),
        .. ShapeOperations.Of("gather GatherV2", Gathered, call => Gather(
            call, call.Tensor(0, "params", "x"), call.Axis(call.Shape(0, "params", "x").Rank, 0, 2, s_axis), wraps: false)),
        .. ShapeOperations.Of(
            "nn.embedding_lookup", call => call.New([.. call.Shape(1, "ids").Dimensions, .. call.Shape(0, "params").Dimensions[1..]]),
            call => Gather(call, call.Tensor(0, "params"), axis: 0, wraps: false)),
        .. ShapeOperations.Of(
            "OneHot one_hot", call => call.New([.. call.Shape(0, "indices", "x").Dimensions, call.Whole(1, "depth", "num_classes")]),
            OneHot),
        .. ShapeOperations.Of("Cumsum", call => call.Find(1, s_axis) is null
            ? call.New(ShapeOperations.Product(ElementOperations.Shape(call).Dimensions)) : ElementOperations.Shape(call), call =>
                call.Find(1, s_axis) is null
                    ? call.Tape.Apply(new RunningSum(), Autodiff.Reshape.Of(call.Tape, ElementOperations.X(call), -1))
                    : CumulativeSum(call)),
        .. Kept("math.cumsum cumsum", CumulativeSum),
        .. ShapeOperations.Of("Cumprod", call => call.Find(1, s_axis) is null
            ? call.New(ShapeOperations.Product(ElementOperations.Shape(call).Dimensions)) : ElementOperations.Shape(call), call =>
                call.Find(1, s_axis) is null
                    ? CumulativeProduct(call, Autodiff.Reshape.Of(call.Tape, ElementOperations.X(call), -1), axis: 0)
                    : CumulativeProduct(call)),
        .. Kept("math.cumprod cumprod", CumulativeProduct),
        .. ShapeOperations.Of("Sort sort", Sortable, call => Sorted(call, givesIndices: false)),
        .. ShapeOperations.Of("Argsort argsort", Sortable, call => Sorted(call, givesIndices: true)),
        .. Kept("Flip reverse Reverse ReverseV2", call => Axes(call, 1)
            .Aggregate(ElementOperations.X(call), (x, axis) => Rearrangement.Flip(call.Tape, x, axis))),
        .. Kept("image.flip_left_right", call => Flipped(call, fromEnd: 2)),
        .. Kept("image.flip_up_down", call => Flipped(call, fromEnd: 3)),
        .. Kept("Roll roll", Roll),
        .. Kept("Tril", call => Band(call, double.PositiveInfinity, call.Number(0, 1, "k"))),
        .. Kept("Triu", call => Band(call, -call.Number(0, 1, "k"), double.PositiveInfinity)),
        .. Kept("linalg.band_part MatrixBandPart", call => Band(call, Width(call, 1, "num_lower"), Width(call, 2, "num_upper"))),
        .. Kept("image.adjust_brightness", call => call.Tape.Apply(new ScaleAndShift(1, Given(call, "delta")), ElementOperations.X(call))),
        .. Kept("image.adjust_contrast", Contrast),
    ];

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Kept(string names, Func<OperationCall, Tensor> value) =>
        ShapeOperations.Of(names, ElementOperations.Shape, value);

    private static int[] Axes(OperationCall call, int position)
    {
        int rank = ElementOperations.Shape(call).Rank;
        return call.Axes(rank, position, s_axis) ?? [.. Enumerable.Range(0, rank)];
    }

    private static double Given(OperationCall call, string name) =>
        call.Number(double.NaN, 1, name) is var number && double.IsFinite(number) ? number : throw call.Wrong([name], "a number");

    private static Tensor Flipped(OperationCall call, int fromEnd)
    {
        Tensor x = ElementOperations.X(call);
        return x.Rank is 3 or 4 ? Rearrangement.Flip(call.Tape, x, x.Rank - fromEnd)
            : throw call.Wrong(["image"], "an image, or a batch of them");
    }

    /// <summary>The indices in the place of the axis.</summary>
    private static PartialShape Gathered(OperationCall call)
    {
        PartialShape x = call.Shape(0, "params", "x");
        PartialShape indices = call.Shape(1, "indices");
        int axis = call.Axis(x.Rank, 0, 2, s_axis);
        int batch = (int)call.Number(0, -1, "batch_dims");
        return batch >= 0 && batch <= indices.Rank
            ? call.New([.. x.Dimensions[..axis], .. indices.Dimensions[batch..], .. x.Dimensions[(axis + 1)..]])
            : throw call.Wrong(["batch_dims"], $"from 0 to {indices.Rank}");
    }

    /// <summary>As NumPy: negative indices count from the end, and without an axis from all elements.</summary>
    private static Tensor Take(OperationCall call)
    {
        Tensor x = call.Tensor(0, "x");
        return call.Find(2, s_axis) is null
            ? Gather(call, Autodiff.Reshape.Of(call.Tape, x, -1), axis: 0, wraps: true)
            : Gather(call, x, call.Axis(x.Rank, 0, 2, s_axis), wraps: true);
    }

    private static Tensor Gather(OperationCall call, Tensor x, int axis, bool wraps)
    {
        if (call.Number(0, -1, "batch_dims") != 0)
        {
            throw call.Wrong(["batch_dims"], "0 to be computed here");
        }

        Tensor given = call.Tensor(1, "indices", "ids");
        int size = x[axis];
        Tensor indices = call.Constant(given, index => double.IsInteger(index) && index < size && index >= (wraps ? -size : 0)
            ? index < 0 ? index + size : index
            : throw new ArgumentException(
                $"{call.Place}: the index {index} is outside of its axis; it must be an integer from {(wraps ? -size : 0)} to "
                + $"{size - 1}."));
        int[] first = [axis, .. Enumerable.Range(0, x.Rank).Where(each => each != axis)];
        Tensor table = Autodiff.Reshape.Of(call.Tape, Rearrangement.Permute(call.Tape, x, first), size, x.Count / Math.Max(size, 1));
        int[] others = [.. first[1..].Select(each => x[each])];
        Tensor rows = Autodiff.Reshape.Of(
            call.Tape, call.Tape.Apply(Autodiff.Gather.Instance, table, indices), [.. indices.Dimensions, .. others]);
        int[] order =
        [
            .. Enumerable.Range(indices.Rank, axis), .. Enumerable.Range(0, indices.Rank),
            .. Enumerable.Range(indices.Rank + axis, others.Length - axis),
        ];
        return Rearrangement.Permute(call.Tape, rows, order);
    }

    /// <summary>1 at the index and 0 elsewhere, nothing but 0 for an index outside.</summary>
    private static Tensor OneHot(OperationCall call)
    {
        Tensor indices = call.Tensor(0, "indices", "x");
        int depth = checked((int)(call.Whole(1, "depth", "num_classes") ?? throw call.Wrong(["depth"], "a number of classes")));
        if (call.Axis(indices.Rank + 1, -1, -1, s_axis) != indices.Rank)
        {
            throw call.Wrong(s_axis, "-1 to be computed here");
        }

        (double on, double off) = (call.Number(1, 2, "on_value"), call.Number(0, 3, "off_value"));
        return call.Constant(
            [.. OperationCall.Values(indices).SelectMany(index => Enumerable.Range(0, depth).Select(place => place == index ? on : off))],
            [.. indices.Dimensions, depth]);
    }

    private static Tensor CumulativeSum(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        RunningSum sum = new(call.Flag(false, 3, "reverse"), call.Flag(false, 2, "exclusive"));
        int axis = call.Axis(x.Rank, 0, 1, s_axis);
        return AxisOrder.Around(AxisOrder.ToEnd(x.Rank, axis), call.Tape, x, y => call.Tape.Apply(sum, y));
    }

    private static Tensor CumulativeProduct(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        return CumulativeProduct(call, x, call.Axis(x.Rank, 0, 1, s_axis));
    }

    /// <summary>The products of the elements up to each, or, exclusively, before it; reversed from it on, or behind it.</summary>
    private static Tensor CumulativeProduct(OperationCall call, Tensor x, int axis)
    {
        int size = x[axis];
        (bool isExclusive, bool isReversed) = (call.Flag(false, 2, "exclusive"), call.Flag(false, 3, "reverse"));
        Tensor[] products = new Tensor[size];
        Tensor? product = null;
        for (int step = 0; step < size; step++)
        {
            int place = isReversed ? size - 1 - step : step;
            int[] starts = new int[x.Rank], sizes = x.Dimensions.ToArray();
            (starts[axis], sizes[axis]) = (place, 1);
            Tensor own = Rearrangement.Slice(call.Tape, x, starts, sizes);
            Tensor next = product is null ? own : call.Tape.Apply(Multiplication.Instance, product, own);
            products[place] = isExclusive ? product ?? call.Constant(own, _ => 1) : next;
            product = next;
        }

        return size == 0 ? x : Placement.Concatenate(call.Tape, axis, products);
    }

    private static PartialShape Sortable(OperationCall call) => call.Shape(0, s_sorted);

    /// <summary>The elements along an axis in order, or where they stood; equal ones in the order in which they stood.</summary>
    private static Tensor Sorted(OperationCall call, bool givesIndices)
    {
        Tensor x = call.Tensor(0, s_sorted);
        bool isDescending = call.Text("ASCENDING", 2, "direction") switch
        {
            "ASCENDING" => false,
            "DESCENDING" => true,
            _ => throw call.Wrong(["direction"], "ASCENDING or DESCENDING"),
        };
        return AxisOrder.Around(AxisOrder.ToEnd(x.Rank, call.Axis(x.Rank, -1, 1, s_axis)), call.Tape, x, rows =>
        {
            int size = rows[-1];
            double[] values = OperationCall.Values(rows);
            int[] places = [.. Enumerable.Range(0, values.Length / Math.Max(1, size)).SelectMany(row => isDescending
                ? Enumerable.Range(row * size, size).OrderByDescending(place => values[place])
                : Enumerable.Range(row * size, size).OrderBy(place => values[place]))];
            Tensor line = Autodiff.Reshape.Of(call.Tape, rows, 1, values.Length, 1);
            double[] ones = [.. Enumerable.Repeat(1.0, values.Length)];
            return givesIndices
                ? call.Constant([.. places.Select(place => (double)(place % size))], rows.Dimensions)
                : Autodiff.Reshape.Of(
                    call.Tape, call.Tape.Apply(new PointSampling([1, values.Length, 1], places, ones), line), rows.Dimensions);
        });
    }

    /// <summary>What leaves an axis at its end comes in again at its front; without axes all elements are one row.</summary>
    private static Tensor Roll(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        IReadOnlyList<long?> shifts = call.Wholes(1, "shift") ?? throw call.Wrong(["shift"], "an integer, or a list of integers");
        if (call.Axes(x.Rank, 2, s_axis) is not { } axes)
        {
            Tensor row = Autodiff.Reshape.Of(call.Tape, x, -1);
            return Autodiff.Reshape.Of(call.Tape, Rolled(call.Tape, row, 0, shifts[0]!.Value), x.Dimensions);
        }

        return axes.Length == shifts.Count || shifts.Count == 1
            ? axes.Select((axis, index) => (Axis: axis, Shift: shifts[shifts.Count == 1 ? 0 : index]!.Value))
                .Aggregate(x, (rolled, each) => Rolled(call.Tape, rolled, each.Axis, each.Shift))
            : throw call.Wrong(["shift"], "an integer for each axis");
    }

    private static Tensor Rolled(Tape tape, Tensor x, int axis, long shift)
    {
        int size = x[axis];
        int first = (int)(((-shift % size) + size) % size);
        return first == 0 ? x : Placement.Concatenate(tape, axis, Part(first, size - first), Part(0, first));

        Tensor Part(int start, int count)
        {
            int[] starts = new int[x.Rank];
            int[] sizes = x.Dimensions.ToArray();
            (starts[axis], sizes[axis]) = (start, count);
            return Rearrangement.Slice(tape, x, starts, sizes);
        }
    }

    /// <summary>A negative width keeps all.</summary>
    private static double Width(OperationCall call, int position, string name) =>
        call.Whole(position, name) is { } width ? width < 0 ? double.PositiveInfinity : width : throw call.Wrong([name], "an integer");

    /// <summary>Matrices whose elements stay from so far below the diagonal to so far above it; the others are 0.</summary>
    private static Tensor Band(OperationCall call, double below, double above)
    {
        Tensor x = ElementOperations.X(call);
        if (x.Rank < 2)
        {
            throw call.Wrong(["x"], "a matrix, or a batch of them");
        }

        (int rows, int columns) = (x[-2], x[-1]);
        bool[] kept = [.. Enumerable.Range(0, x.Count).Select(i =>
            (i % columns) - (i / columns % rows) is var distance && distance <= above && -distance <= below)];
        return call.Tape.Apply(new Selection(kept), x);
    }

    /// <summary>(x − mean)·factor + mean, the mean being that of a channel of an image.</summary>
    private static Tensor Contrast(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        int[] axes = x.Rank >= 3 ? [x.Rank - 3, x.Rank - 2] : throw call.Wrong(["images"], "an image, or a batch of them");
        double factor = Given(call, "contrast_factor");
        Tensor sums = AxisOperations.Reduced(call, x, axes, keepsAxes: true, new RowSum());
        Tensor rest = call.Tape.Apply(new ScaleAndShift((1 - factor) / (x[-3] * x[-2])), sums);
        return BinaryOperations.Combine(call, Addition.Instance, call.Tape.Apply(new ScaleAndShift(factor), x), rest);
    }
}
