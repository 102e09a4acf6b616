using System.Numerics;
using System.Numerics.Tensors;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Diagnostics;

/// <summary>
/// The mean and the second moment of a tensor's elements, summed in double in an order that follows from their number alone.
/// </summary>
/// <param name="Mean">E[x].</param>
/// <param name="SecondMoment">E[x²].</param>
internal readonly record struct TensorMoments(double Mean, double SecondMoment)
{
    private const int Chunk = 1 << 12;

    /// <summary>√(E[x²] − E[x]²).</summary>
    internal double Std => double.IsFinite(SecondMoment) ? Math.Sqrt(Math.Max(0, SecondMoment - (Mean * Mean))) : SecondMoment;

    internal static TensorMoments Of(Tensor tensor) =>
        tensor.Type == ElementType.Float32 ? Of<float>(tensor.Values<float>()) : Of<double>(tensor.Values<double>());

    internal static TensorMoments Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scratch = Tensor.Zeros(ElementType.Float64, Chunk);
        (double sum, double squares) = (0, 0);
        for (int start = 0; start < values.Length; start += Chunk)
        {
            ReadOnlySpan<T> part = values[start..Math.Min(start + Chunk, values.Length)];
            Span<double> wide = scratch.Values<double>();
            wide[part.Length..].Clear();
            TensorPrimitives.ConvertTruncating(part, wide);
            sum += scratch.Sum();
            squares += scratch.SumOfSquares();
        }

        int count = Math.Max(1, values.Length);
        return new TensorMoments(sum / count, squares / count);
    }
}
