using System.Numerics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Seedbed.Tests.Numerics;

public class BFloat16ConversionTests
{
    private const double TwoTo128 = 340282366920938463463374607431768211456.0;

    [Fact]
    public void It_takes_two_bytes_without_references()
    {
        Assert.Equal(2, Unsafe.SizeOf<BFloat16>());
        Assert.False(RuntimeHelpers.IsReferenceOrContainsReferences<BFloat16>());
    }

    [Fact]
    public void Every_pattern_is_the_upper_half_of_its_float_and_comes_back()
    {
        foreach (ushort bits in BitPatterns.All16())
        {
            BFloat16 value = BFloat16.FromBits(bits);
            float wide = (float)value;
            int quiet = float.IsNaN(wide) ? bits | 0x0040 : bits;

            Assert.Equal((uint)bits << 16, BitConverter.SingleToUInt32Bits(wide));
            Assert.Equal(bits, value.ToBits());
            Assert.Equal(quiet, ((BFloat16)wide).ToBits());
            Assert.Equal(quiet, ((BFloat16)(double)value).ToBits());
        }
    }

    [Fact]
    public void Every_finite_pattern_has_the_value_of_the_formula()
    {
        foreach (ushort bits in BitPatterns.All16().Where(bits => (bits & 0x7F80) != 0x7F80))
        {
            int exponent = (bits >> 7) & 0xFF;
            double fraction = (bits & 0x7F) / 128.0;
            double magnitude = exponent == 0 ? fraction * Math.Pow(2, -126) : (1 + fraction) * Math.Pow(2, exponent - 127);

            Assert.Equal(bits >= 0x8000 ? -magnitude : magnitude, (double)BFloat16.FromBits(bits));
        }
    }

    [Fact]
    public void Constants_have_their_values()
    {
        Assert.Equal(Math.Pow(2, -133), (double)BFloat16.Epsilon);
        Assert.Equal((2 - Math.Pow(2, -7)) * Math.Pow(2, 127), (double)BFloat16.MaxValue);
        Assert.Equal(-(double)BFloat16.MaxValue, (double)BFloat16.MinValue);
        Assert.Equal(float.PositiveInfinity, (float)BFloat16.PositiveInfinity);
        Assert.Equal(float.NegativeInfinity, (float)BFloat16.NegativeInfinity);
        Assert.Equal(BitConverter.SingleToInt32Bits(float.NaN), BitConverter.SingleToInt32Bits((float)BFloat16.NaN));
        Assert.Equal(0x8000, BFloat16.NegativeZero.ToBits());
        Assert.Equal(0, BFloat16.Zero.ToBits());
        Assert.Equal(1.0, (double)BFloat16.One);
        Assert.Equal(-1.0, (double)BFloat16.NegativeOne);
        Assert.Equal(NearestBFloat16.OfDouble(Math.E), BFloat16.E.ToBits());
        Assert.Equal(NearestBFloat16.OfDouble(Math.PI), BFloat16.Pi.ToBits());
        Assert.Equal(NearestBFloat16.OfDouble(Math.Tau), BFloat16.Tau.ToBits());
    }

    [Fact]
    public void A_float_goes_to_the_nearest_with_ties_to_even()
    {
        // Around every kept half: exact, just above, just below the tie, the tie, just above it, just below the next.
        uint[] lowerHalves = [0x0000, 0x0001, 0x7FFF, 0x8000, 0x8001, 0xFFFF];
        foreach (ushort upper in BitPatterns.All16().Where((bits, index) => (bits & 0x7F80) != 0x7F80 && index % 21 < 2))
        {
            foreach (uint lower in lowerHalves)
            {
                float value = BitConverter.UInt32BitsToSingle(((uint)upper << 16) | lower);
                Assert.Equal(NearestBFloat16.OfDouble(value), ((BFloat16)value).ToBits());
            }
        }
    }

    [Fact]
    public void Any_float_goes_to_the_nearest()
    {
        foreach (ulong word in BitPatterns.Words(40_000))
        {
            float value = BitConverter.UInt32BitsToSingle((uint)word);
            if (float.IsFinite(value))
            {
                Assert.Equal(NearestBFloat16.OfDouble(value), ((BFloat16)value).ToBits());
            }
        }
    }

    [Theory]
    [InlineData(1.00390625f, 0x3F80)] // 1 + 2^-8, a tie: down to even
    [InlineData(1.01171875f, 0x3F82)] // 1 + 3 * 2^-8, a tie: up to even
    [InlineData(-1.01171875f, 0xBF82)]
    [InlineData(float.MaxValue, 0x7F80)]
    [InlineData(float.MinValue, 0xFF80)]
    [InlineData(float.Epsilon, 0x0000)]
    [InlineData(-float.Epsilon, 0x8000)]
    [InlineData(-0.0f, 0x8000)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(float.NegativeInfinity, 0xFF80)]
    public void A_float_at_the_edge_has_a_known_encoding(float value, int expected)
        => Assert.Equal(expected, ((BFloat16)value).ToBits());

