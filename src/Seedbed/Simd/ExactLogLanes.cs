using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seedbed.Simd;

/// <summary><see cref="ExactLog"/> for a register of 23-bit uniforms.</summary>
/// <remarks>
/// Horner's order and fused steps change bits of the double, never the float it is rounded to: tests try all 2²³ uniforms on every width, fused and not.
/// </remarks>
internal static unsafe class ExactLogLanes
{
    /// <summary>The bits of 2⁵²: an integer below 2⁵² in the fraction makes them 2⁵² + that integer.</summary>
    internal const ulong IntegerToDouble = 0x4330_0000_0000_0000;

    /// <summary>The bits of a word that make a uniform.</summary>
    internal const ulong UniformBits = (1UL << UniformLength) - 1;

    /// <summary>2²³, the least integer that is no uniform's.</summary>
    internal const double UniformScale = 1 << UniformLength;

    private const int UniformLength = 23;
    private const ulong ExponentField = 0xFFF0_0000_0000_0000;

    /// <summary>The bits of 2²³ times the double that is <see cref="ExactLog.OctaveStart"/> as a float: exponent 126 of 127 becomes 1022 of 1023.</summary>
    private const ulong OctaveStart = ((1022UL + UniformLength) << 52) | ((ExactLog.OctaveStart & 0x7FFFFFUL) << (52 - UniformLength));

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
        // m = 2²³·u, and so z and r are 2²³ times those of ExactLog; powers of two in the coefficients make up for it without rounding.
        const double Scale = 1 / UniformScale;
        TLanes integer = TLanes.MaskOr(words, TLanes.Repeat(UniformBits), TLanes.Repeat(IntegerToDouble));
        TLanes m = integer - TLanes.Repeat((double)(1L << 52));

        TLanes offset = TLanes.SubtractInteger(m, TLanes.Repeat(OctaveStart));
        TLanes exponent = offset & TLanes.Repeat(ExponentField);
        TLanes z = TLanes.SubtractInteger(m, exponent);

        (TLanes inverse, TLanes log) = TLanes.Lookup(InverseCentres, LogCentres, TLanes.ShiftRight(offset, PartShift));
        TLanes r = TLanes.MultiplyAdd(z, inverse, TLanes.Repeat(-UniformScale));
        TLanes head = TLanes.MultiplyExponentAdd(exponent, ExactLog.Ln2, log);
        TLanes tail = TLanes.MultiplyAdd(TLanes.Repeat(ExactLog.C4 * Scale * Scale * Scale * Scale), r, TLanes.Repeat(ExactLog.C3 * Scale * Scale * Scale));
        tail = TLanes.MultiplyAdd(tail, r, TLanes.Repeat(ExactLog.C2 * Scale * Scale));
        tail = TLanes.MultiplyAdd(tail, r, TLanes.Repeat(Scale));
        return TLanes.MultiplyAdd(tail, r, head);
    }
}
