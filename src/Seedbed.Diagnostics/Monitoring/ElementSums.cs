using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Seedbed.Autodiff;

namespace Seedbed.Diagnostics;

/// <summary>
/// The moments of a difference y − x and the number of elements that differ, in one pass over the memory: a record is to cost little more
/// than a step. Four sums stand in a vector of 256 bits on every machine, so that the order is the same everywhere.
/// </summary>
/// <param name="Moments">The mean and the mean square of y − x, in double.</param>
/// <param name="Deviation">The standard deviation of y − x, that of nearly constant elements too; not finite where one is not.</param>
/// <param name="Changed">The elements where y and x differ.</param>
internal readonly record struct ElementSums(TensorMoments Moments, double Deviation, int Changed)
{
    private const int Block = 8;

    /// <summary>Of E[x²]: where the variance is less, its difference from E[x]² has lost the digits that rounded sums have.</summary>
    private const double Cancelled = 1e-6;

    /// <summary>The same of a tensor against 0.</summary>
    internal static ElementSums Of(Tensor y) =>
        y.Type == ElementType.Float32 ? Of<float>(y.Values<float>(), []) : Of<double>(y.Values<double>(), []);

    /// <summary>The sums of y − x.</summary>
    /// <param name="y">The values.</param>
    /// <param name="x">As many.</param>
    internal static ElementSums Of(Tensor y, Tensor x) => y.Type == ElementType.Float32
        ? Of<float>(y.Values<float>(), x.Values<float>())
        : Of<double>(y.Values<double>(), x.Values<double>());

    /// <summary>The elements that have a gradient and are as they were.</summary>
    /// <param name="y">The values.</param>
    /// <param name="x">Those before.</param>
    /// <param name="gradient">As many.</param>
    internal static int CountLost(Tensor y, Tensor x, Tensor gradient) => y.Type == ElementType.Float32
        ? CountLost<float>(y.Values<float>(), x.Values<float>(), gradient.Values<float>())
        : CountLost<double>(y.Values<double>(), x.Values<double>(), gradient.Values<double>());

    private static int CountLost<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, ReadOnlySpan<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = 0, whole = y.Length - (y.Length % Vector256<T>.Count);
        for (int i = 0; i < whole; i += Vector256<T>.Count)
        {
            Vector256<T> isSame = Vector256.Equals(Vector256.Create(y[i..]), Vector256.Create(x[i..]));
            Vector256<T> isFlat = Vector256.Equals(Vector256.Create(gradient[i..]), Vector256<T>.Zero);
            count += BitOperations.PopCount(Vector256.AndNot(isSame, isFlat).ExtractMostSignificantBits());
        }

        for (int i = whole; i < y.Length; i++)
        {
            count += y[i] == x[i] && gradient[i] != T.Zero ? 1 : 0;
        }

        return count;
    }

    private static ElementSums Of<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (TensorMoments moments, int changed) = Of(y, x, 0);
        bool isCancelled = moments.Std * moments.Std < Cancelled * moments.SecondMoment;
        return new(moments, isCancelled ? Of(y, x, moments.Mean).Moments.Std : moments.Std, changed);
    }

    /// <summary>The same of y − x − shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (TensorMoments Moments, int Changed) Of<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, double shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shifts = Vector256.Create(shift);
        (Vector256<double> sums, Vector256<double> squares, Vector256<long> same) = (default, default, default);
        int whole = y.Length - (y.Length % Block);
        for (int i = 0; i < whole; i += Block)
        {
            (Vector256<double> low, Vector256<double> high) = Wide(y.Slice(i, Block));
            if (!x.IsEmpty)
            {
                (Vector256<double> xLow, Vector256<double> xHigh) = Wide(x.Slice(i, Block));
                (low, high) = (low - xLow, high - xHigh);
            }

            (low, high) = (low - shifts, high - shifts);
            sums += low + high;
            squares += (low * low) + (high * high);
            same += Vector256.Equals(low, Vector256<double>.Zero).AsInt64() + Vector256.Equals(high, Vector256<double>.Zero).AsInt64();
        }

        // All bits of an element that is the same are set: −1.
        (double sum, double square, int changed) = (Vector256.Sum(sums), Vector256.Sum(squares), whole + (int)Vector256.Sum(same));
        for (int i = whole; i < y.Length; i++)
        {
            double difference = double.CreateTruncating(y[i]) - (x.IsEmpty ? 0 : double.CreateTruncating(x[i])) - shift;
            sum += difference;
            square += difference * difference;
            changed += difference != 0 ? 1 : 0;
        }

        int count = Math.Max(1, y.Length);
        return (new TensorMoments(sum / count, square / count), changed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Wide<T>(ReadOnlySpan<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Vector256.Widen(Vector256.Create(block).AsSingle());
        }

        return (Vector256.Create(block).AsDouble(), Vector256.Create(block[(Block / 2)..]).AsDouble());
    }
}
