using System.Numerics;
using System.Runtime.InteropServices;

namespace Seedbed;

/// <content>Conversions from and to the number types of the base class library.</content>
public readonly partial struct BFloat16
{
    /// <summary>The same number: its upper half is this encoding, its lower half is zero. Exact, NaN payloads included.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value._bits << 16);

    /// <summary>The same number. Exact; a NaN becomes quiet and keeps its sign and payload.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator double(BFloat16 value)
    {
        if (!IsNaN(value))
        {
            return (float)value;
        }

        ulong sign = (ulong)(value._bits & SignMask) << 48;
        ulong payload = (ulong)(uint)(value.Fraction | QuietBit) << 45;
        return BitConverter.UInt64BitsToDouble(sign | 0x7FF0_0000_0000_0000 | payload);
    }

    /// <summary>The nearest number, ties to even; from 2^128 − 2^119 on, an infinity.</summary>
    /// <param name="value">
    /// Any number. A NaN stays NaN: it becomes quiet, with its sign and the upper seven bits of its fraction.
    /// </param>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint upper = bits >> 16;
        if (float.IsNaN(value))
        {
            // Without the quiet bit a payload in the lower half alone would be cut to the encoding of infinity.
            return new((ushort)(upper | QuietBit));
        }

        // Just under half a step, and a hair more where the kept part is odd: ties go to the even neighbour, and a carry
        // out of the fraction steps into the exponent, up to infinity.
        return new((ushort)((bits + 0x7FFF + (upper & 1)) >> 16));
    }

    /// <summary>The nearest number to the binary64 value itself, ties to even: one rounding, not two.</summary>
    /// <param name="value">
    /// Any number. A NaN stays NaN: it becomes quiet, with its sign and the upper seven bits of its fraction.
    /// </param>
    /// <remarks>
    /// This differs from <c>(BFloat16)(float)value</c> where the first rounding lands on a tie of the second, as for
    /// 1 + 2^−8 + 2^−40: this conversion gives 1 + 2^−7, two casts give 1. Where a stream of another framework is defined by
    /// double → float → bfloat16, both casts have to be written.
    /// </remarks>
    public static explicit operator BFloat16(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        if (double.IsNaN(value))
        {
            return new((ushort)(((bits >> 48) & SignMask) | InfinityBits | QuietBit | ((bits >> 45) & FractionMask)));
        }

        // Round to odd on the way: cut towards zero, then mark a lost remainder in the last bit, far below a tie of BFloat16.
        float nearest = (float)value;
        uint cut = BitConverter.SingleToUInt32Bits(nearest);
        if (nearest != value)
        {
            cut = (double.Abs(nearest) > double.Abs(value) ? cut - 1 : cut) | 1;
        }

        return (BFloat16)BitConverter.UInt32BitsToSingle(cut);
    }

    /// <summary>The nearest binary16 number, ties to even; from 65520 on, an infinity.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator Half(BFloat16 value) => (Half)(float)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(Half value) => (BFloat16)(float)value;

    /// <summary>The number, rounded to 15 significant digits as <see cref="decimal"/> rounds a <see cref="double"/>.</summary>
    /// <param name="value">A finite number of magnitude below 2^96.</param>
    /// <exception cref="OverflowException"><paramref name="value"/> is NaN, infinite, or not within ±2^96.</exception>
    public static explicit operator decimal(BFloat16 value) => (decimal)(double)value;

    /// <summary>The nearest number, ties to even: one rounding.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        _ = decimal.GetBits(value, parts);
        UInt128 magnitude = new((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        UInt128 divisor = UInt128.One;
        for (int scale = (parts[3] >> 16) & 0xFF; scale > 0; scale--)
        {
            divisor *= 10;
        }

        // With the magnitude pushed to the top, the quotient by at most 10^28 < 2^94 has more than 33 bits.
        int shift = (int)UInt128.LeadingZeroCount(magnitude);
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(magnitude << shift, divisor);
        quotient |= remainder == 0 ? UInt128.Zero : UInt128.One;
        double rounded = double.ScaleB(RoundToOdd(quotient), -shift);
        return (BFloat16)(decimal.IsNegative(value) ? -rounded : rounded);
    }

    /// <summary>The nearest number, ties to even; from 2^128 − 2^119 on, infinity.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(UInt128 value) => (BFloat16)RoundToOdd(value);

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(Int128 value)
        => (BFloat16)(Int128.IsNegative(value) ? -RoundToOdd((UInt128)(-value)) : RoundToOdd((UInt128)value));

    /// <summary>The same number: eight bits are enough.</summary>
    /// <param name="value">Any number.</param>
    public static implicit operator BFloat16(byte value) => (BFloat16)(float)value;

    /// <summary>The same number: eight bits are enough.</summary>
    /// <param name="value">Any number.</param>
    public static implicit operator BFloat16(sbyte value) => (BFloat16)(float)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(char value) => (BFloat16)(float)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(short value) => (BFloat16)(float)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(ushort value) => (BFloat16)(float)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(int value) => (BFloat16)(double)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(uint value) => (BFloat16)(double)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(long value) => (BFloat16)(Int128)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(ulong value) => (BFloat16)(UInt128)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(nint value) => (BFloat16)(Int128)value;

    /// <summary>The nearest number, ties to even.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator BFloat16(nuint value) => (BFloat16)(UInt128)value;

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator byte(BFloat16 value) => byte.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked byte(BFloat16 value) => checked((byte)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator sbyte(BFloat16 value) => sbyte.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked sbyte(BFloat16 value) => checked((sbyte)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator char(BFloat16 value) => (char)ushort.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked char(BFloat16 value) => checked((char)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator short(BFloat16 value) => short.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked short(BFloat16 value) => checked((short)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator ushort(BFloat16 value) => ushort.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked ushort(BFloat16 value) => checked((ushort)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator int(BFloat16 value) => int.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked int(BFloat16 value) => checked((int)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator uint(BFloat16 value) => uint.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked uint(BFloat16 value) => checked((uint)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator long(BFloat16 value) => long.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked long(BFloat16 value) => checked((long)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator ulong(BFloat16 value) => ulong.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked ulong(BFloat16 value) => checked((ulong)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator nint(BFloat16 value) => nint.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked nint(BFloat16 value) => checked((nint)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator nuint(BFloat16 value) => nuint.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked nuint(BFloat16 value) => checked((nuint)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator Int128(BFloat16 value) => Int128.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked Int128(BFloat16 value) => checked((Int128)(float)value);

    /// <summary>The integer part; the nearest end of the range for a number outside it, and 0 for NaN.</summary>
    /// <param name="value">Any number.</param>
    public static explicit operator UInt128(BFloat16 value) => UInt128.CreateSaturating((float)value);

    /// <summary>The integer part.</summary>
    /// <param name="value">A number whose integer part is in range.</param>
    /// <exception cref="OverflowException">The integer part is out of range, or <paramref name="value"/> is NaN.</exception>
    public static explicit operator checked UInt128(BFloat16 value) => checked((UInt128)(float)value);

    /// <summary>
    /// The value with 53 bits kept and a lost remainder marked in the last one: rounding this to fewer than 52 bits
    /// gives what rounding the value itself gives.
    /// </summary>
    private static double RoundToOdd(UInt128 value)
    {
        int shift = int.Max(0, 128 - (int)UInt128.LeadingZeroCount(value) - 53);
        UInt128 kept = value >> shift;
        if (kept << shift != value)
        {
            kept |= UInt128.One;
        }

        return double.ScaleB((ulong)kept, shift);
    }

    private static BFloat16 FromBigInteger(BigInteger value)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        int shift = (int)long.Clamp(magnitude.GetBitLength() - 64, 0, int.MaxValue);
        UInt128 kept = (UInt128)(magnitude >> shift);
        if ((BigInteger)kept << shift != magnitude)
        {
            kept |= UInt128.One;
        }

        double rounded = double.ScaleB(RoundToOdd(kept), shift);
        return (BFloat16)(BigInteger.IsNegative(value) ? -rounded : rounded);
    }

    static bool INumberBase<BFloat16>.TryConvertFromChecked<TOther>(TOther value, out BFloat16 result)
        => value is Complex complex
            ? TryConvertFrom(double.CreateChecked(complex), out result)
            : TryConvertFrom(value, out result);

    static bool INumberBase<BFloat16>.TryConvertFromSaturating<TOther>(TOther value, out BFloat16 result)
        => TryConvertFrom(value, out result);

    static bool INumberBase<BFloat16>.TryConvertFromTruncating<TOther>(TOther value, out BFloat16 result)
        => TryConvertFrom(value, out result);

    private static bool TryConvertFrom<TOther>(TOther value, out BFloat16 result)
    {
        BFloat16? converted = value switch
        {
            float number => (BFloat16)number,
            double number => (BFloat16)number,
            Half number => (BFloat16)number,
            byte number => number,
            sbyte number => number,
            char number => (BFloat16)number,
            short number => (BFloat16)number,
            ushort number => (BFloat16)number,
            int number => (BFloat16)number,
            uint number => (BFloat16)number,
            long number => (BFloat16)number,
            ulong number => (BFloat16)number,
            nint number => (BFloat16)number,
            nuint number => (BFloat16)number,
            Int128 number => (BFloat16)number,
            UInt128 number => (BFloat16)number,
            decimal number => (BFloat16)number,
            NFloat number => (BFloat16)(double)number,
            BigInteger number => FromBigInteger(number),
            Complex number => (BFloat16)number.Real,
            _ => null,
        };
        result = converted.GetValueOrDefault();
        return converted.HasValue;
    }

    // The other types know nothing of this one, but all of them know double, which holds every value exactly.
    static bool INumberBase<BFloat16>.TryConvertToChecked<TOther>(BFloat16 value, out TOther result)
    {
        bool isKnown = IsKnownNumber<TOther>();
        result = isKnown ? TOther.CreateChecked((double)value) : default!;
        return isKnown;
    }

    static bool INumberBase<BFloat16>.TryConvertToSaturating<TOther>(BFloat16 value, out TOther result)
    {
        bool isKnown = IsKnownNumber<TOther>();
        result = isKnown ? TOther.CreateSaturating((double)value) : default!;
        return isKnown;
    }

    static bool INumberBase<BFloat16>.TryConvertToTruncating<TOther>(BFloat16 value, out TOther result)
    {
        bool isKnown = IsKnownNumber<TOther>();
        result = isKnown ? TOther.CreateTruncating((double)value) : default!;
        return isKnown;
    }

    private static bool IsKnownNumber<TOther>()
        => default(TOther) is float or double or Half or byte or sbyte or char or short or ushort or int or uint or long or ulong
            or nint or nuint or Int128 or UInt128 or decimal or NFloat or BigInteger or Complex;
}
