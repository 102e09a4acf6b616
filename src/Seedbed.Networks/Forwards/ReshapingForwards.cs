using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Shaping;
using Seedbed.Networks.Keras.Layers;

namespace Seedbed.Networks.Forwards;

/// <summary>Layers that give their input another shape.</summary>
internal static class ReshapingForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        LayerForward.Of("Flatten", Flatten),
        LayerForward.Of("Reshape", ToShape),
        LayerForward.Of("Permute", Permute),
        LayerForward.Of("RepeatVector", Repeat),
        .. from rank in Enumerable.Range(1, 3)
           from forward in (LayerForward[])
           [
               LayerForward.Of($"ZeroPadding{rank}D", layer => Pad(layer, rank)),
               LayerForward.Of($"Cropping{rank}D", layer => Crop(layer, rank)),
               LayerForward.Of($"UpSampling{rank}D", layer => UpSample(layer, rank)),
           ]
           select forward,
    ];

    private static Func<ForwardCall, Tensor> Flatten(LayerBinding layer)
    {
        bool channelsLast = Spatial.HasChannelsLast(layer.Scope);
        return call =>
        {
            Tensor x = call.Input;
            AxisOrder? order = channelsLast || x.Rank < 3 ? null : AxisOrder.ToEnd(x.Rank, 1);
            return Reshape.Of(call.Tape, order is null ? x : order.Apply(call.Tape, x), x[0], x.CountIn(1..));
        };
    }

    private static Func<ForwardCall, Tensor> ToShape(LayerBinding layer)
    {
        int[] target = layer.Config.Axes("target_shape") ?? throw layer.Config.Wrong("target_shape", "a list of integers");
        long known = target.Aggregate(1L, (product, size) => size == -1 ? product : product * size);
        return call =>
        {
            int count = call.Input.CountIn(1..);
            bool fits = target.Contains(-1) ? known > 0 && count % known == 0 : known == count;
            return fits ? Reshape.Of(call.Tape, call.Input, [call.Input[0], .. target]) : throw layer.Misfit(call.Input, $"one of {known} "
                + $"elements, or a multiple where a size is -1, to become [batch, {string.Join(", ", target.Select(size => $"{size}"))}]");
        };
    }

    private static Func<ForwardCall, Tensor> Permute(LayerBinding layer)
    {
        int[] axes = [0, .. layer.Config.Axes("dims") ?? throw layer.Config.Wrong("dims", "a list of axes")];
        if (!axes.Order().SequenceEqual(Enumerable.Range(0, axes.Length)))
        {
            throw layer.Config.Wrong("dims", $"each of the axes 1 to {axes.Length - 1} once");
        }

        return call =>
        {
            layer.CheckRank(call.Input, axes.Length, $"one of {axes.Length} axes");
            return Rearrangement.Permute(call.Tape, call.Input, axes);
        };
    }

    private static Func<ForwardCall, Tensor> Repeat(LayerBinding layer)
    {
        int count = checked((int)layer.Config.Size("n"));
        return call =>
        {
            layer.CheckRank(call.Input, 2, "[batch, features]");
            return Rearrangement.Expand(
                call.Tape, Reshape.Of(call.Tape, call.Input, call.Input[0], 1, call.Input[1]), call.Input[0], count, call.Input[1]);
        };
    }

    private static Func<ForwardCall, Tensor> Pad(LayerBinding layer, int rank)
    {
        SpatialLayer spatial = new(layer, rank);
        (int Before, int Behind)[] sides = Sides(layer, "padding", rank);
        return call =>
            spatial.Around(call,
                x =>
                    Placement.Pad(
                        call.Tape, x, [0, .. sides.Select(side => side.Before), 0], [0, .. sides.Select(side => side.Behind), 0]));
    }

    private static Func<ForwardCall, Tensor> Crop(LayerBinding layer, int rank)
    {
        SpatialLayer spatial = new(layer, rank);
        (int Before, int Behind)[] sides = Sides(layer, "cropping", rank);
        return call => spatial.Around(call, x =>
        {
            int[] sizes = x.Dimensions.ToArray();
            foreach ((int axis, (int before, int behind)) in sides.Index())
            {
                sizes[axis + 1] = checked(sizes[axis + 1] - before - behind);
            }

            return sizes.Min() >= 0
                ? Rearrangement.Slice(call.Tape, x, [0, .. sides.Select(side => side.Before), 0], sizes)
                : throw layer.Misfit(call.Input, "at least as large as what is cut off");
        });
    }

    /// <summary>Each point repeated along every spatial axis.</summary>
    private static Func<ForwardCall, Tensor> UpSample(LayerBinding layer, int rank)
    {
        SpatialLayer spatial = new(layer, rank);
        int[] factors = spatial.Sizes("size", [.. Enumerable.Repeat(2, rank)]);
        if (layer.Config.Find("interpolation") is not null && layer.Config.Text("interpolation") != "nearest")
        {
            throw layer.Config.Wrong("interpolation", "'nearest' to be computed here");
        }

        return call => spatial.Around(call, x =>
        {
            int[] split = [x[0], .. factors.SelectMany((_, axis) => (int[])[x[axis + 1], 1]), x[-1]];
            int[] repeated = [x[0], .. factors.SelectMany((factor, axis) => (int[])[x[axis + 1], factor]), x[-1]];
            Tensor all = Rearrangement.Expand(call.Tape, Reshape.Of(call.Tape, x, split), repeated);
            return Reshape.Of(call.Tape, all, [x[0], .. factors.Select((factor, axis) => factor * x[axis + 1]), x[-1]]);
        });
    }

    private static (int Before, int Behind)[] Sides(LayerBinding layer, string key, int rank) =>
        Array.ConvertAll(Reshaping.Sides(layer.Config, key, rank), side => checked(((int)side.Before, (int)side.Behind)));
}
