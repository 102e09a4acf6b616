using System.Numerics;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// Which multipliers and offsets the vector kernels take; any others go the scalar way, which gives the same bits wherever both may be
/// used.
/// </summary>
internal static class LaneParameters
{
    /// <summary>No unit sample is larger: √(−2·ln 10⁻⁷) = 5.68.</summary>
    private const double LargestUnit = 6;

    private const double LargestHalf = 65504;
    private const double SmallestBFloat16Factor = 1.0 / (1L << 60);
    private const double LargestBFloat16Factor = 1L << 60;

    /// <summary>
    /// Whether no float16 overflows and no bfloat16 comes near either end of its exponents. The offset −0 would keep the sign of products
    /// that round to −0.
    /// </summary>
    internal static bool Allow<T>(T multiplier, T offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double factor = double.CreateTruncating(multiplier);
        double term = Math.Abs(double.CreateTruncating(offset));
        return !(term == 0 && T.IsNegative(offset)) && ElementTypes.Of<T>() switch
        {
            ElementType.Float16 => factor >= 0 && (LargestUnit * factor) + term < LargestHalf,
            ElementType.BFloat16 => IsModerate(factor) && (term == 0 || IsModerate(term)),
            _ => factor >= 0,
        };
    }

    private static bool IsModerate(double value) => value is >= SmallestBFloat16Factor and <= LargestBFloat16Factor;
}
