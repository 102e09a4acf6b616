namespace Seedbed.Simd;

/// <summary>
/// sin v and cos v in single precision, by the double-precision recipe that glibc shares with Arm's optimized-routines:
/// v = n·π/2 + x with |x| ≤ π/4, two polynomials in x, and the quarter n mod 4 says which is which and with what sign.
/// </summary>
/// <remarks>
/// Over all 2^23 values v = fl32(2π·u) of a 23-bit uniform u, the results are those of glibc's sincosf, with or without
/// fused multiply-add. Coefficients: Arm Limited, optimized-routines, math/sincosf_data.c (MIT, see THIRD-PARTY-NOTICES.md).
/// The original's two early exits change no result and are left out: for v &lt; 0.75 the general reduction gives n = 0 and
/// x = v exactly, and for v &lt; 2^−12 the polynomials, rounded to single, give v and 1.
/// </remarks>
internal static class SingleSinCos
{
    internal const double S1 = -0.16666654943701084; // -0x1.555545995a603p-3
    internal const double S2 = 0.008332178146138854; // 0x1.1107605230bc4p-7
    internal const double S3 = -0.00019517298981385725; // -0x1.994eb3774cf24p-13
    internal const double C1 = -0.49999999725108224; // -0x1.ffffffd0c621cp-2
    internal const double C2 = 0.041666623324344516; // 0x1.55553e1068f19p-5
    internal const double C3 = -0.001388676379437604; // -0x1.6c087e89a359dp-10
    internal const double C4 = 2.4390450703564542e-05; // 0x1.99343027bf8c3p-16

    /// <summary>π/2, rounded to double.</summary>
    internal const double HalfPi = 1.5707963267948966; // 0x1.921FB54442D18p0

    /// <summary>2^24·2/π: quarter turns as a fixed-point number with 24 fraction bits.</summary>
    internal const double QuartersPerRadian = 10680707.430881744; // 0x1.45F306DC9C883p+23

    /// <summary>(sin <paramref name="v"/>, cos <paramref name="v"/>), each rounded to single precision.</summary>
    /// <param name="v">An angle in radians, 0 ≤ v &lt; 2π; outside that range the results mean nothing.</param>
    internal static (float Sin, float Cos) SinCos(float v)
    {
        double angle = v;
        int quarter = ((int)(angle * QuartersPerRadian) + 0x800000) >> 24;
        double x = angle - (quarter * HalfPi);

        double square = x * x;
        double fourth = square * square;
        double cube = square * x;
        double sine = (x + (cube * S1)) + ((cube * square) * (S2 + (square * S3)));
        double cosine = ((1.0 + (square * C1)) + (fourth * C2)) + ((fourth * square) * (C3 + (square * C4)));

        // A change of sign commutes with every rounding, so it can wait until the end.
        (float first, float second) = (quarter & 1) == 0 ? ((float)sine, (float)cosine) : ((float)cosine, (float)sine);
        return (FlipSignIfBit1(first, quarter), FlipSignIfBit1(second, quarter + 1));
    }

    /// <summary>(−1)^⌊quarter/2⌋·<paramref name="value"/>: the sine is negative in quarters 2 and 3, the cosine in 1 and 2.</summary>
    private static float FlipSignIfBit1(float value, int quarter) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) ^ ((quarter & 2) << 30));
}
