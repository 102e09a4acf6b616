using System.Numerics;

namespace Seedbed.Autodiff;

/// <summary>
/// A whole sequence of a recurrent layer as one operation. Inputs: projections x·W + b of all steps (batch, steps, gates·units), the
/// recurrent kernel (units, gates·units), the initial state (batch, units), and what else the cell has. Output: the states (batch, rows,
/// units), row 0 the initial one, row t that after step t.
/// </summary>
/// <param name="gates">Blocks of units of a projection.</param>
/// <param name="extraRows">Rows after the last state.</param>
public abstract unsafe class RecurrentOperation(int gates, int extraRows) : Operation
{
    internal sealed override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        RecurrentShape shape = ShapeOf(inputs);
        Tensor states = tape.New(shape.Batch, shape.StateRows, shape.Units);
        for (int sequence = 0; sequence < shape.Batch; sequence++)
        {
            inputs[2].Values<T>().Slice(sequence * shape.Units, shape.Units).CopyTo(states.Values<T>()[(sequence * shape.StateStride)..]);
        }

        RunForward<T>(tape, shape, inputs.ToArray(), states);
        return states;
    }

    internal sealed override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        RecurrentShape shape = ShapeOf(inputs);
        Tensor carried = tape.New(shape.Batch, shape.Units);
        Tensor slopes = tape.New(inputs[0].Dimensions);
        RunBackward<T>(tape, shape, inputs.ToArray(), output, slopes, carried);
        if (inputs[0].NeedsGradient)
        {
            tape.AddTo(slopes, inputs[0]);
        }

        if (inputs[2].NeedsGradient)
        {
            AddInitialGradient<T>(tape, shape, output, carried, inputs[2]);
        }

        tape.Release(slopes);
        tape.Release(carried);
    }

    /// <summary>Writes the states after each step.</summary>
    private protected abstract void RunForward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor states)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// Writes the slopes of the projections and those of the initial state, without what its own row has, and adds all others.
    /// </summary>
    private protected abstract void RunBackward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor output,
        Tensor slopes, Tensor carried)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Runs <paramref name="run"/>(first sequence, sequences) for slices of the batch on all threads allowed.</summary>
    private protected static void RunSlices(Tape tape, RecurrentShape shape, Action<int, int> run)
    {
        int slices = shape.Slices(tape.Execution);
        tape.Execution.Run(slices, slice =>
        {
            int first = (int)((long)shape.Batch * slice / slices);
            run(first, (int)((long)shape.Batch * (slice + 1) / slices) - first);
        });
    }

    private RecurrentShape ShapeOf(ReadOnlySpan<Tensor> inputs) =>
        new(inputs[0][0], inputs[0][1], inputs[1][0], gates, inputs[0][1] + 1 + extraRows);

    private static void AddInitialGradient<T>(Tape tape, RecurrentShape shape, Tensor output, Tensor carried, Tensor initial)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> gradient = tape.AddedGradient(initial).Values<T>();
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] += carried.Values<T>()[i] + output.Gradient!.Values<T>()[(i / shape.Units * shape.StateStride) + (i % shape.Units)];
        }
    }
}
