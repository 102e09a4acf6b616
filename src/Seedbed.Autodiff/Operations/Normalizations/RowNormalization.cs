using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// y = (x − μ) / √(σ² + ε) with the mean μ and the variance σ² (divided by n) of each row, the last axis; or y = x / √(mean of x² + ε).
/// </summary>
/// <param name="epsilon">ε.</param>
/// <param name="centers">Whether the mean is taken off.</param>
/// <remarks>
/// Ba et al. 2016, equation 4; Zhang and Sennrich 2019, equation 4. With n terms and r = 1/√(σ² + ε): dx = r·(g − mean g − y·mean(g·y)),
/// without mean g where none is taken off.
/// </remarks>
public sealed class RowNormalization(double epsilon, bool centers) : Operation
{
    private Tensor? _scales;

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        Tensor y = tape.New(x.Dimensions);
        int size = x[-1];
        int rows = x.Count / Math.Max(1, size);
        Tensor scales = _scales = tape.New(rows);
        Chunks.RunRows(rows, size, tape.Execution, (first, count) =>
        {
            for (int row = first; row < first + count; row++)
            {
                scales.Values<T>()[row] = Normalize<T>(x.Values<T>().Slice(row * size, size), y.Values<T>().Slice(row * size, size));
            }
        });
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int size = output[-1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        T share = T.One / T.CreateChecked(size);
        for (int start = 0; start < output.Count; start += size)
        {
            ReadOnlySpan<T> y = output.Values<T>().Slice(start, size);
            ReadOnlySpan<T> outer = output.Gradient!.Values<T>().Slice(start, size);
            T mean = centers ? Sums.Of(outer) * share : T.Zero;
            T slope = Sums.OfProducts(outer, y) * share;
            T scale = _scales!.Values<T>()[start / size];
            for (int i = 0; i < size; i++)
            {
                gradient[start + i] += scale * (outer[i] - mean - (y[i] * slope));
            }
        }
    }

    /// <summary>Returns 1/√(σ² + ε).</summary>
    private T Normalize<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T size = T.CreateChecked(x.Length);
        if (centers)
        {
            TensorPrimitives.Subtract(x, Sums.Of(x) / size, y);
        }
        else
        {
            x.CopyTo(y);
        }

        T scale = T.One / T.Sqrt((Sums.OfSquares<T>(y) / size) + T.CreateTruncating(epsilon));
        TensorPrimitives.Multiply(y, scale, y);
        return scale;
    }
}
