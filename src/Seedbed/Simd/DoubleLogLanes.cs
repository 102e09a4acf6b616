using System.Runtime.CompilerServices;

namespace Seedbed.Simd;

/// <summary><see cref="DoubleLog"/> for a register of doubles: the same operations in the same order, and so the same bits.</summary>
internal static class DoubleLogLanes
{
    private const ulong ExponentField = 0xFFF0_0000_0000_0000;

    /// <summary>ln <paramref name="x"/>, rounded to double precision.</summary>
    /// <param name="x">Normal numbers greater than 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Log<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes field = TLanes.SubtractInteger(x, TLanes.Repeat((ulong)DoubleLog.OctaveStart)) & TLanes.Repeat(ExponentField);
        TLanes m = TLanes.SubtractInteger(x, field);
        TLanes exponent = TLanes.ToExponent(field);

        TLanes one = TLanes.Repeat(1.0);
        TLanes two = TLanes.Repeat(2.0);
        TLanes numerator = m - one;
        TLanes divisor = m + one;
        TLanes reciprocal = TLanes.Divide(one, divisor);
        TLanes s = numerator * reciprocal;
        TLanes divisorHigh = High(divisor);
        TLanes divisorLow = m - (divisorHigh - one);
        TLanes sHigh = High(s);
        TLanes sLow = ((numerator - (sHigh * divisorHigh)) - (sHigh * divisorLow)) * reciprocal;
        TLanes series = (two * sLow) + Series(s);

        TLanes octaves = exponent * TLanes.Repeat(DoubleLog.Ln2High);
        TLanes sum = octaves + (two * sHigh);
        TLanes lost = (two * sHigh) - (sum - octaves);
        return sum + (lost + ((exponent * TLanes.Repeat(DoubleLog.Ln2Low)) + series));
    }

    /// <summary>2·artanh s − 2s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Series<TLanes>(TLanes s)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes square = s * s;
        TLanes fourth = square * square;
        TLanes even = TLanes.Repeat(2.0 / 15) + (fourth * TLanes.Repeat(2.0 / 19));
        even = TLanes.Repeat(2.0 / 11) + (fourth * even);
        even = TLanes.Repeat(2.0 / 7) + (fourth * even);
        even = TLanes.Repeat(2.0 / 3) + (fourth * even);
        TLanes odd = TLanes.Repeat(2.0 / 17) + (fourth * TLanes.Repeat(2.0 / 21));
        odd = TLanes.Repeat(2.0 / 13) + (fourth * odd);
        odd = TLanes.Repeat(2.0 / 9) + (fourth * odd);
        odd = TLanes.Repeat(2.0 / 5) + (fourth * odd);
        return (s * square) * (even + (square * odd));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes High<TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes> => value & TLanes.Repeat(DoubleLog.HighHalf);
}
