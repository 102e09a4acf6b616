using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seedbed.Autodiff.Kernels;

/// <summary>Sums whose terms are added in one order on every processor, which follows from their number alone.</summary>
/// <remarks>
/// Running sums stand in four vectors of 256 bits, two of 128 where the processor has no wider ones, which are the same additions: term i
/// goes to sum i mod (4·width), whole vectors that are left over to the first of them, and the last few terms to the total one by one.
/// </remarks>
internal static class Sums
{
    /// <summary>What is added up.</summary>
    private interface ITerm<T>
    {
        static abstract Vector256<T> Of(Vector256<T> x, Vector256<T> y);

        static abstract T Of(T x, T y);
    }

    /// <summary>Σ xᵢ.</summary>
    internal static T Of<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, Value<T>>(x, x);

    /// <summary>Σ xᵢ².</summary>
    internal static T OfSquares<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, Product<T>>(x, x);

    /// <summary>Σ xᵢ·yᵢ.</summary>
    internal static T OfProducts<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, Product<T>>(x, y);

    private static T Run<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm<T>
    {
        int width = Vector256<T>.Count;
        int i = 0;
        T total = T.Zero;
        if (x.Length >= width)
        {
            Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default;
            for (; i <= x.Length - (4 * width); i += 4 * width)
            {
                s0 += Term<T, TTerm>(x, y, i);
                s1 += Term<T, TTerm>(x, y, i + width);
                s2 += Term<T, TTerm>(x, y, i + (2 * width));
                s3 += Term<T, TTerm>(x, y, i + (3 * width));
            }

            for (; i <= x.Length - width; i += width)
            {
                s0 += Term<T, TTerm>(x, y, i);
            }

            total = Total((s0 + s1) + (s2 + s3));
        }

        for (; i < x.Length; i++)
        {
            total += TTerm.Of(x[i], y[i]);
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Term<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int start)
        where TTerm : struct, ITerm<T> => TTerm.Of(Vector256.Create(x[start..]), Vector256.Create(y[start..]));

    /// <summary>The halves added, then their elements from the first to the last: the order of Vector256.Sum is not promised.</summary>
    private static T Total<T>(Vector256<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> halves = sums.GetLower() + sums.GetUpper();
        T total = halves[0];
        for (int i = 1; i < Vector128<T>.Count; i++)
        {
            total += halves[i];
        }

        return total;
    }

    private readonly struct Value<T> : ITerm<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => x;

        public static T Of(T x, T y) => x;
    }

    private readonly struct Product<T> : ITerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => x * y;

        public static T Of(T x, T y) => x * y;
    }
}
