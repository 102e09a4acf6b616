using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Shaping;
using Seedbed.Autodiff.Operations.Windows;

namespace Seedbed.Networks.Forwards;

/// <summary>Pools in one to three dimensions, by windows or over everything.</summary>
internal static class PoolingForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        .. from rank in Enumerable.Range(1, 3)
           from isMaximum in (bool[])[false, true]
           let kind = isMaximum ? "Max" : "Average"
           from forward in (LayerForward[])
           [
               LayerForward.Of($"{kind}Pooling{rank}D", layer => Pool(layer, rank, isMaximum)),
               LayerForward.Of($"Global{kind}Pooling{rank}D", layer => PoolAll(layer, rank, isMaximum)),
           ]
           select forward,
    ];

    private static Func<ForwardCall, Tensor> Pool(LayerBinding layer, int rank, bool isMaximum)
    {
        SpatialLayer spatial = new(layer, rank);
        int[] size = spatial.Sizes("pool_size", [.. Enumerable.Repeat(2, rank)]);
        int[] strides = spatial.Sizes("strides", size);
        int[] ones = [.. Enumerable.Repeat(1, rank)];
        return call => spatial.Around(call, x =>
        {
            WindowShape shape = spatial.WindowsOn(x, sizes => WindowShape.Reading(sizes, size, strides, ones, spatial.Padding));
            return call.Tape.Apply(Operation(shape, [x[0], .. spatial.Own(shape.Output), x[-1]], isMaximum), x);
        });
    }

    private static Func<ForwardCall, Tensor> PoolAll(LayerBinding layer, int rank, bool isMaximum)
    {
        SpatialLayer spatial = new(layer, rank);
        int[] ones = [.. Enumerable.Repeat(1, rank)];
        bool keepsAxes = layer.Config.Flag("keepdims", false);
        return call =>
        {
            Tensor pooled = spatial.Around(call, x =>
            {
                WindowShape shape = spatial.WindowsOn(x, sizes => WindowShape.Reading(sizes, sizes, ones, ones, "valid"));
                return call.Tape.Apply(Operation(shape, [x[0], .. ones, x[-1]], isMaximum), x);
            });
            return keepsAxes ? pooled : Reshape.Of(call.Tape, pooled, pooled[0], -1);
        };
    }

    private static Operation Operation(WindowShape shape, int[] sizes, bool isMaximum) =>
        isMaximum ? new MaxPool(shape, sizes) : new AveragePool(shape, sizes);
}
