using System.Runtime.CompilerServices;

namespace Seedbed.Simd;

/// <summary><see cref="ExactSinCos"/> for two registers of angles v = fl32(2π·u), u a 23-bit uniform.</summary>
/// <remarks>
/// Horner's order and fused steps change bits of the doubles, never the floats they are rounded to: tests try all 2²³ uniforms on every width, fused and not.
/// </remarks>
internal static class ExactSinCosLanes
{
    /// <summary>1.5·2⁵²: adding it rounds to an integer, which then stands in the low bits.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>x·(2²⁹ + 1) − x·2²⁹ is x rounded to 24 bits (Veltkamp and Dekker, 1971).</summary>
    private const double Splitter = (1 << 29) + 1;

    private const double Origin = 1L << 52;
    private const byte Bit1ToSign = 30;
    private const uint Sign = 1U << 31;

    /// <summary>The floats sin v·radius and cos v·radius.</summary>
    /// <param name="words">u is the low 23 bits of a lane, divided by 2²³.</param>
    /// <param name="radius">As many floats as there are angles, not negative.</param>
    /// <param name="sine">Receives sin v·radius.</param>
    /// <param name="cosine">Receives cos v·radius.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SinCos<TLanes>(PairLanes<TLanes> words, TLanes radius, out TLanes sine, out TLanes cosine)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        Polynomials(words, out PairLanes<TLanes> oddPair, out PairLanes<TLanes> evenPair, out PairLanes<TLanes> quarterPair);
        TLanes odd = oddPair.AsSingles;
        TLanes even = evenPair.AsSingles;
        TLanes quarter = quarterPair.LowHalves;

        // Quarter n: 0 (s, c), 1 (c, −s), 2 (−s, −c), 3 (−c, s). A change of sign commutes with every rounding.
        TLanes sign = TLanes.RepeatHalfLane(Sign);
        TLanes signedRadius = TLanes.MaskXor(TLanes.ShiftLeftHalfLanes(quarter, Bit1ToSign), sign, radius);
        sine = TLanes.MultiplySingle(TLanes.SelectByBit0(quarter, even, odd), signedRadius);
        cosine = TLanes.MultiplySingle(TLanes.SelectByBit0(quarter, odd ^ sign, even), signedRadius);
    }

    /// <summary>sin x and cos x as doubles, x = v − n·π/2 with |x| ≤ π/4, and n in the low bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Polynomials<TLanes>(TLanes words, out TLanes odd, out TLanes even, out TLanes quarter)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes integer = TLanes.MaskOr(words, TLanes.Repeat(ExactLogLanes.UniformBits), TLanes.Repeat(ExactLogLanes.IntegerToDouble));
        TLanes turned = TLanes.ScaleDifference(integer, Origin, 2 * Math.PI / ExactLogLanes.UniformScale);
        TLanes v = TLanes.MultiplyAdd(turned, TLanes.Repeat(1 - Splitter), turned * TLanes.Repeat(Splitter));

        // The product is exact, so that this is round(4u).
        const double Quarters = 4 / ExactLogLanes.UniformScale;
        quarter = TLanes.MultiplyAdd(integer, TLanes.Repeat(Quarters), TLanes.Repeat(Rounder - (Origin * Quarters)));
        TLanes x = TLanes.MultiplyAdd(quarter - TLanes.Repeat(Rounder), TLanes.Repeat(-ExactSinCos.HalfPi), v);
        TLanes square = x * x;

        odd = TLanes.MultiplyAdd(TLanes.Repeat(ExactSinCos.S3), square, TLanes.Repeat(ExactSinCos.S2));
        odd = TLanes.MultiplyAdd(odd, square, TLanes.Repeat(ExactSinCos.S1));
        odd = TLanes.MultiplyAdd(odd, square * x, x);

        even = TLanes.MultiplyAdd(TLanes.Repeat(ExactSinCos.C4), square, TLanes.Repeat(ExactSinCos.C3));
        even = TLanes.MultiplyAdd(even, square, TLanes.Repeat(ExactSinCos.C2));
        even = TLanes.MultiplyAdd(even, square, TLanes.Repeat(ExactSinCos.C1));
        even = TLanes.MultiplyAdd(even, square, TLanes.Repeat(1.0));
    }
}
