using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Normalizations;
using Seedbed.Autodiff.Operations.Shaping;
using Seedbed.Networks.Keras.Layers;

namespace Seedbed.Networks.Forwards;

/// <summary>Normalizations that are trained.</summary>
internal static class NormalizationForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        LayerForward.Of("BatchNormalization", Batch),
        LayerForward.Of("LayerNormalization", layer => Rows(layer, "gamma", "beta", centers: true)),
        LayerForward.Of("RMSNormalization", layer => Rows(layer, "scale", null, centers: false)),
        LayerForward.Of("GroupNormalization", Group),
    ];

    private static Func<ForwardCall, Tensor> Batch(LayerBinding layer)
    {
        Refuse(layer, "renorm");
        int axis = layer.Config.Axes("axis") is [int only] ? only : -1;
        double epsilon = layer.Config.NumberOrNull("epsilon") ?? 1e-3;
        Tensor? gamma = layer.FindWeight("gamma");
        Tensor? beta = layer.FindWeight("beta");
        MovingStatistics statistics =
            new(layer.Weight("moving_mean"), layer.Weight("moving_variance"), layer.Config.NumberOrNull("momentum") ?? 0.99);
        return call =>
        {
            int at = call.Input.Axis(axis);
            if (at < 0 || at >= call.Input.Rank || call.Input[at] != statistics.Count)
            {
                throw layer.Misfit(call.Input, $"one of the size {statistics.Count} along axis {axis}");
            }

            return AxisOrder.Around(AxisOrder.ToEnd(call.Input.Rank, at), call.Tape, call.Input, x =>
            {
                // A layer that is not trained keeps to its statistics, as Keras's does.
                Tensor normalized = call.IsTraining && layer.Scope.IsTrainable
                    ? statistics.NormalizeBatch(call.Tape, x, epsilon)
                    : statistics.Normalize(call.Tape, x, epsilon);
                return ColumnAffine.Of(call.Tape, normalized, gamma, beta);
            });
        };
    }

    private static Func<ForwardCall, Tensor> Rows(LayerBinding layer, string scaleName, string? shiftName, bool centers)
    {
        Refuse(layer, "rms_scaling");
        int[] axes = layer.Config.Axes("axis") ?? [-1];
        RowNormalization Operation() => new(layer.Config.NumberOrNull("epsilon") ?? (centers ? 1e-3 : 1e-6), centers);
        Tensor? scale = layer.FindWeight(scaleName);
        Tensor? shift = shiftName is null ? null : layer.FindWeight(shiftName);
        return call =>
        {
            int[] own = [.. axes.Select(call.Input.Axis).Order()];
            CheckAxes(layer, call.Input, own, scale ?? shift);
            return AxisOrder.Around(AxisOrder.ToEnd(call.Input.Rank, own), call.Tape, call.Input, x =>
            {
                Tensor rows = call.Tape.Apply(Operation(), Reshape.Of(call.Tape, x, -1, x.CountIn((x.Rank - own.Length)..)));
                return Reshape.Of(
                    call.Tape, ColumnAffine.Of(call.Tape, rows, Flat(call.Tape, scale), Flat(call.Tape, shift)), x.Dimensions);
            });
        };
    }

    /// <summary>The channels of each group, with all points of an example, are one row.</summary>
    private static Func<ForwardCall, Tensor> Group(LayerBinding layer)
    {
        int axis = layer.Config.Axes("axis") is [int only] ? only : -1;
        int asked = layer.Config.Find("groups") is null ? Normalizations.DefaultGroups : checked((int)layer.Config.Whole("groups"));
        double epsilon = layer.Config.NumberOrNull("epsilon") ?? 1e-3;
        Tensor? gamma = layer.FindWeight("gamma");
        Tensor? beta = layer.FindWeight("beta");
        return call =>
        {
            Tensor x = call.Input;
            int at = x.Axis(axis);
            CheckAxes(layer, x, [at], gamma ?? beta);
            int groups = asked == -1 ? x[at] : asked;
            if (groups < 1 || x[at] % groups != 0)
            {
                throw layer.Misfit(x, $"one whose size along axis {axis} is a multiple of {groups}, the groups");
            }

            int[] channelsFirst = [0, at, .. Enumerable.Range(1, x.Rank - 1).Where(other => other != at)];
            AxisOrder order = new(channelsFirst);
            Tensor moved = order.Apply(call.Tape, x);
            Tensor rows = call.Tape.Apply(new RowNormalization(epsilon, centers: true), Reshape.Of(call.Tape, moved, x[0] * groups, -1));
            Tensor normalized = order.Undo(call.Tape, Reshape.Of(call.Tape, rows, moved.Dimensions));
            return AxisOrder.Around(
                AxisOrder.ToEnd(x.Rank, at), call.Tape, normalized, last => ColumnAffine.Of(call.Tape, last, gamma, beta));
        };
    }

    private static Tensor? Flat(Tape tape, Tensor? weight) => weight is null || weight.Rank == 1 ? weight : Reshape.Of(tape, weight, -1);

    private static void CheckAxes(LayerBinding layer, Tensor x, int[] axes, Tensor? weight)
    {
        bool fits = axes.All(axis => axis >= 0 && axis < x.Rank)
            && (weight is null || axes.Select(axis => x[axis]).SequenceEqual(weight.Dimensions.ToArray()));
        if (!fits)
        {
            throw layer.Misfit(
                x, weight is null ? "one that has the normalized axes" : $"one whose normalized axes have the sizes {weight.ShapeText}");
        }
    }

    private static void Refuse(LayerBinding layer, string key)
    {
        if (layer.Config.Flag(key, false))
        {
            throw layer.Config.Wrong(key, "false to be computed here");
        }
    }
}
