using System.Runtime.CompilerServices;
using Seedbed.Numerics;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>Registers of floats on the way to float32, float16 and bfloat16: rounded after every operation, packed at the end.</summary>
/// <remarks>Roundings to the 16-bit types hold for what <see cref="LaneParameters"/> lets through: no overflow, and no bfloat16 below 2⁻¹²⁶.</remarks>
internal static unsafe class LaneElement
{
    /// <summary>x·(2¹⁶ + 1) − x·2¹⁶ is x rounded to 8 bits, ties to even (Veltkamp and Dekker, 1971).</summary>
    private const float BFloat16Splitter = (1 << 16) + 1;

    private const uint SignBits = 0x8000_0000;
    private const uint ExponentBits = 0x7F80_0000;

    /// <summary>2⁻¹⁴: below it the steps of float16 stay the same.</summary>
    private const float SmallestNormalHalf = 1.0f / (1 << 14);

    /// <summary>Turns the bits of 2ᵉ into those of 1.5·2ᵉ⁺¹³, next to which floats are as far apart as float16 values next to 2ᵉ.</summary>
    private const uint ToHalfRounder = (13U << 23) | (1U << 22);

    /// <summary>2⁻¹¹²: moves the exponents of float16 to the bottom of the exponents of float, subnormal numbers included.</summary>
    private const float HalfToFloatBottom = 1.0f / (1L << 56) / (1L << 56);

    /// <summary>Floats rounded to values of <typeparamref name="T"/>, still as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Round<T, TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) == typeof(BFloat16))
        {
            TLanes product = TLanes.MultiplySingle(value, TLanes.RepeatSingle(BFloat16Splitter));
            return TLanes.MultiplyAddSingle(value, TLanes.RepeatSingle(1 - BFloat16Splitter), product);
        }

        if (typeof(T) == typeof(Half))
        {
            TLanes power = TLanes.MaxSingle(value & TLanes.RepeatHalfLane(ExponentBits), TLanes.RepeatSingle(SmallestNormalHalf));
            TLanes rounder = TLanes.AddHalfLanes(power, TLanes.RepeatHalfLane(ToHalfRounder));
            return TLanes.SubtractSingle(TLanes.AddSingle(value, rounder), rounder);
        }

        return value;
    }

    /// <summary>Stores 2·<c>TLanes.Count</c> floats that are values of <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<T, TLanes>(T* destination, TLanes value)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) == typeof(float))
        {
            TLanes.Store(destination, value);
            return;
        }

        TLanes narrow = typeof(T) == typeof(BFloat16) ? TLanes.ShiftRightHalfLanes(value, 16) : HalfBits(value);
        TLanes.StoreLowHalves((uint*)destination, narrow | TLanes.ShiftRight(narrow, 16));
    }

    /// <summary>The 16 bits of a float16, in the lower half of each float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes HalfBits<TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes sign = value & TLanes.RepeatHalfLane(SignBits);
        TLanes magnitude = TLanes.MultiplySingle(value ^ sign, TLanes.RepeatSingle(HalfToFloatBottom));
        return TLanes.ShiftRightHalfLanes(magnitude, 13) | TLanes.ShiftRightHalfLanes(sign, 16);
    }
}
