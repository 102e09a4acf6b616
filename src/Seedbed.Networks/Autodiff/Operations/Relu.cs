using System.Numerics.Tensors;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Networks.Autodiff.Operations;

/// <summary>y = max(x, 0).</summary>
internal sealed class Relu : Operation
{
    internal static Relu Instance { get; } = new();

    public override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        TensorPrimitives.Max(inputs[0].Values<T>(), T.Zero, y.Values<T>());
        return y;
    }

    public override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        ReadOnlySpan<T> y = output.Values<T>();
        ReadOnlySpan<T> outer = output.Gradient!.Values<T>();
        Span<T> inner = tape.ElementGradient(output, inputs[0], out ProductMode mode).Values<T>();
        for (int i = 0; i < inner.Length; i++)
        {
            T value = y[i] > T.Zero ? outer[i] : T.Zero;
            inner[i] = mode == ProductMode.Add ? inner[i] + value : value;
        }
    }
}
