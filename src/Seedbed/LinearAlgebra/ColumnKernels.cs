using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// Dot products with, and subtraction of, a contiguous column of doubles; on one column or on four neighbours at once.
/// </summary>
/// <remarks>
/// Bits are the same on every machine: a product is rounded before it is added (no fused multiply-add), a dot product has eight
/// running sums (element i goes into sum i mod 8) that are folded 8 → 4 → 2 → 1, and the elements of the last, incomplete group of
/// eight follow one by one. A 512-bit vector is two of 256 bits or eight scalars where the hardware has none. A column's result
/// does not depend on its neighbours: the four-column kernels give the bits of the one-column kernels.
/// Kernels are compiled optimized at once: a matrix of moderate size is done before the runtime would get round to it.
/// The caller answers for the bounds: each reference is the first of <c>length</c> elements, columns lie <c>stride</c> apart.
/// </remarks>
internal static class ColumnKernels
{
    private const int Lanes = 8;

    /// <summary>Σ x[i]·c[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ref double x, ref double c, nint length)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        nint i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            sum += Load(ref x, i) * Load(ref c, i);
        }

        return DotRest(Fold(sum), ref x, ref c, i, length);
    }

    /// <summary>Σ x[i]·c[i] for the column at <paramref name="c"/> and the three after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> DotFour(ref double x, ref double c, nint stride, nint length)
    {
        ref double c1 = ref Unsafe.Add(ref c, stride);
        ref double c2 = ref Unsafe.Add(ref c1, stride);
        ref double c3 = ref Unsafe.Add(ref c2, stride);
        Vector512<double> sum0 = Vector512<double>.Zero;
        Vector512<double> sum1 = sum0;
        Vector512<double> sum2 = sum0;
        Vector512<double> sum3 = sum0;
        nint i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            Vector512<double> factor = Load(ref x, i);
            sum0 += factor * Load(ref c, i);
            sum1 += factor * Load(ref c1, i);
            sum2 += factor * Load(ref c2, i);
            sum3 += factor * Load(ref c3, i);
        }

        return Vector256.Create(
            DotRest(Fold(sum0), ref x, ref c, i, length),
            DotRest(Fold(sum1), ref x, ref c1, i, length),
            DotRest(Fold(sum2), ref x, ref c2, i, length),
            DotRest(Fold(sum3), ref x, ref c3, i, length));
    }

    /// <summary>c[i] ← c[i] − w·x[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(double w, ref double x, ref double c, nint length)
    {
        Vector512<double> weight = Vector512.Create(w);
        nint i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            Store(Load(ref c, i) - (weight * Load(ref x, i)), ref c, i);
        }

        SubtractRest(w, ref x, ref c, i, length);
    }

    /// <summary>c[i] ← c[i] − w·x[i] for four columns, each with its own weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractFour(Vector256<double> w, ref double x, ref double c, nint stride, nint length)
    {
        ref double c1 = ref Unsafe.Add(ref c, stride);
        ref double c2 = ref Unsafe.Add(ref c1, stride);
        ref double c3 = ref Unsafe.Add(ref c2, stride);
        Vector512<double> weight0 = Vector512.Create(w[0]);
        Vector512<double> weight1 = Vector512.Create(w[1]);
        Vector512<double> weight2 = Vector512.Create(w[2]);
        Vector512<double> weight3 = Vector512.Create(w[3]);
        nint i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            Vector512<double> factor = Load(ref x, i);
            Store(Load(ref c, i) - (weight0 * factor), ref c, i);
            Store(Load(ref c1, i) - (weight1 * factor), ref c1, i);
            Store(Load(ref c2, i) - (weight2 * factor), ref c2, i);
            Store(Load(ref c3, i) - (weight3 * factor), ref c3, i);
        }

        SubtractRest(w[0], ref x, ref c, i, length);
        SubtractRest(w[1], ref x, ref c1, i, length);
        SubtractRest(w[2], ref x, ref c2, i, length);
        SubtractRest(w[3], ref x, ref c3, i, length);
    }

    /// <summary><see cref="SubtractFour"/> of <paramref name="x"/>, then <see cref="DotFour"/> with <paramref name="next"/>, in one pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> SubtractThenDotFour(
        Vector256<double> w, ref double x, ref double next, ref double c, nint stride, nint length)
    {
        ref double c1 = ref Unsafe.Add(ref c, stride);
        ref double c2 = ref Unsafe.Add(ref c1, stride);
        ref double c3 = ref Unsafe.Add(ref c2, stride);
        Vector512<double> weight0 = Vector512.Create(w[0]);
        Vector512<double> weight1 = Vector512.Create(w[1]);
        Vector512<double> weight2 = Vector512.Create(w[2]);
        Vector512<double> weight3 = Vector512.Create(w[3]);
        Vector512<double> sum0 = Vector512<double>.Zero;
        Vector512<double> sum1 = sum0;
        Vector512<double> sum2 = sum0;
        Vector512<double> sum3 = sum0;
        nint i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            Vector512<double> factor = Load(ref x, i);
            Vector512<double> following = Load(ref next, i);
            Vector512<double> value0 = Load(ref c, i) - (weight0 * factor);
            Vector512<double> value1 = Load(ref c1, i) - (weight1 * factor);
            Vector512<double> value2 = Load(ref c2, i) - (weight2 * factor);
            Vector512<double> value3 = Load(ref c3, i) - (weight3 * factor);
            Store(value0, ref c, i);
            Store(value1, ref c1, i);
            Store(value2, ref c2, i);
            Store(value3, ref c3, i);
            sum0 += following * value0;
            sum1 += following * value1;
            sum2 += following * value2;
            sum3 += following * value3;
        }

        SubtractRest(w[0], ref x, ref c, i, length);
        SubtractRest(w[1], ref x, ref c1, i, length);
        SubtractRest(w[2], ref x, ref c2, i, length);
        SubtractRest(w[3], ref x, ref c3, i, length);
        return Vector256.Create(
            DotRest(Fold(sum0), ref next, ref c, i, length),
            DotRest(Fold(sum1), ref next, ref c1, i, length),
            DotRest(Fold(sum2), ref next, ref c2, i, length),
            DotRest(Fold(sum3), ref next, ref c3, i, length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load(ref double first, nint i) => Vector512.LoadUnsafe(ref first, (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> value, ref double first, nint i) => value.StoreUnsafe(ref first, (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Fold(Vector512<double> sum)
    {
        Vector256<double> four = sum.GetLower() + sum.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    private static double DotRest(double sum, ref double x, ref double c, nint i, nint length)
    {
        for (; i < length; i++)
        {
            sum += Unsafe.Add(ref x, i) * Unsafe.Add(ref c, i);
        }

        return sum;
    }

    private static void SubtractRest(double w, ref double x, ref double c, nint i, nint length)
    {
        for (; i < length; i++)
        {
            Unsafe.Add(ref c, i) -= w * Unsafe.Add(ref x, i);
        }
    }
}
