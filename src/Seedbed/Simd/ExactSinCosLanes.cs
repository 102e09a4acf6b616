using System.Runtime.CompilerServices;

namespace Seedbed.Simd;

/// <summary><see cref="ExactSinCos"/> for a register of angles v = fl32(2π·u), u a 23-bit uniform.</summary>
/// <remarks>
/// Horner's order and fused steps change bits of the doubles, never the floats they are rounded to: tests try all 2²³ uniforms on every width, fused and not.
/// </remarks>
internal static class ExactSinCosLanes
{
    /// <summary>1.5·2⁵²: adding it rounds to an integer, which then stands in the low bits.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>x·(2²⁹ + 1) − x·2²⁹ is x rounded to 24 bits (Veltkamp and Dekker, 1971).</summary>
    private const double Splitter = (1 << 29) + 1;

    private const byte Bit1ToSign = 62;
    private const ulong Sign = 1UL << 63;

    /// <summary>Doubles that round to the floats sin v and cos v.</summary>
    /// <param name="words">u is the low 23 bits of a lane, divided by 2²³.</param>
    /// <param name="sine">Receives sin v.</param>
    /// <param name="cosine">Receives cos v.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SinCos<TLanes>(TLanes words, out TLanes sine, out TLanes cosine)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes one = TLanes.Repeat(ExactLogLanes.One);
        TLanes oneAndU = TLanes.MaskOr(TLanes.ShiftLeft(words, ExactLogLanes.FractionShift), TLanes.Repeat(ExactLogLanes.Fraction), one);
        TLanes turned = TLanes.ScaleFraction(oneAndU, TLanes.Repeat(2 * Math.PI));
        TLanes v = TLanes.MultiplyAdd(turned, TLanes.Repeat(1 - Splitter), turned * TLanes.Repeat(Splitter));

        // 4·(1 + u) is exact, so that this is round(4u), and its low bits are the quarter.
        TLanes quarter = TLanes.MultiplyAdd(oneAndU, TLanes.Repeat(4.0), TLanes.Repeat(Rounder - 4.0));
        TLanes x = TLanes.MultiplyAdd(quarter - TLanes.Repeat(Rounder), TLanes.Repeat(-ExactSinCos.HalfPi), v);
        TLanes square = x * x;

        TLanes odd = TLanes.MultiplyAdd(TLanes.Repeat(ExactSinCos.S3), square, TLanes.Repeat(ExactSinCos.S2));
        odd = TLanes.MultiplyAdd(odd, square, TLanes.Repeat(ExactSinCos.S1));
        odd = TLanes.MultiplyAdd(odd, square * x, x);

        TLanes even = TLanes.MultiplyAdd(TLanes.Repeat(ExactSinCos.C4), square, TLanes.Repeat(ExactSinCos.C3));
        even = TLanes.MultiplyAdd(even, square, TLanes.Repeat(ExactSinCos.C2));
        even = TLanes.MultiplyAdd(even, square, TLanes.Repeat(ExactSinCos.C1));
        even = TLanes.MultiplyAdd(even, square, one);

        // Quarter n: 0 (s, c), 1 (c, −s), 2 (−s, −c), 3 (−c, s).
        TLanes sign = TLanes.Repeat(Sign);
        TLanes negative = TLanes.ShiftLeft(quarter, Bit1ToSign);
        sine = TLanes.MaskXor(negative, sign, TLanes.SelectByBit0(quarter, even, odd));
        cosine = TLanes.MaskXor(negative, sign, TLanes.SelectByBit0(quarter, odd ^ sign, even));
    }
}
