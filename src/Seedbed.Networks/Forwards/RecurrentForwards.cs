using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Arithmetic;
using Seedbed.Autodiff.Operations.Shaping;

namespace Seedbed.Networks.Forwards;

/// <summary>Recurrent layers: the projections of all steps at once, then the recurrence as one operation.</summary>
internal static class RecurrentForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
        [.. ((string[])["SimpleRNN", "LSTM", "GRU", "RNN"])
            .Select(name => new LayerForward(name, layer => Bind(layer, isReversed: false)))];

    /// <summary>The function of a layer, or of the layer that runs the other way.</summary>
    internal static LayerFunction Bind(LayerBinding layer, bool isReversed)
    {
        LayerBinding cell = layer.Child("cell");
        RecurrentCell recurrence = RecurrentCell.Of(cell);
        bool goesBackwards = layer.Config.Flag("go_backwards", false) != isReversed;
        bool returnsSequences = layer.Config.Flag("return_sequences", false);
        bool returnsState = layer.Config.Flag("return_state", false);
        double dropout = NoiseForwards.Rate(cell, "dropout");
        if (NoiseForwards.Rate(cell, "recurrent_dropout") > 0)
        {
            throw cell.Config.Wrong("recurrent_dropout", "0 to be computed here");
        }

        return call =>
        {
            Tape tape = call.Tape;
            Tensor x = goesBackwards
                ? Rearrangement.Flip(tape, Check(layer, call.Input, recurrence), 1)
                : Check(layer, call.Input, recurrence);
            if (dropout > 0 && call.IsTraining)
            {
                x =
                    tape.Apply(Multiplication.Instance, x,
                        Rearrangement.Expand(tape, NoiseForwards.Mask(layer, tape, dropout, x[0], 1, x[2]), x.Dimensions));
            }

            Tensor[] initial = InitialStates(layer, call, recurrence);
            Tensor states = recurrence.Run(tape, x, initial);
            Tensor last = Rearrangement.Pick(tape, states, 1, x[1]);
            Tensor output = returnsSequences ? Rearrangement.Slice(tape, states, [0, 1, 0], [x[0], x[1], recurrence.Units]) : last;
            return !returnsState ? [output]
                : recurrence.StateCount == 1 ? [output, last]
                : [output, last, Rearrangement.Pick(tape, states, 1, x[1] + 1)];
        };
    }

    private static Tensor Check(LayerBinding layer, Tensor x, RecurrentCell cell) =>
        x.Rank == 3 && x[2] == cell.Inputs && x[1] > 0
            ? x
            : throw layer.Misfit(x, $"[batch, steps, {cell.Inputs}], as its kernel was built");

    /// <summary>The states that the call is given, zeros where it is given none.</summary>
    private static Tensor[] InitialStates(LayerBinding layer, ForwardCall call, RecurrentCell cell)
    {
        Tensor[] given = call.Arguments is not null && call.Arguments.TryGetValue("initial_state", out Tensor[]? named)
            ? named
            : call.Inputs[1..];
        if (given.Length == 0)
        {
            return [.. Enumerable.Range(0, cell.StateCount).Select(_ => call.Tape.Zeros(call.Input[0], cell.Units))];
        }

        bool fits = given.Length == cell.StateCount
            && given.All(state => state.Rank == 2 && state[0] == call.Input[0] && state[1] == cell.Units);
        return fits ? given : throw new ArgumentException(
            $"{layer.Place}: its initial states have the shapes {string.Join(" and ", given.Select(state => state.ShapeText))}; it needs "
            + $"{cell.StateCount} of the shape [{call.Input[0]}, {cell.Units}].");
    }
}
