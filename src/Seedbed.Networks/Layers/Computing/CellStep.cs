using Seedbed.Autodiff;

namespace Seedbed.Layers.Computing;

/// <summary>One step of a cell: from its input (batch, …) and the states before it to its output and the states behind it.</summary>
internal delegate (Tensor Output, Tensor[] States) CellStep(Tensor x, Tensor[] states);

/// <summary>A cell that is run step by step, where no operation of its own runs whole sequences.</summary>
internal interface ISteppedCell
{
    /// <summary>Zeros, one tensor for each state.</summary>
    /// <param name="cell">The cell at its place.</param>
    /// <param name="tape">Gives the memory.</param>
    /// <param name="step">The sizes of one step's input, the batch first.</param>
    Tensor[] InitialStates(LayerBinding cell, Tape tape, int[] step);

    /// <summary>The step function of one call: what dropout leaves out is the same in all its steps.</summary>
    /// <param name="cell">The cell at its place.</param>
    /// <param name="call">The call.</param>
    /// <param name="step">The sizes of one step's input, the batch first.</param>
    /// <param name="seed">Of what is dropped; null where it follows from the model's.</param>
    CellStep Begin(LayerBinding cell, ForwardCall call, int[] step, long? seed);
}

/// <summary>A cell of a user's own.</summary>
internal interface IOwnCell : ISteppedCell
{
    /// <summary>The sizes of its states, of which the first is that of its output; none where they are not told.</summary>
    IReadOnlyList<long> StateSizes { get; }

    /// <summary>Whether it is told what a step computes.</summary>
    bool HasStep { get; }
}

/// <summary>A sequence that goes through a cell.</summary>
/// <param name="Outputs">The output of each step.</param>
/// <param name="States">The states behind the last one.</param>
internal sealed record SteppedSequence(Tensor[] Outputs, Tensor[] States)
{
    /// <summary>Runs a cell over a sequence (batch, steps, …).</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">The sequence.</param>
    /// <param name="states">The states before the first step.</param>
    /// <param name="step">The cell.</param>
    /// <param name="mask">The steps that are not left out, (batch, steps); null where none is.</param>
    /// <param name="zeroesMasked">Whether the output of a step that is left out is 0; else it is the one before.</param>
    /// <remarks>A step that is left out leaves the states as they were. Source: <c>rnn</c> of Keras's TensorFlow backend.</remarks>
    internal static SteppedSequence Run(Tape tape, Tensor x, Tensor[] states, CellStep step, Mask? mask, bool zeroesMasked)
    {
        Tensor[] outputs = new Tensor[x[1]];
        for (int time = 0; time < outputs.Length; time++)
        {
            (Tensor output, Tensor[] next) = step(Rearrangement.Pick(tape, x, 1, time), states);
            if (mask?.Step(time) is { } seen && seen.Contains(false))
            {
                output = zeroesMasked || time == 0
                    ? tape.Apply(new Selection(seen), output)
                    : tape.Apply(new Selection(seen), output, outputs[time - 1]);
                next = [.. next.Zip(states, (after, before) => tape.Apply(new Selection(seen), after, before))];
            }

            outputs[time] = output;
            states = next;
        }

        return new SteppedSequence(outputs, states);
    }

    /// <summary>A mask as one flag for each step.</summary>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    internal static Mask MaskOf(LayerBinding layer, Tensor x, Mask mask) =>
        mask.Values.Length == x[0] * x[1] && mask.Rank is 2 or 3 && mask.Dimensions[1] == x[1]
            ? mask.Shaped(x[0], x[1])
            : throw new ArgumentException(
                $"{layer.Place}: its mask has the shape {mask.ShapeText}; it must be [{x[0]}, {x[1]}], a flag for each step.");

    /// <summary>The outputs as one tensor (batch, steps, …), or the last one, and the states behind it.</summary>
    internal (Tensor Output, Tensor[] States) Results(Tape tape, bool returnsSequences)
    {
        Tensor[] rows = Array.ConvertAll(
            returnsSequences ? Outputs : [], output => Autodiff.Reshape.Of(tape, output, [output[0], 1, .. output.Dimensions[1..]]));
        Tensor result = returnsSequences ? Placement.Concatenate(tape, 1, rows) : Outputs[^1];
        return (result, States);
    }
}
