using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seedbed.Simd;

/// <summary><see cref="SingleLog"/> for a register of 23-bit uniforms.</summary>
/// <remarks>
/// Horner's order and fused steps change bits of the double, never the float it is rounded to: tests try all 2²³ uniforms on every width,
/// fused and not.
/// </remarks>
internal static unsafe class SingleLogLanes
{
    /// <summary>The bits of 2⁵²: an integer below 2⁵² in the fraction makes them 2⁵² + that integer.</summary>
    internal const ulong IntegerToDouble = 0x4330_0000_0000_0000;

    /// <summary>The bits of a word that make a uniform.</summary>
    internal const ulong UniformBits = (1UL << UniformLength) - 1;

    /// <summary>2²³, the least integer that is no uniform's.</summary>
    internal const double UniformScale = 1 << UniformLength;

    private const int UniformLength = 23;
    private const ulong ExponentField = 0xFFF0_0000_0000_0000;

    /// <summary>
    /// The bits of 2²³ times the double that is <see cref="SingleLog.OctaveStart"/> as a float: exponent 126 of 127 becomes 1022 of 1023.
    /// </summary>
    private const ulong OctaveStart = ((1022UL + UniformLength) << 52) | ((SingleLog.OctaveStart & 0x7FFFFFUL) << (52 - UniformLength));

    /// <summary>The table's sixteenths are chosen by the top four bits of a fraction.</summary>
    private const byte PartShift = 52 - 4;

    // Static data of the assembly does not move.
    private static double* InverseCentres => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(SingleLog.InverseCentres));

    private static double* LogCentres => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(SingleLog.LogCentres));

    /// <summary>
    /// Doubles that round to the float ln u, u = (low 23 bits of each lane)/2²³. For u = 0 they are below −700, which a caller that puts a
    /// floor under u replaces.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PairLanes<TLanes> Log<TLanes>(PairLanes<TLanes> words, in Constants<TLanes> constants)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        PairLanes<TLanes> origin = new(constants.Origin);
        PairLanes<TLanes> m = PairLanes<TLanes>.MaskOr(words, new(constants.UniformBits), origin) - origin;
        PairLanes<TLanes> offset = PairLanes<TLanes>.SubtractInteger(m, new(constants.OctaveStart));
        PairLanes<TLanes> exponent = offset & new PairLanes<TLanes>(constants.ExponentField);
        PairLanes<TLanes> z = PairLanes<TLanes>.SubtractInteger(m, exponent);

        PairLanes<TLanes> part = PairLanes<TLanes>.ShiftRight(offset, PartShift);
        (PairLanes<TLanes> inverse, PairLanes<TLanes> log) = PairLanes<TLanes>.Lookup(InverseCentres, LogCentres, part);
        PairLanes<TLanes> r = PairLanes<TLanes>.MultiplyAdd(z, inverse, new(constants.MinusScale));
        PairLanes<TLanes> head = PairLanes<TLanes>.MultiplyExponentAdd(exponent, SingleLog.Ln2, log);
        PairLanes<TLanes> tail = PairLanes<TLanes>.MultiplyAdd(new(constants.C4), r, new(constants.C3));
        tail = PairLanes<TLanes>.MultiplyAdd(tail, r, new(constants.C2));
        tail = PairLanes<TLanes>.MultiplyAdd(tail, r, new(constants.C1));
        return PairLanes<TLanes>.MultiplyAdd(tail, r, head);
    }

    /// <summary>
    /// What a loop keeps in registers, as far as there are enough: the JIT does not take constants out of loops by itself.
    /// </summary>
    /// <remarks>
    /// m = 2²³·u, and so z and r are 2²³ times those of <see cref="SingleLog"/>; powers of two in the coefficients make up for it without
    /// rounding.
    /// </remarks>
    internal readonly struct Constants<TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        internal readonly TLanes UniformBits = TLanes.Repeat(SingleLogLanes.UniformBits);
        internal readonly TLanes Origin = TLanes.Repeat(IntegerToDouble);
        internal readonly TLanes OctaveStart = TLanes.Repeat(SingleLogLanes.OctaveStart);
        internal readonly TLanes ExponentField = TLanes.Repeat(SingleLogLanes.ExponentField);
        internal readonly TLanes MinusScale = TLanes.Repeat(-UniformScale);
        internal readonly TLanes C1 = TLanes.Repeat(Scale);
        internal readonly TLanes C2 = TLanes.Repeat(SingleLog.C2 * Scale * Scale);
        internal readonly TLanes C3 = TLanes.Repeat(SingleLog.C3 * Scale * Scale * Scale);
        internal readonly TLanes C4 = TLanes.Repeat(SingleLog.C4 * Scale * Scale * Scale * Scale);
        private const double Scale = 1 / UniformScale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Constants()
        {
        }
    }
}
