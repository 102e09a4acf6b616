using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y = l1·Σ|xᵢ| + l2·Σxᵢ², a scalar; the slope of |x| is taken as 0 where x = 0.</summary>
/// <param name="l1">The factor of the absolute values.</param>
/// <param name="l2">The factor of the squares.</param>
public sealed class NormPenalty(double l1, double l2) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        ReadOnlySpan<T> x = inputs[0].Values<T>();
        Tensor y = tape.New();
        T sum = T.Zero;
        if (l1 != 0)
        {
            Tensor sizes = tape.New(inputs[0].Dimensions);
            TensorPrimitives.Abs(x, sizes.Values<T>());
            sum += T.CreateTruncating(l1) * Sums.Of<T>(sizes.Values<T>());
            tape.Release(sizes);
        }

        if (l2 != 0)
        {
            sum += T.CreateTruncating(l2) * Sums.OfSquares(x);
        }

        y.Values<T>()[0] = sum;
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        ReadOnlySpan<T> x = inputs[0].Values<T>();
        Span<T> inner = tape.AddedGradient(inputs[0]).Values<T>();
        T outer = output.Gradient!.Values<T>()[0];
        if (l2 != 0)
        {
            TensorPrimitives.MultiplyAdd(x, outer * T.CreateTruncating(2 * l2), inner, inner);
        }

        T slope = outer * T.CreateTruncating(l1);
        for (int i = 0; l1 != 0 && i < x.Length; i++)
        {
            inner[i] += x[i] > T.Zero ? slope : x[i] < T.Zero ? -slope : T.Zero;
        }
    }
}
