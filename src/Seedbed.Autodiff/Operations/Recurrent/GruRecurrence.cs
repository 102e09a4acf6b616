using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// With the projections x in blocks z, r, h and p = hₜ₋₁·U + b likewise: z = σ(x_z + p_z), r = σ(x_r + p_r), g = φ(x_h + r·p_h), hₜ =
/// z·hₜ₋₁ + (1 − z)·g. The fourth input, where there is one, is b (3·units).
/// </summary>
/// <param name="activation">φ.</param>
/// <param name="recurrentActivation">σ.</param>
/// <remarks>Cho et al. 2014 with the reset gate after the product, as in cuDNN and Keras's <c>reset_after</c>.</remarks>
public sealed unsafe class GruRecurrence(ElementOperation activation, ElementOperation recurrentActivation) : RecurrentOperation(
    gates: 3, extraRows: 0)
{
    // Of all sequences and steps: p, the arguments of σ, σ and φ, and the gates z, r, g.
    private Tensor? _products;
    private Tensor? _arguments;
    private Tensor? _gates;

    private protected override void RunForward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor states)
    {
        _products = tape.New(inputs[0].Dimensions);
        _arguments = tape.New(inputs[0].Dimensions);
        _gates = tape.New(inputs[0].Dimensions);
        bool hasBias = inputs.Length > 3;
        if (hasBias)
        {
            Rows.Fill<T>(inputs[3].Values<T>(), _products.Values<T>());
        }

        using var products = RecurrentProducts<T>.Forward(tape, shape, inputs[1], 0, shape.ProjectionSize, shape.StateStride);
        RunSlices(tape, shape, (first, count) =>
        {
            for (int step = 0; step < shape.Steps; step++)
            {
                T* to = _products.First<T>() + ((nint)first * shape.ProjectionStride) + shape.ProjectionAt(step);
                products.Multiply(states.First<T>() + shape.StateAt(step - 1), first, count, to, shape.ProjectionStride,
                    hasBias ? WriteMode.Add : WriteMode.Overwrite);
                for (int sequence = first; sequence < first + count; sequence++)
                {
                    StepForward<T>(shape, inputs[0], states, sequence, step);
                }
            }
        });
    }

    private protected override void RunBackward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor output,
        Tensor slopes, Tensor carried)
    {
        carried.Values<T>().Clear();
        Tensor productSlopes = tape.New(inputs[0].Dimensions);
        using (var products = RecurrentProducts<T>.Backward(tape, shape, inputs[1], 0, shape.ProjectionSize, shape.ProjectionStride))
        {
            RunSlices(tape, shape, (first, count) =>
            {
                for (int step = shape.Steps - 1; step >= 0; step--)
                {
                    for (int sequence = first; sequence < first + count; sequence++)
                    {
                        Span<T> sum = carried.Values<T>().Slice(sequence * shape.Units, shape.Units);
                        TensorPrimitives.Add(sum,
                            output.Gradient!.Values<T>().Slice((sequence * shape.StateStride) + shape.StateAt(step), shape.Units), sum);
                        StepBackward(shape, output, sequence, step, sum, Projection<T>(slopes, shape, sequence, step),
                            Projection<T>(productSlopes, shape, sequence, step));
                    }

                    products.Multiply(
                        productSlopes.First<T>() + shape.ProjectionAt(step), first, count, carried.First<T>() + (
                            (nint)first * shape.Units), shape.Units, WriteMode.Add);
                }
            });
        }

        if (inputs[1].NeedsGradient)
        {
            RecurrentProducts<T>.AddKernelGradient(
                tape, shape, output.First<T>(), shape.StateStride, productSlopes.First<T>(), shape.ProjectionSize,
                tape.AddedGradient(inputs[1]).First<T>());
        }

        if (inputs.Length > 3 && inputs[3].NeedsGradient)
        {
            Rows.Sum<T>(productSlopes.Values<T>(), tape.AddedGradient(inputs[3]).Values<T>(), WriteMode.Add);
        }

        tape.Release(productSlopes);
    }

    private static Span<T> Projection<T>(Tensor tensor, RecurrentShape shape, int sequence, int step)
        where T : unmanaged =>
            tensor.Values<T>().Slice((sequence * shape.ProjectionStride) + shape.ProjectionAt(step), shape.ProjectionSize);

    private static Span<T> State<T>(Tensor states, RecurrentShape shape, int sequence, int step)
        where T : unmanaged => states.Values<T>().Slice((sequence * shape.StateStride) + shape.StateAt(step), shape.Units);

    private void StepForward<T>(RecurrentShape shape, Tensor projections, Tensor states, int sequence, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = shape.Units;
        ReadOnlySpan<T> x = Projection<T>(projections, shape, sequence, step);
        ReadOnlySpan<T> p = Projection<T>(_products!, shape, sequence, step);
        Span<T> arguments = Projection<T>(_arguments!, shape, sequence, step);
        Span<T> gates = Projection<T>(_gates!, shape, sequence, step);
        TensorPrimitives.Add(x[..(2 * units)], p[..(2 * units)], arguments[..(2 * units)]);
        recurrentActivation.Evaluate<T>(arguments[..(2 * units)], gates[..(2 * units)]);
        TensorPrimitives.MultiplyAdd(gates.Slice(units, units), p[(2 * units)..], x[(2 * units)..], arguments[(2 * units)..]);
        Span<T> candidate = gates[(2 * units)..];
        activation.Evaluate<T>(arguments[(2 * units)..], candidate);

        // z·h + (1 − z)·g = g + z·(h − g)
        Span<T> state = State<T>(states, shape, sequence, step);
        TensorPrimitives.Subtract(State<T>(states, shape, sequence, step - 1), candidate, state);
        TensorPrimitives.MultiplyAdd(gates[..units], state, candidate, state);
    }

    /// <summary>
    /// From the slope of h after a step to those of x and p, and to z times it, what h before the step has of it directly.
    /// </summary>
    private void StepBackward<T>(
        RecurrentShape shape, Tensor states, int sequence, int step, Span<T> stateSlope, Span<T> xSlope, Span<T> pSlope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = shape.Units;
        ReadOnlySpan<T> p = Projection<T>(_products!, shape, sequence, step);
        ReadOnlySpan<T> arguments = Projection<T>(_arguments!, shape, sequence, step);
        ReadOnlySpan<T> gates = Projection<T>(_gates!, shape, sequence, step);
        Span<T> candidate = xSlope[(2 * units)..];
        TensorPrimitives.Subtract(T.One, gates[..units], candidate);
        TensorPrimitives.Multiply(candidate, stateSlope, candidate);
        activation.PullElements(arguments[(2 * units)..], gates[(2 * units)..], candidate, candidate, WriteMode.Overwrite);
        TensorPrimitives.Subtract(State<T>(states, shape, sequence, step - 1), gates[(2 * units)..], xSlope[..units]);
        TensorPrimitives.Multiply(xSlope[..units], stateSlope, xSlope[..units]);
        TensorPrimitives.Multiply(candidate, p[(2 * units)..], xSlope.Slice(units, units));
        Span<T> switches = xSlope[..(2 * units)];
        recurrentActivation.PullElements(arguments[..(2 * units)], gates[..(2 * units)], switches, switches, WriteMode.Overwrite);
        switches.CopyTo(pSlope);
        TensorPrimitives.Multiply(candidate, gates.Slice(units, units), pSlope[(2 * units)..]);
        TensorPrimitives.Multiply(stateSlope, gates[..units], stateSlope);
    }
}
