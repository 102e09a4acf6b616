using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>Registers of floats on the way to float32, float16 and bfloat16: rounded after every operation, packed at the end.</summary>
/// <remarks>
/// Roundings to the 16-bit types hold for what <see cref="LaneParameters"/> lets through: no overflow, and no bfloat16 below 2⁻¹²⁶.
/// </remarks>
internal static unsafe class LaneElement
{
    /// <summary>With p = x·(2¹⁶ + 1), p + (x − p) is x rounded to 8 bits, ties to even (Dekker 1971, equation 5.6).</summary>
    private const float BFloat16Splitter = (1 << 16) + 1;

    private const uint SignBits = 0x8000_0000;
    private const uint ExponentBits = 0x7F80_0000;

    /// <summary>2⁻¹⁴: below it the steps of float16 stay the same.</summary>
    private const float SmallestNormalHalf = 1.0f / (1 << 14);

    /// <summary>Turns the bits of 2ᵉ into those of 1.5·2ᵉ⁺¹³, next to which floats are as far apart as float16 values next to 2ᵉ.</summary>
    private const uint ToHalfRounder = (13U << 23) | (1U << 22);

    /// <summary>2⁻¹¹²: moves the exponents of float16 to the bottom of the exponents of float, subnormal numbers included.</summary>
    private const float HalfToFloatBottom = 1.0f / (1L << 56) / (1L << 56);

    /// <summary>Floats rounded to values of <typeparamref name="T"/>, still as floats; what rounds to −0 is +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Round<T, TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) == typeof(BFloat16))
        {
            TLanes product = TLanes.MultiplySingle(value, TLanes.RepeatSingle(BFloat16Splitter));
            return TLanes.AddSingle(product, TLanes.SubtractSingle(value, product));
        }

        if (typeof(T) == typeof(Half))
        {
            TLanes power = TLanes.MaxSingle(value & TLanes.RepeatHalfLane(ExponentBits), TLanes.RepeatSingle(SmallestNormalHalf));
            TLanes rounder = TLanes.AddHalfLanes(power, TLanes.RepeatHalfLane(ToHalfRounder));
            return TLanes.SubtractSingle(TLanes.AddSingle(value, rounder), rounder);
        }

        return value;
    }

    /// <summary>
    /// <see cref="Round"/> for exact products of two values of <typeparamref name="T"/>, an operation shorter for bfloat16.
    /// </summary>
    /// <remarks>
    /// Fused to p − x·2¹⁶ the sum has the steps of p, which are too wide where p is beyond a power of two and x is not. A product's 16 bits
    /// never come so close to one.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes RoundProduct<T, TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) != typeof(BFloat16))
        {
            return Round<T, TLanes>(value);
        }

        TLanes product = TLanes.MultiplySingle(value, TLanes.RepeatSingle(BFloat16Splitter));
        return TLanes.MultiplyAddSingle(value, TLanes.RepeatSingle(1 - BFloat16Splitter), product);
    }

    /// <summary>
    /// Stores the values of blocks: the first two of each from the lanes of one register, the others from those of the next.
    /// </summary>
    /// <remarks>
    /// Values of 2 bytes then lie in the order of the lanes; of longer ones, those from the first 64 of every 128 bits, then the others.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StorePairs<T, TLanes>(T* destination, TLanes first, TLanes second, bool streams)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) == typeof(float))
        {
            Store(destination, TLanes.UnpackLow(first, second), streams);
            Store(destination + (2 * TLanes.Count), TLanes.UnpackHigh(first, second), streams);
        }
        else
        {
            Store(destination, TLanes.InterleaveHighQuarters(UpperBits<T, TLanes>(first), UpperBits<T, TLanes>(second)), streams);
        }
    }

    /// <summary>Stores the values of two registers of floats, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreInOrder<T, TLanes>(T* destination, TLanes first, TLanes second, bool streams)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) == typeof(float))
        {
            Store(destination, first, streams);
            Store(destination + (2 * TLanes.Count), second, streams);
        }
        else
        {
            Store(destination, TLanes.PackHighQuarters(UpperBits<T, TLanes>(first), UpperBits<T, TLanes>(second)), streams);
        }
    }

    /// <summary>Stores a register, past the caches if so told.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<TLanes>(void* destination, TLanes value, bool streams)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (streams)
        {
            TLanes.StoreStreaming(destination, value);
        }
        else
        {
            TLanes.Store(destination, value);
        }
    }

    /// <summary>The 16 bits of a value in the upper half of each float: a bfloat16 stands there already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes UpperBits<T, TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) != typeof(Half))
        {
            return value;
        }

        // A float16 has three exponent bits less.
        TLanes sign = TLanes.RepeatHalfLane(SignBits);
        TLanes magnitude = TLanes.MultiplySingle(value, TLanes.RepeatSingle(HalfToFloatBottom));
        return TLanes.MaskOr(value, sign, TLanes.ShiftLeftHalfLanes(magnitude, 3));
    }
}
