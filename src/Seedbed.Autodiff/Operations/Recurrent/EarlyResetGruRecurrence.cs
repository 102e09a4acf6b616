using System.Numerics;
using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>
/// With the projections x in blocks z, r, h and U likewise: z = σ(x_z + hₜ₋₁·U_z), r = σ(x_r + hₜ₋₁·U_r), g = φ(x_h + (r·hₜ₋₁)·U_h), hₜ =
/// z·hₜ₋₁ + (1 − z)·g.
/// </summary>
/// <param name="activation">φ.</param>
/// <param name="recurrentActivation">σ.</param>
/// <remarks>Cho et al. 2014, equations 5 to 8; in Keras <c>reset_after=False</c>.</remarks>
public sealed unsafe class EarlyResetGruRecurrence(ElementOperation activation, ElementOperation recurrentActivation) : RecurrentOperation(
    gates: 3, extraRows: 0)
{
    // Of all sequences and steps: the arguments of σ, σ and φ, the gates z, r, g, and r·h.
    private Tensor? _arguments;
    private Tensor? _gates;
    private Tensor? _reset;

    private protected override void RunForward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor states)
    {
        int units = shape.Units;
        _arguments = tape.Copy<T>(inputs[0].Values<T>(), inputs[0].Dimensions);
        _gates = tape.New(inputs[0].Dimensions);
        _reset = tape.New(shape.Batch, shape.Steps, units);
        using var switches = RecurrentProducts<T>.Forward(tape, shape, inputs[1], 0, 2 * units, shape.StateStride);
        using var candidates = RecurrentProducts<T>.Forward(tape, shape, inputs[1], 2 * units, units, shape.Steps * units);
        RunSlices(tape, shape, (first, count) =>
        {
            for (int step = 0; step < shape.Steps; step++)
            {
                T* arguments = _arguments.First<T>() + ((nint)first * shape.ProjectionStride) + shape.ProjectionAt(step);
                switches.Multiply(
                    states.First<T>() + shape.StateAt(step - 1), first, count, arguments, shape.ProjectionStride, WriteMode.Add);
                for (int sequence = first; sequence < first + count; sequence++)
                {
                    Span<T> gates = Projection<T>(_gates, shape, sequence, step);
                    recurrentActivation.Evaluate<T>(Projection<T>(_arguments, shape, sequence, step)[..(2 * units)], gates[..(2 * units)]);
                    TensorPrimitives.Multiply(
                        gates.Slice(units, units), State<T>(states, shape, sequence, step - 1), Reset<T>(shape, sequence, step));
                }

                candidates.Multiply(
                    _reset.First<T>() + (step * units), first, count, arguments + (2 * units), shape.ProjectionStride, WriteMode.Add);
                for (int sequence = first; sequence < first + count; sequence++)
                {
                    Mix<T>(shape, states, sequence, step);
                }
            }
        });
    }

    private protected override void RunBackward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor output,
        Tensor slopes, Tensor carried)
    {
        int units = shape.Units;
        carried.Values<T>().Clear();
        Tensor resetSlopes = tape.New(shape.Batch, units);
        using (var switches = RecurrentProducts<T>.Backward(tape, shape, inputs[1], 0, 2 * units, shape.ProjectionStride))
        using (var candidates = RecurrentProducts<T>.Backward(tape, shape, inputs[1], 2 * units, units, shape.ProjectionStride))
        {
            RunSlices(tape, shape, (first, count) =>
            {
                for (int step = shape.Steps - 1; step >= 0; step--)
                {
                    for (int sequence = first; sequence < first + count; sequence++)
                    {
                        Span<T> sum = carried.Values<T>().Slice(sequence * units, units);
                        TensorPrimitives.Add(
                            sum, output.Gradient!.Values<T>().Slice((sequence * shape.StateStride) + shape.StateAt(step), units), sum);
                        PullCandidate<T>(shape, sequence, step, sum, Projection<T>(slopes, shape, sequence, step));
                    }

                    T* slope = slopes.First<T>() + shape.ProjectionAt(step);
                    candidates.Multiply(
                        slope + (2 * units), first, count, resetSlopes.First<T>() + ((nint)first * units), units, WriteMode.Overwrite);
                    for (int sequence = first; sequence < first + count; sequence++)
                    {
                        PullSwitches(
                            shape, output, sequence, step, carried.Values<T>().Slice(
                                sequence * units, units), resetSlopes.Values<T>().Slice(
                                sequence * units, units), Projection<T>(
                                slopes, shape, sequence, step));
                    }

                    switches.Multiply(slope, first, count, carried.First<T>() + ((nint)first * units), units, WriteMode.Add);
                }
            });
        }

        if (inputs[1].NeedsGradient)
        {
            T* gradient = tape.AddedGradient(inputs[1]).First<T>();
            RecurrentProducts<T>.AddKernelGradient(
                tape, shape, output.First<T>(), shape.StateStride, slopes.First<T>(), 2 * units, gradient);
            RecurrentProducts<T>.AddKernelGradient(
                tape, shape, _reset!.First<T>(), shape.Steps * units, slopes.First<T>() + (2 * units), units, gradient + (2 * units));
        }

        tape.Release(resetSlopes);
    }

    private static Span<T> Projection<T>(Tensor tensor, RecurrentShape shape, int sequence, int step)
        where T : unmanaged =>
            tensor.Values<T>().Slice((sequence * shape.ProjectionStride) + shape.ProjectionAt(step), shape.ProjectionSize);

    private static Span<T> State<T>(Tensor states, RecurrentShape shape, int sequence, int step)
        where T : unmanaged => states.Values<T>().Slice((sequence * shape.StateStride) + shape.StateAt(step), shape.Units);

    private Span<T> Reset<T>(RecurrentShape shape, int sequence, int step)
        where T : unmanaged => _reset!.Values<T>().Slice(((sequence * shape.Steps) + step) * shape.Units, shape.Units);

    /// <summary>hₜ = g + z·(hₜ₋₁ − g).</summary>
    private void Mix<T>(RecurrentShape shape, Tensor states, int sequence, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = shape.Units;
        Span<T> gates = Projection<T>(_gates!, shape, sequence, step);
        Span<T> candidate = gates[(2 * units)..];
        activation.Evaluate<T>(Projection<T>(_arguments!, shape, sequence, step)[(2 * units)..], candidate);
        Span<T> state = State<T>(states, shape, sequence, step);
        TensorPrimitives.Subtract(State<T>(states, shape, sequence, step - 1), candidate, state);
        TensorPrimitives.MultiplyAdd(gates[..units], state, candidate, state);
    }

    /// <summary>The slope of φ's argument.</summary>
    private void PullCandidate<T>(RecurrentShape shape, int sequence, int step, ReadOnlySpan<T> stateSlope, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = shape.Units;
        ReadOnlySpan<T> gates = Projection<T>(_gates!, shape, sequence, step);
        Span<T> candidate = slopes[(2 * units)..];
        TensorPrimitives.Subtract(T.One, gates[..units], candidate);
        TensorPrimitives.Multiply(candidate, stateSlope, candidate);
        activation.PullElements(
            Projection<T>(_arguments!, shape, sequence, step)[(2 * units)..], gates[(2 * units)..], candidate, candidate,
            WriteMode.Overwrite);
    }

    /// <summary>The slopes of σ's arguments, and what hₜ₋₁ has directly: z times hₜ's slope and r times that of r·h.</summary>
    private void PullSwitches<T>(
        RecurrentShape shape, Tensor states, int sequence, int step, Span<T> stateSlope, ReadOnlySpan<T> resetSlope, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = shape.Units;
        ReadOnlySpan<T> gates = Projection<T>(_gates!, shape, sequence, step);
        ReadOnlySpan<T> before = State<T>(states, shape, sequence, step - 1);
        TensorPrimitives.Subtract(before, gates[(2 * units)..], slopes[..units]);
        TensorPrimitives.Multiply(slopes[..units], stateSlope, slopes[..units]);
        TensorPrimitives.Multiply(resetSlope, before, slopes.Slice(units, units));
        Span<T> switches = slopes[..(2 * units)];
        recurrentActivation.PullElements(Projection<T>(_arguments!, shape, sequence, step)[..(2 * units)], gates[..(2 * units)], switches,
            switches, WriteMode.Overwrite);
        TensorPrimitives.Multiply(stateSlope, gates[..units], stateSlope);
        TensorPrimitives.MultiplyAdd(resetSlope, gates.Slice(units, units), stateSlope, stateSlope);
    }
}
