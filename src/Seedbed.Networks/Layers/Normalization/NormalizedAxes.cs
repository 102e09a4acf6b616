using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>What normalizations share: the axes they normalize, with a scale and a shift.</summary>
internal static class NormalizedAxes
{
    /// <summary>The input's dimensions on these axes, in the input's order.</summary>
    internal static long[] Shape(BuiltLayer layer, IReadOnlyList<int> axes)
    {
        int[] indices = [.. axes.Select(axis => layer.Input.Index(axis)).Order()];
        return indices.Distinct().Count() == indices.Length
            ? [.. indices.Select(axis => layer.Input[axis])]
            : throw layer.Wrong(
                "axis", Kinds.Axes.Text(axes), $"a list in which no axis of its input shape {layer.Input} stands twice");
    }

    /// <summary>Adds gamma and beta where they have initializers.</summary>
    internal static void BuildScaleAndShift(
        BuiltLayer layer, long[] shape, InitializerArgument? gamma, InitializerArgument? beta)
    {
        if (gamma is not null)
        {
            layer.Weight("gamma", shape, gamma);
        }

        if (beta is not null)
        {
            layer.Weight("beta", shape, beta);
        }
    }

    /// <summary>A normalization of each sample along its axes.</summary>
    internal static Func<ForwardCall, Tensor> Rows(
        LayerBinding layer, IReadOnlyList<int> axes, Func<RowNormalization> operation, Tensor? scale, Tensor? shift) => call =>
    {
        int[] own = [.. axes.Select(call.Input.Axis).Order()];
        Check(layer, call.Input, own, scale ?? shift);
        return AxisOrder.Around(AxisOrder.ToEnd(call.Input.Rank, own), call.Tape, call.Input, x =>
        {
            Tape tape = call.Tape;
            Tensor rows = tape.Apply(
                operation(), Autodiff.Reshape.Of(tape, x, -1, x.CountIn((x.Rank - own.Length)..)));
            return Autodiff.Reshape.Of(
                tape, ColumnAffine.Of(tape, rows, Flat(tape, scale), Flat(tape, shift)), x.Dimensions);
        });
    };

    /// <summary>Refuses an input whose normalized axes are not those of the weight.</summary>
    internal static void Check(LayerBinding layer, Tensor x, int[] axes, Tensor? weight)
    {
        bool fits = axes.All(axis => axis >= 0 && axis < x.Rank)
            && (weight is null || axes.Select(axis => x[axis]).SequenceEqual(weight.Dimensions.ToArray()));
        if (!fits)
        {
            throw layer.Misfit(
                x, weight is null ? "one that has the normalized axes" : $"one whose normalized axes have the sizes {weight.ShapeText}");
        }
    }

    private static Tensor? Flat(Tape tape, Tensor? weight) =>
        weight is null || weight.Rank == 1 ? weight : Autodiff.Reshape.Of(tape, weight, -1);
}
