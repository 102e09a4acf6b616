using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>hₜ = f(zₜ + hₜ₋₁·U), z the projections.</summary>
/// <param name="activation">f.</param>
public sealed unsafe class SimpleRecurrence(ElementOperation activation) : RecurrentOperation(gates: 1, extraRows: 0)
{
    // Arguments of f, (batch, steps, units).
    private Tensor? _arguments;

    private protected override void RunForward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor states)
    {
        Tensor arguments = _arguments = tape.Copy<T>(inputs[0].Values<T>(), inputs[0].Dimensions);
        using var products = RecurrentProducts<T>.Forward(tape, shape, inputs[1], 0, shape.Units, shape.StateStride);
        RunSlices(tape, shape, (first, count) =>
        {
            for (int step = 0; step < shape.Steps; step++)
            {
                T* to = arguments.First<T>() + ((nint)first * shape.ProjectionStride) + shape.ProjectionAt(step);
                products.Multiply(states.First<T>() + shape.StateAt(step - 1), first, count, to, shape.ProjectionStride, WriteMode.Add);
                for (int sequence = first; sequence < first + count; sequence++)
                {
                    activation.Evaluate<T>(
                        arguments.Values<T>().Slice((sequence * shape.ProjectionStride) + shape.ProjectionAt(step), shape.Units),
                        states.Values<T>().Slice((sequence * shape.StateStride) + shape.StateAt(step), shape.Units));
                }
            }
        });
    }

    private protected override void RunBackward<T>(Tape tape, RecurrentShape shape, Tensor[] inputs, Tensor output,
        Tensor slopes, Tensor carried)
    {
        Tensor outer = output.Gradient!;
        carried.Values<T>().Clear();
        using (var products = RecurrentProducts<T>.Backward(tape, shape, inputs[1], 0, shape.Units, shape.ProjectionStride))
        {
            RunSlices(tape, shape, (first, count) =>
            {
                for (int step = shape.Steps - 1; step >= 0; step--)
                {
                    for (int sequence = first; sequence < first + count; sequence++)
                    {
                        int state = (sequence * shape.StateStride) + shape.StateAt(step);
                        int projection = (sequence * shape.ProjectionStride) + shape.ProjectionAt(step);
                        Span<T> sum = carried.Values<T>().Slice(sequence * shape.Units, shape.Units);
                        TensorPrimitives.Add(sum, outer.Values<T>().Slice(state, shape.Units), sum);
                        activation.PullElements<T>(
                            _arguments!.Values<T>().Slice(projection, shape.Units), output.Values<T>().Slice(state, shape.Units), sum,
                            slopes.Values<T>().Slice(projection, shape.Units), WriteMode.Overwrite);
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
                tape, shape, output.First<T>(), shape.StateStride, slopes.First<T>(), shape.Units,
                tape.AddedGradient(inputs[1]).First<T>());
        }
    }
}
