namespace Seedbed.Batteries.Roundings;

/// <summary>A binary floating-point format of 16 bits, and rounding to it by its definition: shares nothing with what is proved.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="FractionBits">The stored bits of the significand.</param>
/// <param name="LargestExponent">Of the largest finite numbers; the least normal ones have 1 minus it.</param>
internal sealed record ShortFormat(string Name, int FractionBits, int LargestExponent)
{
    private const int DoubleFractionBits = 52;
    private const int DoubleBias = 1023;

    internal static ShortFormat Float16 { get; } = new("float16", 10, 15);

    internal static ShortFormat BFloat16 { get; } = new("bfloat16", 7, 127);

    internal ushort Infinity => (ushort)(((2 * LargestExponent) + 1) << FractionBits);

    private int LeastExponent => 1 - LargestExponent;

    /// <summary>The bits of the number nearest to <paramref name="value"/>, ties to even.</summary>
    /// <param name="value">No NaN.</param>
    internal ushort Nearest(double value)
    {
        ushort sign = double.IsNegative(value) ? (ushort)0x8000 : (ushort)0;
        double magnitude = Math.Abs(value);
        if (double.IsInfinity(magnitude))
        {
            return (ushort)(sign | Infinity);
        }

        int exponent = Math.Max(ExponentOf(magnitude), LeastExponent);

        // Powers of two change no bit of a significand; floor and difference are exact.
        double steps = magnitude * PowerOfTwo(FractionBits - exponent);
        double below = Math.Floor(steps);
        double beyond = steps - below;
        bool isUp = beyond > 0.5 || (beyond == 0.5 && below % 2 == 1);
        long count = (long)below + (isUp ? 1 : 0);

        // The steps from 0 to 2ᵉ are as many as bit patterns below 2ᵉ: a binade has 2^FractionBits of them, whatever their size.
        long bits = count + ((long)(exponent - LeastExponent) << FractionBits);
        return (ushort)(sign | (ushort)Math.Min(bits, Infinity));
    }

    /// <summary>The number of these bits, of no sign; for those of infinity the one that a larger range would have next.</summary>
    internal double Value(uint bits)
    {
        int binade = Math.Max((int)(bits >> FractionBits), 1);
        long steps = bits - ((binade - 1L) << FractionBits);
        return Math.ScaleB(steps, binade - LargestExponent - FractionBits);
    }

    private static int ExponentOf(double magnitude) => (int)(BitConverter.DoubleToUInt64Bits(magnitude) >> DoubleFractionBits) - DoubleBias;

    private static double PowerOfTwo(int exponent) => BitConverter.UInt64BitsToDouble((ulong)(exponent + DoubleBias) << DoubleFractionBits);
}
