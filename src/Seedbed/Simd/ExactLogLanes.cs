using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seedbed.Simd;

/// <summary><see cref="ExactLog"/> for a register of 23-bit uniforms.</summary>
/// <remarks>
/// Horner's order and fused steps change bits of the double, never the float it is rounded to: tests try all 2²³ uniforms on every width, fused and not.
/// </remarks>
internal static unsafe class ExactLogLanes
{
    /// <summary>How far the 23 bits of a uniform lie below the top of a double's fraction.</summary>
    internal const byte FractionShift = 52 - 23;

    internal const ulong Fraction = (1UL << 52) - 1;
    internal const ulong One = 0x3FF0_0000_0000_0000;
    private const ulong ExponentField = ~Fraction;

    /// <summary>The bits of the double that is <see cref="ExactLog.OctaveStart"/> as a float: exponent 126 of 127 becomes 1022 of 1023.</summary>
    private const ulong OctaveStart = (1022UL << 52) | ((ExactLog.OctaveStart & 0x7FFFFFUL) << FractionShift);

    /// <summary>The table's sixteenths are chosen by the top four bits of a fraction.</summary>
    private const byte PartShift = 52 - 4;

    // Static data of the assembly does not move.
    private static double* InverseCentres => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(ExactLog.InverseCentres));

    private static double* LogCentres => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(ExactLog.LogCentres));

    /// <summary>
    /// A double that rounds to the float ln u, u = (low 23 bits of each lane)/2²³. For u = 0 it is below −700, which a caller that puts a floor under u
    /// replaces.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Log<TLanes>(TLanes words)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes one = TLanes.Repeat(One);
        TLanes u = TLanes.MaskOr(TLanes.ShiftLeft(words, FractionShift), TLanes.Repeat(Fraction), one) - one;

        TLanes offset = TLanes.SubtractInteger(u, TLanes.Repeat(OctaveStart));
        TLanes exponent = offset & TLanes.Repeat(ExponentField);
        TLanes z = TLanes.SubtractInteger(u, exponent);

        (TLanes inverse, TLanes log) = TLanes.Lookup(InverseCentres, LogCentres, TLanes.ShiftRight(offset, PartShift));
        TLanes r = TLanes.MultiplyAdd(z, inverse, TLanes.Repeat(-1.0));
        TLanes head = TLanes.MultiplyExponentAdd(exponent, ExactLog.Ln2, log);
        TLanes tail = TLanes.MultiplyAdd(TLanes.Repeat(ExactLog.C4), r, TLanes.Repeat(ExactLog.C3));
        tail = TLanes.MultiplyAdd(tail, r, TLanes.Repeat(ExactLog.C2));
        tail = TLanes.MultiplyAdd(tail, r, one);
        return TLanes.MultiplyAdd(tail, r, head);
    }
}
