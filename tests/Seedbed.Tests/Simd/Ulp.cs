namespace Seedbed.Tests.Simd;

/// <summary>Distances between doubles, counted in representable numbers.</summary>
internal static class Ulp
{
    public static long Distance(double left, double right) => Math.Abs(Ordered(left) - Ordered(right));

    // Maps doubles to integers in the same order, both zeros to 0.
    private static long Ordered(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }
}
