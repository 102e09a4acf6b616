using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations;
using Seedbed.Autodiff.Operations.Arithmetic;
using Seedbed.Autodiff.Operations.Shaping;

namespace Seedbed.Networks.Forwards;

/// <summary>Layers that merge several inputs.</summary>
internal static class MergingForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        Fold("Add", Addition.Instance),
        Fold("Subtract", Subtraction.Instance),
        Fold("Multiply", Multiplication.Instance),
        Fold("Maximum", Extremum.Maximum),
        Fold("Minimum", Extremum.Minimum),
        LayerForward.Of("Average",
            layer => call => call.Tape.Apply(new ScaleAndShift(1.0 / call.Inputs.Length), Folded(layer.Place, call, Addition.Instance))),
        LayerForward.Of("Concatenate", Concatenate),
    ];

    /// <summary>
    /// An operation of the first two inputs, then of that and the next; all with the sizes of the largest along each axis.
    /// </summary>
    internal static Tensor Folded(string place, ForwardCall call, Operation operation)
    {
        int rank = call.Inputs.Max(input => input.Rank);

        // As Keras does, axes that an input lacks come behind the batch.
        Tensor[] inputs = Array.ConvertAll(call.Inputs, input => input.Rank == rank || input.Rank == 0
            ? input
            : Reshape.Of(call.Tape, input, [input[0], .. Enumerable.Repeat(1, rank - input.Rank), .. input.Dimensions[1..]]));
        int[] sizes = [.. Enumerable.Range(0, rank).Select(axis => inputs.Max(input => input[axis]))];
        if (inputs.Any(input => input.Dimensions.ToArray().Zip(sizes).Any(pair => pair.First != 1 && pair.First != pair.Second)))
        {
            throw new ArgumentException(
                $"{place}: its inputs have the shapes {string.Join(" and ", call.Inputs.Select(input => input.ShapeText))}; along each "
                + "axis their sizes must be equal, or 1.");
        }

        Tensor result = Rearrangement.Expand(call.Tape, inputs[0], sizes);
        foreach (Tensor input in inputs.AsSpan(1))
        {
            result = call.Tape.Apply(operation, result, Rearrangement.Expand(call.Tape, input, sizes));
        }

        return result;
    }

    private static LayerForward Fold(string className, Operation operation) =>
        LayerForward.Of(className, layer => call => Folded(layer.Place, call, operation));

    private static Func<ForwardCall, Tensor> Concatenate(LayerBinding layer)
    {
        int axis = layer.Config.Axes("axis") is [int only] ? only : -1;
        return call =>
        {
            int at = call.Input.Axis(axis);
            bool fits = at >= 0 && at < call.Input.Rank && call.Inputs.All(input => input.Rank == call.Input.Rank
                && Enumerable.Range(0, input.Rank).All(other => other == at || input[other] == call.Input[other]));
            return fits
                ? Placement.Concatenate(call.Tape, at, call.Inputs)
                : throw new ArgumentException(
                    $"{layer.Place}: its inputs have the shapes {string.Join(" and ", call.Inputs.Select(input => input.ShapeText))}; they "
                    + $"must be equal but for axis {axis}.");
        };
    }
}