    [Theory]
    [InlineData(0x7F800001u, 0x7FC0)] // signalling, payload in the lower half alone: must not become infinity
    [InlineData(0xFF800001u, 0xFFC0)]
    [InlineData(0x7FFFFFFFu, 0x7FFF)] // must not carry into the sign
    [InlineData(0xFFFFFFFFu, 0xFFFF)]
    [InlineData(0x7FA51234u, 0x7FE5)]
    public void A_NaN_of_float_stays_a_quiet_NaN_with_its_upper_payload(uint bits, int expected)
        => Assert.Equal(expected, ((BFloat16)BitConverter.UInt32BitsToSingle(bits)).ToBits());

    [Theory]
    [InlineData(0x7FF0000000000001ul, 0x7FC0)]
    [InlineData(0xFFF0000000000001ul, 0xFFC0)]
    [InlineData(0x7FFFFFFFFFFFFFFFul, 0x7FFF)]
    [InlineData(0xFFF4A00000000000ul, 0xFFE5)]
    public void A_NaN_of_double_stays_a_quiet_NaN_with_its_upper_payload(ulong bits, int expected)
        => Assert.Equal(expected, ((BFloat16)BitConverter.UInt64BitsToDouble(bits)).ToBits());

    [Fact]
    public void A_double_near_a_tie_is_rounded_once()
    {
        int traps = 0;
        foreach (ushort bits in BitPatterns.All16().Where((bits, index) => (bits & 0x7FFF) < 0x7F80 && index % 3 == 0))
        {
            double here = (double)NearestBFloat16.Units(bits) * Math.Pow(2, -133);
            double next = (double)NearestBFloat16.Units((ushort)(bits ^ 0x8000)) * -Math.Pow(2, -133);
            Assert.Equal(here, next);
            double tie = (here + ((bits & 0x7FFF) == 0x7F7F
                ? Math.CopySign(TwoTo128, here)
                : (double)NearestBFloat16.Units((ushort)(bits + 1)) * Math.Pow(2, -133))) / 2;
            foreach (double value in (double[])[Math.BitDecrement(tie), tie, Math.BitIncrement(tie)])
            {
                ushort expected = NearestBFloat16.OfDouble(value);
                Assert.Equal(expected, ((BFloat16)value).ToBits());
                traps += ((BFloat16)(float)value).ToBits() == expected ? 0 : 1;
            }
        }

        // One side of every tie is a trap: two casts fall into it, the direct one must not.
        Assert.True(traps > 20_000, $"only {traps} values told one rounding from two");
    }

    [Fact]
    public void The_documented_trap_tells_one_rounding_from_two()
    {
        double value = 1 + Math.Pow(2, -8) + Math.Pow(2, -40);

        Assert.Equal(1 + Math.Pow(2, -7), (double)(BFloat16)value);
        Assert.Equal(1.0, (double)(BFloat16)(float)value);
    }

    [Fact]
    public void Any_double_goes_to_the_nearest()
    {
        foreach (ulong word in BitPatterns.Words(40_000))
        {
            // Exponents from 2^-160 to 2^130 cover underflow and overflow; the fraction is arbitrary.
            ulong exponent = 1023 - 160 + ((word >> 52) % 291);
            double value = BitConverter.UInt64BitsToDouble((word & 0x800F_FFFF_FFFF_FFFF) | (exponent << 52));
            Assert.Equal(NearestBFloat16.OfDouble(value), ((BFloat16)value).ToBits());
        }
    }

    [Theory]
    [InlineData(double.MaxValue, 0x7F80)]
    [InlineData(double.Epsilon, 0x0000)]
    [InlineData(-double.Epsilon, 0x8000)]
    [InlineData(double.NegativeInfinity, 0xFF80)]
    public void A_double_at_the_edge_has_a_known_encoding(double value, int expected)
        => Assert.Equal(expected, ((BFloat16)value).ToBits());

