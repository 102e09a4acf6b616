namespace Seedbed.Autodiff.Kernels;

/// <summary>The numbers of <see cref="VectorFunctions"/> in single precision.</summary>
internal static class FloatFacts
{
    internal const int MantissaBits = 23;
    internal const int ExponentBias = 127;
    internal const float Log2E = 1.44269504088896340736f;

    /// <summary>The first 9 bits of ln 2, and what is left (Cody and Waite 1980).</summary>
    internal const float Ln2High = 0.693359375f;
    internal const float Ln2Low = -2.12194440054690583e-4f;

    /// <summary>1.5·2²³: what is added to it is rounded to an integer, which then stands in the lowest bits.</summary>
    internal const float RoundingShift = 12582912f;

    /// <summary>The bits of √½.</summary>
    internal const int OctaveStart = 0x3F3504F3;

    /// <summary>(eʳ − 1 − r) / r² up to r⁵/7!; the rest is below 2⁻²⁷ of eʳ.</summary>
    internal static ReadOnlySpan<float> Exponential => [1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 1f / 2];

    /// <summary>(artanh s − s) / s³ in powers of s² up to s¹²/15; the rest is below 2⁻²⁹ of artanh s for |s| ≤ 1/3.</summary>
    internal static ReadOnlySpan<float> Artanh => [1f / 15, 1f / 13, 1f / 11, 1f / 9, 1f / 7, 1f / 5, 1f / 3];
}

/// <summary>The numbers of <see cref="VectorFunctions"/> in double precision.</summary>
internal static class DoubleFacts
{
    internal const int MantissaBits = 52;
    internal const int ExponentBias = 1023;
    internal const double Log2E = 1.4426950408889634;

    /// <summary>The first 32 bits of ln 2, and what is left.</summary>
    internal const double Ln2High = 0.6931471803691238;
    internal const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>1.5·2⁵².</summary>
    internal const double RoundingShift = 6755399441055744;

    /// <summary>The bits of √½.</summary>
    internal const long OctaveStart = 0x3FE6A09E667F3BCD;

    /// <summary>(eʳ − 1 − r) / r² up to r¹¹/13!; the rest is below 2⁻⁵⁵ of eʳ.</summary>
    internal static ReadOnlySpan<double> Exponential =>
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
        1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
    ];

    /// <summary>(artanh s − s) / s³ in powers of s² up to s²⁸/31; the rest is below 2⁻⁵⁵ of artanh s for |s| ≤ 1/3.</summary>
    internal static ReadOnlySpan<double> Artanh =>
    [
        1.0 / 31, 1.0 / 29, 1.0 / 27, 1.0 / 25, 1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7,
        1.0 / 5, 1.0 / 3,
    ];
}
