using System.Numerics;
using System.Runtime.CompilerServices;

namespace Seedbed.Autodiff.Kernels;

/// <summary>
/// eˣ, ln x and what is made of them, of vectors of float or double, with an error below 3 units in the last place. Every step is exactly
/// rounded and acts element by element, so that any machine gives the same bits with vectors of any width.
/// </summary>
/// <remarks>
/// With n = round(x·log₂e) and r = x − n·ln 2, |r| ≤ ½·ln 2: eˣ = 2ⁿ·(1 + q), q = eʳ − 1 by Taylor's terms. ln 2 is taken off in two parts,
/// the first of which has so few bits that n times it is exact (Cody and Waite 1980). With x = 2ᵏ·m and √½ ≤ m &lt; √2: ln x = k·ln 2 +
/// 2·artanh((m − 1)/(m + 1)).
/// </remarks>
internal static class VectorFunctions
{
    /// <summary>eˣ, held to normal numbers: between 2⁻¹²⁶ and 2¹²⁷, or 2⁻¹⁰²² and 2¹⁰²³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> q = Split(x, out Vector<T> power);
        return MultiplyAdd(power, q, power);
    }

    /// <summary>
    /// eˣ from 0 over the subnormal numbers to infinity: times two powers of two, since 2ⁿ alone leaves the range at both ends.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> ExpOverTheRange<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> shift = All<T>(FloatFacts.RoundingShift, DoubleFacts.RoundingShift);
        Vector<T> q = Reduce(Hold(x, All<T>(-104f, -746), All<T>(89f, 710)), out Vector<T> shifted);
        Vector<T> n = shifted - shift;
        Vector<T> half = MultiplyAdd(n, All<T>(0.5f, 0.5), shift);
        Vector<T> power = PowerOfTwo(half);
        return MultiplyAdd(power, q, power) * PowerOfTwo(n - (half - shift) + shift);
    }

    /// <summary>eˣ − 1, which near 0 keeps all its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> ExpM1<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> q = Split(x, out Vector<T> power);
        return MultiplyAdd(power, q, power - Vector<T>.One);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> Sigmoid<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.One / (Vector<T>.One + Exp(-x));

    /// <summary>tanh x = m / (m + 2) with m = e²ˣ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> Tanh<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // From 9.1 on, or 19.1, tanh is 1 to the last place.
        Vector<T> held = Hold(x, All<T>(-10f, -20), All<T>(10f, 20));
        Vector<T> m = ExpM1(held + held);
        return m / (m + All<T>(2f, 2));
    }

    /// <summary>ln(1 + e⁻|ˣ|) = 2·artanh(e / (2 + e)) with e = e⁻|ˣ|: what is between ln(1 + eˣ) and max(x, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> SoftplusRest<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> e = Exp(-Vector.Abs(x));
        return TwiceArtanh(e / (All<T>(2f, 2) + e));
    }

    /// <summary>ln x of normal numbers above 0; NaN of NaN and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> Log<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> m = Mantissa(x, out Vector<T> k);
        Vector<T> logarithm = TwiceArtanh((m - Vector<T>.One) / (m + Vector<T>.One));
        Vector<T> rest = MultiplyAdd(k, All<T>(FloatFacts.Ln2Low, DoubleFacts.Ln2Low), logarithm);
        return MultiplyAdd(k, All<T>(FloatFacts.Ln2High, DoubleFacts.Ln2High), rest) + (x - x);
    }

    /// <summary>2ⁿ, and q with eˣ = 2ⁿ·(1 + q), for x held so that 2ⁿ is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Split<T>(Vector<T> x, out Vector<T> power)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> q = Reduce(Hold(x, All<T>(-87.3f, -708), All<T>(88f, 709)), out Vector<T> shifted);
        power = PowerOfTwo(shifted);
        return q;
    }

    /// <summary>q with eˣ = 2ⁿ·(1 + q), and n as the lowest bits of a number that is n larger than the rounding shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Reduce<T>(Vector<T> x, out Vector<T> shifted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        shifted = MultiplyAdd(x, All<T>(FloatFacts.Log2E, DoubleFacts.Log2E), All<T>(FloatFacts.RoundingShift, DoubleFacts.RoundingShift));
        Vector<T> n = shifted - All<T>(FloatFacts.RoundingShift, DoubleFacts.RoundingShift);
        Vector<T> r = MultiplyAdd(n, All<T>(-FloatFacts.Ln2High, -DoubleFacts.Ln2High), x);
        r = MultiplyAdd(n, All<T>(-FloatFacts.Ln2Low, -DoubleFacts.Ln2Low), r);
        Vector<T> sum = typeof(T) == typeof(float)
            ? Polynomial(FloatFacts.Exponential, r.As<T, float>()).As<float, T>()
            : Polynomial(DoubleFacts.Exponential, r.As<T, double>()).As<double, T>();
        return MultiplyAdd(sum * r, r, r);
    }

    /// <summary>2·artanh s = 2s + 2s·(s²/3 + s⁴/5 + …) for |s| ≤ 1/3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> TwiceArtanh<T>(Vector<T> s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> square = s * s;
        Vector<T> sum = typeof(T) == typeof(float)
            ? Polynomial(FloatFacts.Artanh, square.As<T, float>()).As<float, T>()
            : Polynomial(DoubleFacts.Artanh, square.As<T, double>()).As<double, T>();
        Vector<T> twice = s + s;
        return MultiplyAdd(twice * square, sum, twice);
    }

    /// <summary>Horner's scheme, the highest power first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Polynomial<T>(ReadOnlySpan<T> coefficients, Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> sum = Vector.Create(coefficients[0]);
        for (int i = 1; i < coefficients.Length; i++)
        {
            sum = MultiplyAdd(sum, x, Vector.Create(coefficients[i]));
        }

        return sum;
    }

    /// <summary>2ⁿ of n plus the rounding shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> PowerOfTwo<T>(Vector<T> shifted) => typeof(T) == typeof(float)
        ? Vector.ShiftLeft(shifted.As<T, int>() + new Vector<int>(FloatFacts.ExponentBias), FloatFacts.MantissaBits).As<int, T>()
        : Vector.ShiftLeft(shifted.As<T, long>() + new Vector<long>(DoubleFacts.ExponentBias), DoubleFacts.MantissaBits).As<long, T>();

    /// <summary>m and k with x = 2ᵏ·m and √½ ≤ m &lt; √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Mantissa<T>(Vector<T> x, out Vector<T> k)
    {
        if (typeof(T) == typeof(float))
        {
            Vector<int> octave =
                Vector.ShiftRightArithmetic(x.As<T, int>() - new Vector<int>(FloatFacts.OctaveStart), FloatFacts.MantissaBits);
            k = Vector.ConvertToSingle(octave).As<float, T>();
            return (x.As<T, int>() - Vector.ShiftLeft(octave, FloatFacts.MantissaBits)).As<int, T>();
        }

        Vector<long> wide =
            Vector.ShiftRightArithmetic(x.As<T, long>() - new Vector<long>(DoubleFacts.OctaveStart), DoubleFacts.MantissaBits);
        k = Vector.ConvertToDouble(wide).As<double, T>();
        return (x.As<T, long>() - Vector.ShiftLeft(wide, DoubleFacts.MantissaBits)).As<long, T>();
    }

    /// <summary>x between two bounds; NaN stays, as the second operand is the result where one is no number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Hold<T>(Vector<T> x, Vector<T> least, Vector<T> most) => Vector.MaxNative(least, Vector.MinNative(most, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd<T>(Vector<T> left, Vector<T> right, Vector<T> addend) => typeof(T) == typeof(float)
        ? Vector.FusedMultiplyAdd(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>()
        : Vector.FusedMultiplyAdd(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> All<T>(float ofFloat, double ofDouble) =>
        typeof(T) == typeof(float) ? Vector.Create(ofFloat).As<float, T>() : Vector.Create(ofDouble).As<double, T>();
}