    [Fact]
    public void Integers_go_to_the_nearest_with_one_rounding()
    {
        foreach (ulong word in BitPatterns.Words(3_000))
        {
            UInt128 wide = new UInt128(word, word * 31) >> (int)(word % 128);
            // A tie, and one above it far below the last bit of a double.
            ulong tie = 0x8080_0000_0000_0000 + ((word & 0x3F) << 56);

            Assert.Equal(NearestBFloat16.OfInteger(wide), ((BFloat16)wide).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger((Int128)wide), ((BFloat16)(Int128)wide).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger((long)word), ((BFloat16)(long)word).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger((nint)word), ((BFloat16)(nint)word).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger(tie), ((BFloat16)tie).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger(tie + 1), ((BFloat16)(tie + 1)).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger(tie + 1), ((BFloat16)(nuint)(tie + 1)).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger((int)word), ((BFloat16)(int)word).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger((uint)word), ((BFloat16)(uint)word).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger((short)word), ((BFloat16)(short)word).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger((ushort)word), ((BFloat16)(ushort)word).ToBits());
            Assert.Equal(NearestBFloat16.OfInteger((char)word), ((BFloat16)(char)word).ToBits());
            Assert.Equal((byte)word, (double)(BFloat16)(byte)word);
            Assert.Equal((sbyte)word, (double)(BFloat16)(sbyte)word);
        }

        Assert.Equal(NearestBFloat16.OfInteger(long.MinValue), ((BFloat16)long.MinValue).ToBits());
        Assert.Equal(NearestBFloat16.OfInteger(Int128.MinValue), ((BFloat16)Int128.MinValue).ToBits());
        Assert.Equal(BFloat16.PositiveInfinity, (BFloat16)UInt128.MaxValue);
    }

    [Fact]
    public void A_decimal_goes_to_the_nearest_with_one_rounding()
    {
        foreach (ulong word in BitPatterns.Words(3_000))
        {
            decimal any = new((int)word, (int)(word >> 32), (int)(word * 17 >> (int)(word % 33)), word % 2 == 0, (byte)(word % 29));
            decimal tie = 1 + (((2 * (word % 64)) + 1) / 256m);
            foreach (decimal value in (decimal[])[any, tie, tie + 1e-25m, tie - 1e-25m])
            {
                BigInteger[] parts = [.. decimal.GetBits(value).Select(part => (BigInteger)(uint)part)];
                BigInteger numerator = ((parts[2] << 64) | (parts[1] << 32) | parts[0]) << 133;
                BigInteger denominator = BigInteger.Pow(10, value.Scale);
                Assert.Equal(NearestBFloat16.OfRatio(numerator, denominator, value < 0), ((BFloat16)value).ToBits());
            }
        }

        Assert.Equal(0x8000, ((BFloat16)(-0.0m)).ToBits());
        Assert.Equal(0, ((BFloat16)0m).ToBits());
    }

    [Fact]
    public void Every_half_goes_to_the_nearest_and_every_pattern_to_the_nearest_half()
    {
        foreach (ushort bits in BitPatterns.All16())
        {
            Half half = BitConverter.UInt16BitsToHalf(bits);
            if (Half.IsFinite(half))
            {
                Assert.Equal(NearestBFloat16.OfDouble((double)half), ((BFloat16)half).ToBits());
            }

            BFloat16 value = BFloat16.FromBits(bits);
            Assert.Equal((Half)(double)value, (Half)value);
        }
    }

    [Fact]
    public void Towards_integers_the_fraction_is_cut_and_the_range_saturates_or_is_checked()
    {
        BFloat16 big = (BFloat16)300.7f;
        BFloat16 small = (BFloat16)(-2.75f);

        Assert.Equal(-2, (int)small);
        Assert.Equal(-2L, checked((long)small));
        Assert.Equal(255, (byte)big);
        Assert.Equal(0u, (uint)small);
        Assert.Equal(0, (int)BFloat16.NaN);
        Assert.Equal(UInt128.MaxValue - (UInt128.MaxValue >> 8), (UInt128)BFloat16.MaxValue);
        Assert.Equal(300, (short)big);
        Assert.Equal(sbyte.MinValue, (sbyte)BFloat16.NegativeInfinity);
        Assert.Equal(short.MaxValue, (short)BFloat16.MaxValue);
        Assert.Equal(ushort.MaxValue, (ushort)BFloat16.MaxValue);
        Assert.Equal(char.MaxValue, (char)BFloat16.MaxValue);
        Assert.Equal(ulong.MaxValue, (ulong)BFloat16.MaxValue);
        Assert.Equal(nint.MinValue, (nint)BFloat16.MinValue);
        Assert.Equal((nuint)0, (nuint)BFloat16.MinValue);
        Assert.Equal(Int128.MinValue, (Int128)BFloat16.MinValue);
        Assert.Equal((char)300, (char)big);
        Assert.Throws<OverflowException>(() => checked((byte)big));
        Assert.Throws<OverflowException>(() => checked((uint)small));
        Assert.Throws<OverflowException>(() => checked((long)BFloat16.NaN));
        Assert.Throws<OverflowException>(() => (decimal)BFloat16.MaxValue);
        Assert.Equal(1.0078125m, (decimal)BFloat16.FromBits(0x3F81));
    }
}
