using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y = Σ xᵢ / n over all elements, a scalar.</summary>
public sealed class Mean : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static Mean Instance { get; } = new();

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New();
        y.Values<T>()[0] = Sums.Of<T>(inputs[0].Values<T>()) / T.CreateChecked(inputs[0].Count);
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Span<T> inner = tape.Gradient(inputs[0], out WriteMode mode).Values<T>();
        T share = output.Gradient!.Values<T>()[0] / T.CreateChecked(inputs[0].Count);
        if (mode == WriteMode.Add)
        {
            TensorPrimitives.Add(inner, share, inner);
        }
        else
        {
            inner.Fill(share);
        }
    }
}
