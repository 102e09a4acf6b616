using System.Runtime.CompilerServices;

namespace Seedbed.Simd;

/// <summary><see cref="DoubleSinCos"/> for a register of angles: the same operations in the same order, and so the same bits.</summary>
internal static class DoubleSinCosLanes
{
    /// <summary>sin <paramref name="v"/> and cos <paramref name="v"/>, each rounded to double precision.</summary>
    /// <param name="v">Angles in radians, |v| ≤ 10^8.</param>
    /// <param name="sine">Receives sin v.</param>
    /// <param name="cosine">Receives cos v.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SinCos<TLanes>(TLanes v, out TLanes sine, out TLanes cosine)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes rounder = TLanes.Repeat(DoubleSinCos.Rounder);
        TLanes quarter = (v * TLanes.Repeat(DoubleSinCos.QuartersPerRadian)) + rounder;
        TLanes r = Reduce(v, quarter - rounder, out TLanes rLow);

        TLanes high = High(r);
        TLanes squareHigh = high * high;
        TLanes squareLow = (r - high) * (r + high);
        TLanes s = Sine(r, rLow, squareHigh, squareLow);
        TLanes c = Cosine(s * rLow, squareHigh, squareLow);

        TLanes one = TLanes.Repeat(1UL);
        TLanes two = TLanes.Repeat(2UL);
        TLanes exchange = (s ^ c) & TLanes.SubtractInteger(TLanes.Repeat(0UL), quarter & one);
        sine = s ^ exchange ^ TLanes.ShiftLeft(quarter & two, 62);
        cosine = c ^ exchange ^ TLanes.ShiftLeft(TLanes.AddInteger(quarter, one) & two, 62);
    }

    /// <summary>v − n·π/2 in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduce<TLanes>(TLanes v, TLanes n, out TLanes low)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes start = (v - (n * TLanes.Repeat(DoubleSinCos.HalfPi1))) - (n * TLanes.Repeat(DoubleSinCos.HalfPi2));
        TLanes third = n * TLanes.Repeat(DoubleSinCos.HalfPi3);
        TLanes middle = start - third;
        TLanes taken = middle - start;
        TLanes lost = (start - (middle - taken)) - (third + taken);

        TLanes fourth = n * TLanes.Repeat(DoubleSinCos.HalfPi4);
        TLanes result = middle - fourth;
        taken = result - middle;
        lost += (middle - (result - taken)) - (fourth + taken);
        low = lost - (n * TLanes.Repeat(DoubleSinCos.HalfPi5));
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Sine<TLanes>(TLanes r, TLanes rLow, TLanes squareHigh, TLanes squareLow)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes square = squareHigh + squareLow;
        TLanes fourth = square * square;
        TLanes even = TLanes.Repeat(1.0 / 6227020800) + (fourth * TLanes.Repeat(1.0 / 355687428096000));
        even = TLanes.Repeat(1.0 / 362880) + (fourth * even);
        even = TLanes.Repeat(1.0 / 120) + (fourth * even);
        TLanes odd = TLanes.Repeat(1.0 / 39916800) + (fourth * TLanes.Repeat(1.0 / 1307674368000));
        odd = TLanes.Repeat(1.0 / 5040) + (fourth * odd);

        TLanes sixth = TLanes.Repeat(1.0 / 6);
        TLanes pHigh = High(square * TLanes.Repeat(-1.0 / 6));
        TLanes pLow = (fourth * (even - (square * odd))) - (((squareHigh + (TLanes.Repeat(6.0) * pHigh)) + squareLow) * sixth);

        TLanes high = High(r);
        TLanes product = high * pHigh;
        TLanes sum = r + product;
        TLanes lost = product - (sum - r);
        TLanes correction = rLow * (TLanes.Repeat(1.0) - (TLanes.Repeat(0.5) * square));
        return sum + (lost + (((r - high) * pHigh) + ((r * pLow) + correction)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Cosine<TLanes>(TLanes correction, TLanes squareHigh, TLanes squareLow)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes square = squareHigh + squareLow;
        TLanes fourth = square * square;
        TLanes even = TLanes.Repeat(1.0 / 479001600) + (fourth * TLanes.Repeat(1.0 / 20922789888000));
        even = TLanes.Repeat(1.0 / 40320) + (fourth * even);
        even = TLanes.Repeat(1.0 / 24) + (fourth * even);
        TLanes odd = TLanes.Repeat(1.0 / 87178291200) + (fourth * TLanes.Repeat(1.0 / 6402373705728000));
        odd = TLanes.Repeat(1.0 / 3628800) + (fourth * odd);
        odd = TLanes.Repeat(1.0 / 720) + (fourth * odd);

        TLanes one = TLanes.Repeat(1.0);
        TLanes halfUnit = TLanes.Repeat(0.5);
        TLanes half = halfUnit * squareHigh;
        TLanes sum = one - half;
        TLanes lost = (one - sum) - half;
        return sum + (lost + ((fourth * (even - (square * odd))) - ((halfUnit * squareLow) + correction)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes High<TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes> => value & TLanes.Repeat(DoubleSinCos.HighHalf);
}
