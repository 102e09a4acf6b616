using System.Numerics;
using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>
/// With the projections z and a = zₜ + hₜ₋₁·U in blocks i, f, g, o: cₜ = σ(f)·cₜ₋₁ + σ(i)·φ(g), hₜ = σ(o)·φ(cₜ). The fourth input is the
/// initial c; the row after the last state is the last c.
/// </summary>
/// <param name="activation">φ.</param>
/// <param name="recurrentActivation">σ.</param>
/// <remarks>Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al. 2000, in the order of Keras's kernels.</remarks>
public sealed unsafe class LstmRecurrence(ElementOperation activation, ElementOperation recurrentActivation) : RecurrentOperation(
    gates: 4, extraRows: 1)
{
    // Of all sequences and steps: a, the gates, c with the initial one in front, φ(c).
    private Tensor? _arguments;
    private Tensor? _gates;
    private Tensor? _cells;
    private Tensor? _squashed;

    private bool IsStandard => activation is Tanh && recurrentActivation is Sigmoid;

    private protected override void RunForward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor states)
    {
        _arguments = tape.Copy<T>(inputs[0].Values<T>(), inputs[0].Dimensions);
        bool keepsArguments = !(activation.HasSlopeOfValue && recurrentActivation.HasSlopeOfValue);
        _gates = keepsArguments ? tape.New(inputs[0].Dimensions) : _arguments;
        _cells = tape.New(shape.Batch, shape.Steps + 1, shape.Units);
        _squashed = tape.New(shape.Batch, shape.Steps, shape.Units);
        using var products = RecurrentProducts<T>.Forward(tape, shape, inputs[1], 0, shape.ProjectionSize, shape.StateStride);
        RunSlices(tape, shape, (first, count) =>
        {
            for (int sequence = first; sequence < first + count; sequence++)
            {
                inputs[3].Values<T>().Slice(sequence * shape.Units, shape.Units).CopyTo(Cell<T>(shape, sequence, -1));
            }

            for (int step = 0; step < shape.Steps; step++)
            {
                T* to = _arguments.First<T>() + ((nint)first * shape.ProjectionStride) + shape.ProjectionAt(step);
                products.Multiply(states.First<T>() + shape.StateAt(step - 1), first, count, to, shape.ProjectionStride, WriteMode.Add);
                for (int sequence = first; sequence < first + count; sequence++)
                {
                    StepForward<T>(
                        shape, sequence, step, states.Values<T>().Slice((sequence * shape.StateStride) + shape.StateAt(step), shape.Units));
                }
            }

            for (int sequence = first; sequence < first + count; sequence++)
            {
                Cell<T>(shape, sequence, shape.Steps - 1).CopyTo(
                    states.Values<T>()[((sequence * shape.StateStride) + shape.StateAt(shape.Steps))..]);
            }
        });
    }

    private protected override void RunBackward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor output,
        Tensor slopes, Tensor carried)
    {
        Tensor outer = output.Gradient!;
        carried.Values<T>().Clear();
        Tensor cellSlopes = tape.New(shape.Batch, shape.Units);
        using (var products = RecurrentProducts<T>.Backward(tape, shape, inputs[1], 0, shape.ProjectionSize, shape.ProjectionStride))
        {
            RunSlices(tape, shape, (first, count) =>
            {
                for (int sequence = first; sequence < first + count; sequence++)
                {
                    outer.Values<T>().Slice((sequence * shape.StateStride) + shape.StateAt(shape.Steps), shape.Units).CopyTo(
                        cellSlopes.Values<T>()[(sequence * shape.Units)..]);
                }

                for (int step = shape.Steps - 1; step >= 0; step--)
                {
                    for (int sequence = first; sequence < first + count; sequence++)
                    {
                        Span<T> sum = carried.Values<T>().Slice(sequence * shape.Units, shape.Units);
                        TensorPrimitives.Add(
                            sum, outer.Values<T>().Slice((sequence * shape.StateStride) + shape.StateAt(step), shape.Units), sum);
                        StepBackward(shape, sequence, step, sum, cellSlopes.Values<T>().Slice(sequence * shape.Units, shape.Units),
                            Projection<T>(slopes, shape, sequence, step));
                    }

                    products.Multiply(
                        slopes.First<T>() + shape.ProjectionAt(step), first, count, carried.First<T>() + (
                            (nint)first * shape.Units), shape.Units, WriteMode.Overwrite);
                }
            });
        }

        if (inputs[1].NeedsGradient)
        {
            RecurrentProducts<T>.AddKernelGradient(
                tape, shape, output.First<T>(), shape.StateStride, slopes.First<T>(), shape.ProjectionSize,
                tape.AddedGradient(inputs[1]).First<T>());
        }

        if (inputs[3].NeedsGradient)
        {
            tape.AddTo(cellSlopes, inputs[3]);
        }

        tape.Release(cellSlopes);
    }

    private static Span<T> Projection<T>(Tensor tensor, RecurrentShape shape, int sequence, int step)
        where T : unmanaged =>
            tensor.Values<T>().Slice((sequence * shape.ProjectionStride) + shape.ProjectionAt(step), shape.ProjectionSize);

    private Span<T> Cell<T>(RecurrentShape shape, int sequence, int step)
        where T : unmanaged => _cells!.Values<T>().Slice(((sequence * (shape.Steps + 1)) + step + 1) * shape.Units, shape.Units);

    private Span<T> Squashed<T>(RecurrentShape shape, int sequence, int step)
        where T : unmanaged => _squashed!.Values<T>().Slice(((sequence * shape.Steps) + step) * shape.Units, shape.Units);

    private void StepForward<T>(RecurrentShape shape, int sequence, int step, Span<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = shape.Units;
        ReadOnlySpan<T> arguments = Projection<T>(_arguments!, shape, sequence, step);
        Span<T> gates = Projection<T>(_gates!, shape, sequence, step);
        if (IsStandard && units % Vector<T>.Count == 0)
        {
            LstmGates.Forward(
                gates, Cell<T>(shape, sequence, step - 1), Cell<T>(shape, sequence, step), Squashed<T>(shape, sequence, step), state);
            return;
        }

        recurrentActivation.Evaluate(arguments[..(2 * units)], gates[..(2 * units)]);
        activation.Evaluate(arguments.Slice(2 * units, units), gates.Slice(2 * units, units));
        recurrentActivation.Evaluate(arguments[(3 * units)..], gates[(3 * units)..]);
        Span<T> cell = Cell<T>(shape, sequence, step);
        TensorPrimitives.Multiply(gates[..units], gates.Slice(2 * units, units), cell);
        TensorPrimitives.MultiplyAdd(gates.Slice(units, units), Cell<T>(shape, sequence, step - 1), cell, cell);
        Span<T> squashed = Squashed<T>(shape, sequence, step);
        activation.Evaluate<T>(cell, squashed);
        TensorPrimitives.Multiply(gates[(3 * units)..], squashed, state);
    }

    /// <summary>From the slopes of h and of c after a step to those of a, and of c before it.</summary>
    private void StepBackward<T>(
        RecurrentShape shape, int sequence, int step, ReadOnlySpan<T> stateSlope, Span<T> cellSlope, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = shape.Units;
        ReadOnlySpan<T> arguments = Projection<T>(_arguments!, shape, sequence, step);
        ReadOnlySpan<T> gates = Projection<T>(_gates!, shape, sequence, step);
        ReadOnlySpan<T> squashed = Squashed<T>(shape, sequence, step);
        if (IsStandard && units % Vector<T>.Count == 0)
        {
            LstmGates.Backward(gates, Cell<T>(shape, sequence, step - 1), squashed, stateSlope, cellSlope, slopes);
            return;
        }

        Span<T> output = slopes[(3 * units)..];
        TensorPrimitives.Multiply(stateSlope, gates[(3 * units)..], output);
        activation.PullElements(Cell<T>(shape, sequence, step), squashed, output, cellSlope, WriteMode.Add);
        TensorPrimitives.Multiply(stateSlope, squashed, output);
        TensorPrimitives.Multiply(cellSlope, gates.Slice(2 * units, units), slopes[..units]);
        TensorPrimitives.Multiply(cellSlope, Cell<T>(shape, sequence, step - 1), slopes.Slice(units, units));
        TensorPrimitives.Multiply(cellSlope, gates[..units], slopes.Slice(2 * units, units));
        TensorPrimitives.Multiply(cellSlope, gates.Slice(units, units), cellSlope);
        PullElements(recurrentActivation, arguments, gates, slopes, 0, 2 * units);
        PullElements(activation, arguments, gates, slopes, 2 * units, units);
        PullElements(recurrentActivation, arguments, gates, slopes, 3 * units, units);
    }

    private static void PullElements<T>(
        ElementOperation function, ReadOnlySpan<T> arguments, ReadOnlySpan<T> values, Span<T> slopes, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> part = slopes.Slice(start, length);
        function.PullElements(arguments.Slice(start, length), values.Slice(start, length), part, part, WriteMode.Overwrite);
    }
}
