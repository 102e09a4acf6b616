using Seedbed.Autodiff;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers.Operations;

/// <summary>Sums, means and extrema over axes.</summary>
internal static class AxisOperations
{
    private static readonly string[] s_axis = ["axis", "axes", "reduction_indices", "dimension"];
    private static readonly string[] s_keeps = ["keepdims", "keep_dims"];

    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. Of("Mean math.reduce_mean reduce_mean", (call, x, axes, keeps) => Mean(call, x, axes, keeps)),
        .. Of("Sum math.reduce_sum reduce_sum", (call, x, axes, keeps) => Reduced(call, x, axes, keeps, new RowSum())),
        .. Of("Max Amax math.reduce_max reduce_max", (call, x, axes, keeps) =>
            Reduced(call, x, axes, keeps, new RowExtremum(isMaximum: true))),
        .. Of("Min Amin math.reduce_min reduce_min", (call, x, axes, keeps) =>
            Reduced(call, x, axes, keeps, new RowExtremum(isMaximum: false))),
        .. Of("Var math.reduce_variance", Variance),
        .. Of("Std math.reduce_std", (call, x, axes, keeps) => call.Tape.Apply(new SquareRoot(), Variance(call, x, axes, keeps))),
        .. Of("Prod math.reduce_prod reduce_prod", (call, x, axes, keeps) => Reduced(call, x, axes, keeps, new RowProduct())),
        .. Of("All math.reduce_all reduce_all", (call, x, axes, keeps) =>
            Reduced(call, Nonzero(call, x), axes, keeps, new RowExtremum(isMaximum: false))),
        .. Of("Any math.reduce_any reduce_any", (call, x, axes, keeps) =>
            Reduced(call, Nonzero(call, x), axes, keeps, new RowExtremum(isMaximum: true))),
        .. Of("CountNonzero math.count_nonzero", (call, x, axes, keeps) => Reduced(call, Nonzero(call, x), axes, keeps, new RowSum())),
        .. Of("Logsumexp LogSumExp math.reduce_logsumexp reduce_logsumexp", LogSumExp),
        .. Of("math.reduce_euclidean_norm", (call, x, axes, keeps) => call.Tape.Apply(
            new SquareRoot(), Reduced(call, ElementOperations.Squared(call, x), axes, keeps, new RowSum()))),
        .. Of("Median Norm norm"),
        .. Of("Argmax", (call, x, axes, keeps) => Place(call, x, axes, keeps, isMaximum: true)),
        .. Of("Argmin", (call, x, axes, keeps) => Place(call, x, axes, keeps, isMaximum: false)),
        .. OfPlaces("argmax math.argmax ArgMax", isMaximum: true),
        .. OfPlaces("argmin math.argmin ArgMin", isMaximum: false),
        .. GraphOperation.Under("Moments nn.moments", new GraphOperation(call => [Shape(call), Shape(call)], call =>
        {
            (Tensor x, int[] axes) = Arguments(call);
            bool keeps = call.Flag(false, -1, s_keeps);
            return [Mean(call, x, axes, keeps), Variance(call, x, axes, keeps)];
        })),
    ];

    /// <summary>A function of rows, over some axes.</summary>
    internal static Tensor Reduced(OperationCall call, Tensor x, int[] axes, bool keepsAxes, Operation rows)
    {
        int[] kept = [.. Enumerable.Range(0, x.Rank).Except(axes)];
        int[] sizes = keepsAxes
            ? [.. Enumerable.Range(0, x.Rank).Select(axis => axes.Contains(axis) ? 1 : x[axis])]
            : [.. kept.Select(axis => x[axis])];
        int count = axes.Aggregate(1, (product, axis) => product * x[axis]);
        Tensor last = AxisOrder.ToEnd(x.Rank, axes)?.Apply(call.Tape, x) ?? x;
        return Autodiff.Reshape.Of(call.Tape,
            call.Tape.Apply(rows, Autodiff.Reshape.Of(call.Tape, last, x.Count / Math.Max(count, 1), count)), sizes);
    }

    private static Tensor Mean(OperationCall call, Tensor x, int[] axes, bool keeps)
    {
        int count = axes.Aggregate(1, (product, axis) => product * x[axis]);
        return call.Tape.Apply(new ScaleAndShift(1.0 / count), Reduced(call, x, axes, keeps, new RowSum()));
    }

    /// <summary>Σ (x − mean)² / n.</summary>
    private static Tensor Variance(OperationCall call, Tensor x, int[] axes, bool keeps)
    {
        Tensor mean = Mean(call, x, axes, keeps: true);
        Tensor centered = BinaryOperations.Combine(call, Subtraction.Instance, x, mean);
        return Mean(call, ElementOperations.Squared(call, centered), axes, keeps);
    }

    private static Tensor Nonzero(OperationCall call, Tensor x) => call.Constant(x, value => value != 0 ? 1 : 0);

    /// <summary>m + ln Σ exp(x − m), m being the largest.</summary>
    private static Tensor LogSumExp(OperationCall call, Tensor x, int[] axes, bool keeps)
    {
        Tensor largest = call.Tape.Apply(
            new StopGradient(), Reduced(call, x, axes, keepsAxes: true, new RowExtremum(isMaximum: true)));
        Tensor powers = call.Tape.Apply(
            NamedActivations.Find("exponential")!, BinaryOperations.Combine(call, Subtraction.Instance, x, largest));
        Tensor rest = call.Tape.Apply(new Logarithm(), Reduced(call, powers, axes, keeps, new RowSum()));
        return call.Tape.Apply(Addition.Instance, rest, Autodiff.Reshape.Of(call.Tape, largest, rest.Dimensions));
    }

    private static IEnumerable<KeyValuePair<string, GraphOperation>> OfPlaces(string names, bool isMaximum)
    {
        return GraphOperation.Under(names, GraphOperation.Of(
            call => Without(ElementOperations.Shape(call), Axes(call), keepsAxes: false),
            call => Place(call, ElementOperations.X(call), Axes(call), keeps: false, isMaximum)));

        static int[] Axes(OperationCall call) => [call.Axis(ElementOperations.Shape(call).Rank, 0, 1, s_axis)];
    }

    /// <summary>Where the largest or smallest stands, the first of several.</summary>
    private static Tensor Place(OperationCall call, Tensor x, int[] axes, bool keeps, bool isMaximum)
    {
        Tensor shaped = Reduced(call, x, axes, keeps, new RowExtremum(isMaximum));
        Tensor last = AxisOrder.ToEnd(x.Rank, axes)?.Apply(call.Tape, x) ?? x;
        double[] values = OperationCall.Values(last);
        int size = values.Length / shaped.Count;
        double[] extrema = OperationCall.Values(shaped);
        return call.Constant(
            [.. extrema.Select((extremum, row) => (double)Math.Max(0, values.AsSpan(row * size, size).IndexOf(extremum)))],
            shaped.Dimensions);
    }

    private static IEnumerable<KeyValuePair<string,
        GraphOperation>> Of(string names, Func<OperationCall, Tensor, int[], bool, Tensor>? value = null) =>
        GraphOperation.Under(string.Join(' ', names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), GraphOperation.Of(
            Shape, value is null ? null : call =>
            {
                (Tensor x, int[] axes) = Arguments(call);
                return value(call, x, axes, call.Flag(false, 2, s_keeps));
            }));

    private static (Tensor X, int[] Axes) Arguments(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        return (x, call.Axes(x.Rank, 1, s_axis) ?? [.. Enumerable.Range(0, x.Rank)]);
    }

    private static PartialShape Shape(OperationCall call)
    {
        PartialShape x = ElementOperations.Shape(call);
        return Without(x, call.Axes(x.Rank, 1, s_axis) ?? [.. Enumerable.Range(0, x.Rank)], call.Flag(false, 2, s_keeps));
    }

    private static PartialShape Without(PartialShape x, int[] axes, bool keepsAxes) => keepsAxes
        ? x.Of([.. Enumerable.Range(0, x.Rank).Select(axis => axes.Contains(axis) ? 1 : x.Find(axis))])
        : x.Of([.. Enumerable.Range(0, x.Rank).Except(axes).Select(axis => x.Find(axis))]);
}
