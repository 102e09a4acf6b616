using System.Runtime.CompilerServices;

namespace Seedbed.Simd;

/// <summary><see cref="SingleSinCos"/> for two registers of angles v = fl32(2π·u), u a 23-bit uniform.</summary>
/// <remarks>
/// Horner's order and fused steps change bits of the doubles, never the floats they are rounded to: tests try all 2²³ uniforms on every
/// width, fused and not.
/// </remarks>
internal static class SingleSinCosLanes
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
    /// <param name="constants">Made before the loop.</param>
    /// <param name="sine">Receives sin v·radius.</param>
    /// <param name="cosine">Receives cos v·radius.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SinCos<TLanes>(
        PairLanes<TLanes> words, TLanes radius, in Constants<TLanes> constants, out TLanes sine, out TLanes cosine)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        Polynomials(words, constants, out PairLanes<TLanes> oddPair, out PairLanes<TLanes> evenPair, out PairLanes<TLanes> quarterPair);
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
    private static void Polynomials<TLanes>(
        PairLanes<TLanes> words, in Constants<TLanes> constants, out PairLanes<TLanes> odd, out PairLanes<TLanes> even,
        out PairLanes<TLanes> quarter)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        PairLanes<TLanes> integer = PairLanes<TLanes>.MaskOr(words, new(constants.UniformBits), new(constants.Origin));
        PairLanes<TLanes> turned = PairLanes<TLanes>.ScaleDifference(integer, Origin, 2 * Math.PI / SingleLogLanes.UniformScale);
        PairLanes<TLanes> v =
            PairLanes<TLanes>.MultiplyAdd(turned, new(constants.OneLessSplitter), turned * new PairLanes<TLanes>(constants.Splitter));

        // The product is exact, so that this is round(4u).
        quarter = PairLanes<TLanes>.MultiplyAdd(integer, new(constants.Quarters), new(constants.QuarterRounder));
        PairLanes<TLanes> x =
            PairLanes<TLanes>.MultiplyAdd(quarter - new PairLanes<TLanes>(constants.Rounder), new(constants.MinusHalfPi), v);
        PairLanes<TLanes> square = x * x;

        odd = PairLanes<TLanes>.MultiplyAdd(new(constants.S3), square, new(constants.S2));
        odd = PairLanes<TLanes>.MultiplyAdd(odd, square, new(constants.S1));
        odd = PairLanes<TLanes>.MultiplyAdd(odd, square * x, x);

        even = PairLanes<TLanes>.MultiplyAdd(new(constants.C4), square, new(constants.C3));
        even = PairLanes<TLanes>.MultiplyAdd(even, square, new(constants.C2));
        even = PairLanes<TLanes>.MultiplyAdd(even, square, new(constants.C1));
        even = PairLanes<TLanes>.MultiplyAdd(even, square, new(constants.One));
    }

    /// <summary>
    /// What a loop keeps in registers, as far as there are enough: the JIT does not take constants out of loops by itself.
    /// </summary>
    internal readonly struct Constants<TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        internal readonly TLanes UniformBits = TLanes.Repeat(SingleLogLanes.UniformBits);
        internal readonly TLanes Origin = TLanes.Repeat(SingleLogLanes.IntegerToDouble);
        internal readonly TLanes Splitter = TLanes.Repeat(SingleSinCosLanes.Splitter);
        internal readonly TLanes OneLessSplitter = TLanes.Repeat(1 - SingleSinCosLanes.Splitter);
        internal readonly TLanes Quarters = TLanes.Repeat(QuartersPerInteger);
        internal readonly TLanes QuarterRounder =
            TLanes.Repeat(SingleSinCosLanes.Rounder - (SingleSinCosLanes.Origin * QuartersPerInteger));
        internal readonly TLanes Rounder = TLanes.Repeat(SingleSinCosLanes.Rounder);
        internal readonly TLanes MinusHalfPi = TLanes.Repeat(-SingleSinCos.HalfPi);
        internal readonly TLanes S1 = TLanes.Repeat(SingleSinCos.S1);
        internal readonly TLanes S2 = TLanes.Repeat(SingleSinCos.S2);
        internal readonly TLanes S3 = TLanes.Repeat(SingleSinCos.S3);
        internal readonly TLanes One = TLanes.Repeat(1.0);
        internal readonly TLanes C1 = TLanes.Repeat(SingleSinCos.C1);
        internal readonly TLanes C2 = TLanes.Repeat(SingleSinCos.C2);
        internal readonly TLanes C3 = TLanes.Repeat(SingleSinCos.C3);
        internal readonly TLanes C4 = TLanes.Repeat(SingleSinCos.C4);
        private const double QuartersPerInteger = 4 / SingleLogLanes.UniformScale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Constants()
        {
        }
    }
}
