using System.Numerics;
using System.Runtime.CompilerServices;

namespace Seedbed.Networks.Autodiff.Kernels;

/// <summary>exp, the logistic function and tanh of float vectors, with an error below 3 units in the last place; float64 has the platform's.</summary>
/// <remarks>
/// With n = round(x·log₂e) and r = x − n·ln 2, |r| ≤ ½·ln 2: eˣ = 2ⁿ·(1 + q), q = eʳ − 1 the sum of Taylor's terms up to r⁷/7!, whose rest is below 2⁻²⁷. ln 2 is taken off
/// in two parts, the first of which has so few bits that n times it is exact (Cody and Waite 1980). All steps are exactly rounded, so that every machine gives the same bits.
/// </remarks>
internal static class FloatFunctions
{
    private const float Log2E = 1.44269504088896340736f;
    private const float LargeLn2 = 0.693359375f;
    private const float SmallLn2 = -2.12194440054690583e-4f;

    /// <summary>Beyond these 2ⁿ is no normal number: eˣ is held there, between 2⁻¹²⁶ and 2¹²⁷.</summary>
    private const float Least = -87.3f;

    private const float Most = 88f;

    private const int MantissaBits = 23;
    private const int ExponentBias = 127;

    /// <summary>1.5·2²³: what is added to it is rounded to an integer, which then stands in the lowest bits.</summary>
    private const float RoundingShift = 12582912f;

    /// <summary>y = eˣ.</summary>
    internal static void Exp(ReadOnlySpan<float> x, Span<float> y) => Run<ExpFunction>(x, y);

    /// <summary>y = 1 / (1 + e⁻ˣ).</summary>
    internal static void Sigmoid(ReadOnlySpan<float> x, Span<float> y) => Run<SigmoidFunction>(x, y);

    /// <summary>y = tanh x.</summary>
    internal static void Tanh(ReadOnlySpan<float> x, Span<float> y) => Run<TanhFunction>(x, y);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Sigmoid(Vector<float> x)
    {
        Vector<float> q = Split(-x, out Vector<float> power);
        return Vector<float>.One / (Vector<float>.One + Vector.FusedMultiplyAdd(power, q, power));
    }

    /// <summary>tanh x = m / (m + 2) with m = e²ˣ − 1, which near 0 keeps all its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Tanh(Vector<float> x)
    {
        // From 9.1 on tanh is 1 to the last place.
        Vector<float> held = Vector.MaxNative(new Vector<float>(-10f), Vector.MinNative(new Vector<float>(10f), x));
        Vector<float> q = Split(held + held, out Vector<float> power);
        Vector<float> m = Vector.FusedMultiplyAdd(power, q, power - Vector<float>.One);
        return m / (m + new Vector<float>(2f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        Vector<float> q = Split(x, out Vector<float> power);
        return Vector.FusedMultiplyAdd(power, q, power);
    }

    /// <summary>2ⁿ, and q with eˣ = 2ⁿ·(1 + q).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Split(Vector<float> x, out Vector<float> power)
    {
        // The second operand is the result where one is no number: so that stays.
        x = Vector.MaxNative(new Vector<float>(Least), Vector.MinNative(new Vector<float>(Most), x));
        Vector<float> shifted = Vector.FusedMultiplyAdd(x, new Vector<float>(Log2E), new Vector<float>(RoundingShift));
        Vector<float> n = shifted - new Vector<float>(RoundingShift);
        Vector<float> r = Vector.FusedMultiplyAdd(n, new Vector<float>(-LargeLn2), x);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(-SmallLn2), r);
        Vector<float> sum = new(1f / 5040);
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 720));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 120));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 24));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 6));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(0.5f));
        sum = Vector.FusedMultiplyAdd(sum * r, r, r);
        power = Vector.AsVectorSingle(Vector.ShiftLeft(Vector.AsVectorInt32(shifted) + new Vector<int>(ExponentBias), MantissaBits));
        return sum;
    }

    private static void Run<TFunction>(ReadOnlySpan<float> x, Span<float> y)
        where TFunction : struct, IVectorFunction
    {
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            TFunction.Of(new Vector<float>(x[i..])).CopyTo(y[i..]);
        }

        if (i < x.Length)
        {
            Span<float> rest = stackalloc float[Vector<float>.Count];
            x[i..].CopyTo(rest);
            TFunction.Of(new Vector<float>(rest)).CopyTo(rest);
            rest[..(x.Length - i)].CopyTo(y[i..]);
        }
    }

    /// <summary>A function of a vector.</summary>
    private interface IVectorFunction
    {
        static abstract Vector<float> Of(Vector<float> x);
    }

    private readonly struct ExpFunction : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x) => Exp(x);
    }

    private readonly struct SigmoidFunction : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x) => Sigmoid(x);
    }

    private readonly struct TanhFunction : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x) => Tanh(x);
    }
}
