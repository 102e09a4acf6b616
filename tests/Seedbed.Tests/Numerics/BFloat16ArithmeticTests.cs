using System.Numerics;
using Xunit;

namespace Seedbed.Tests.Numerics;

public class BFloat16ArithmeticTests
{
    /// <summary>Pairs over all patterns, and pairs near each other, where sums cancel and quotients stay in range.</summary>
    private static IEnumerable<(BFloat16 Left, BFloat16 Right)> Pairs(int count)
    {
        foreach (ulong word in BitPatterns.Words(count))
        {
            ushort left = (ushort)word;
            yield return (BFloat16.FromBits(left), BFloat16.FromBits((ushort)(word >> 16)));
            yield return (BFloat16.FromBits(left), BFloat16.FromBits((ushort)(left ^ (word >> 48 << 15) ^ ((word >> 20) & 0x7FF))));
        }
    }

    private static void AssertSame(float expected, BFloat16 actual)
    {
        if (float.IsNaN(expected))
        {
            Assert.True(BFloat16.IsNaN(actual));
            return;
        }

        Assert.Equal(((BFloat16)expected).ToBits(), actual.ToBits());
    }

    [Fact]
    public void Operators_round_the_result_of_float()
    {
        foreach ((BFloat16 left, BFloat16 right) in Pairs(20_000))
        {
            float a = (float)left;
            float b = (float)right;
            AssertSame(a + b, left + right);
            AssertSame(a - b, left - right);
            AssertSame(a * b, left * right);
            AssertSame(a / b, left / right);
            AssertSame(a % b, left % right);
            AssertSame(MathF.IEEERemainder(a, b), BFloat16.Ieee754Remainder(left, right));
        }
    }

    [Fact]
    public void The_four_operations_are_correctly_rounded_subnormals_included()
    {
        foreach ((BFloat16 left, BFloat16 right) in Pairs(10_000).Where(pair => IsFinite(pair.Left, pair.Right)))
        {
            BigInteger a = NearestBFloat16.Units(left.ToBits());
            BigInteger b = NearestBFloat16.Units(right.ToBits());
            BigInteger unit = BigInteger.One << 133;
            AssertNearest(a + b, 1, left + right);
            AssertNearest(a - b, 1, left - right);
            AssertNearest(a * b, unit, left * right);
            if (!b.IsZero)
            {
                AssertNearest(a * unit * b.Sign, BigInteger.Abs(b), left / right);
            }
        }
    }

    [Fact]
    public void Products_and_quotients_around_the_smallest_numbers_are_correctly_rounded()
    {
        // Results between 2^-137 and 2^-125, where a float has lost bits too: all fractions of one operand against some of the other.
        BigInteger unit = BigInteger.One << 133;
        for (int exponent = 50; exponent <= 62; exponent++)
        {
            for (int pair = 0; pair < 128 * 16; pair++)
            {
                BFloat16 left = BFloat16.FromBits((ushort)((exponent << 7) | (pair & 0x7F)));
                BFloat16 factor = BFloat16.FromBits((ushort)((68 << 7) | ((pair >> 7) * 8) | (pair & 7)));
                BFloat16 divisor = BFloat16.FromBits((ushort)((186 << 7) | ((pair >> 7) * 8) | (pair & 7)));
                BigInteger a = NearestBFloat16.Units(left.ToBits());
                AssertNearest(a * NearestBFloat16.Units(factor.ToBits()), unit, left * factor);
                AssertNearest(a * unit, NearestBFloat16.Units(divisor.ToBits()), left / divisor);
            }
        }
    }

    [Fact]
    public void Every_square_root_is_the_nearest()
    {
        foreach (ushort bits in BitPatterns.All16().Where(bits => bits is > 0 and < 0x7F80))
        {
            // In integers: the root lies between the midpoints to its neighbours (a root of 8 bits is never a tie).
            BigInteger square = NearestBFloat16.Units(bits) << 133;
            ushort root = BFloat16.Sqrt(BFloat16.FromBits(bits)).ToBits();
            BigInteger lower = NearestBFloat16.Units((ushort)(root - 1)) + NearestBFloat16.Units(root);
            BigInteger upper = NearestBFloat16.Units(root) + NearestBFloat16.Units((ushort)(root + 1));
            Assert.InRange(4 * square, lower * lower, upper * upper);
        }

        Assert.True(BFloat16.IsNaN(BFloat16.Sqrt(BFloat16.NegativeOne)));
        Assert.Equal(0x8000, BFloat16.Sqrt(BFloat16.NegativeZero).ToBits());
    }

    [Fact]
    public void Fused_multiply_add_is_rounded_once()
    {
        int differsFromFloat = 0;
        BigInteger unit = BigInteger.One << 133;
        foreach (ulong word in BitPatterns.Words(60_000))
        {
            // Exponents near 1 for the factors, far smaller ones for the addend: the product's ties are decided by the addend.
            BFloat16 a = BFloat16.FromBits((ushort)(0x3F80 ^ (word & 0x80FF)));
            BFloat16 b = BFloat16.FromBits((ushort)(0x3F80 ^ ((word >> 16) & 0x80FF)));
            BFloat16 c = BFloat16.FromBits((ushort)((word >> 32) % 0x4100 | (word >> 63 << 15)));
            BFloat16 actual = BFloat16.FusedMultiplyAdd(a, b, c);
            BigInteger exact = (NearestBFloat16.Units(a.ToBits()) * NearestBFloat16.Units(b.ToBits()))
                + (NearestBFloat16.Units(c.ToBits()) * unit);
            AssertNearest(exact, unit, actual);
            differsFromFloat += (BFloat16)MathF.FusedMultiplyAdd((float)a, (float)b, (float)c) == actual ? 0 : 1;
        }

        Assert.True(differsFromFloat > 20, $"only {differsFromFloat} cases told one rounding from two");
    }

    [Fact]
    public void Fused_multiply_add_is_rounded_once_over_all_exponents()
    {
        BigInteger unit = BigInteger.One << 133;
        foreach (ulong word in BitPatterns.Words(20_000, first: 1_000_000))
        {
            BFloat16 a = BFloat16.FromBits((ushort)word);
            BFloat16 b = BFloat16.FromBits((ushort)(word >> 16));
            BFloat16 c = BFloat16.FromBits((ushort)(word >> 32));
            if (IsFinite(a, b) && BFloat16.IsFinite(c))
            {
                BigInteger exact = (NearestBFloat16.Units(a.ToBits()) * NearestBFloat16.Units(b.ToBits()))
                    + (NearestBFloat16.Units(c.ToBits()) * unit);
                AssertNearest(exact, unit, BFloat16.FusedMultiplyAdd(a, b, c));
            }
        }
    }

    [Fact]
    public void Fused_multiply_add_knows_infinities_and_zeros()
    {
        BFloat16 infinity = BFloat16.PositiveInfinity;

        Assert.True(BFloat16.IsNaN(BFloat16.FusedMultiplyAdd(infinity, BFloat16.Zero, BFloat16.One)));
        Assert.True(BFloat16.IsNaN(BFloat16.FusedMultiplyAdd(infinity, BFloat16.One, -infinity)));
        Assert.Equal(infinity, BFloat16.FusedMultiplyAdd(BFloat16.MaxValue, BFloat16.MaxValue, BFloat16.MinValue));
        Assert.Equal(0x8000, BFloat16.FusedMultiplyAdd(BFloat16.NegativeZero, BFloat16.One, BFloat16.NegativeZero).ToBits());
        Assert.Equal(0x0000, BFloat16.FusedMultiplyAdd(BFloat16.One, BFloat16.One, BFloat16.NegativeOne).ToBits());
    }

    [Fact]
    public void Sign_operations_touch_the_sign_bit_alone()
    {
        foreach (ushort bits in BitPatterns.All16())
        {
            BFloat16 value = BFloat16.FromBits(bits);
            Assert.Equal(bits ^ 0x8000, (-value).ToBits());
            Assert.Equal(bits & 0x7FFF, BFloat16.Abs(value).ToBits());
            Assert.Equal(bits | 0x8000, BFloat16.CopySign(value, BFloat16.NegativeZero).ToBits());
        }
    }

    [Fact]
    public void Neighbours_are_the_next_values()
    {
        foreach (ushort bits in BitPatterns.All16().Where(bits => bits < 0x7F80))
        {
            BFloat16 value = BFloat16.FromBits(bits);
            Assert.Equal(bits + 1, BFloat16.BitIncrement(value).ToBits());
            Assert.Equal(value, BFloat16.BitDecrement(BFloat16.BitIncrement(value)));
            Assert.Equal((bits + 1) | 0x8000, BFloat16.BitDecrement(-value).ToBits());
            Assert.Equal(Math.ILogB((double)value), BFloat16.ILogB(value));
        }

        Assert.Equal(BFloat16.PositiveInfinity, BFloat16.BitIncrement(BFloat16.PositiveInfinity));
        Assert.Equal(BFloat16.MinValue, BFloat16.BitIncrement(BFloat16.NegativeInfinity));
        Assert.Equal(BFloat16.Epsilon, BFloat16.BitIncrement(BFloat16.NegativeZero));
        Assert.Equal(0x8000, BFloat16.BitIncrement(-BFloat16.Epsilon).ToBits());
        Assert.True(BFloat16.IsNaN(BFloat16.BitIncrement(BFloat16.NaN)));
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(-140)]
    [InlineData(-7)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(130)]
    [InlineData(300)]
    public void Scaling_by_a_power_of_two_is_exact_or_rounded_once(int exponent)
    {
        foreach (ushort bits in BitPatterns.All16().Where(bits => bits < 0x7F80 && bits % 9 == 0))
        {
            BFloat16 value = BFloat16.FromBits(bits);
            ushort expected = NearestBFloat16.OfDouble(Math.ScaleB((double)value, exponent));
            Assert.Equal(expected, BFloat16.ScaleB(value, exponent).ToBits());
        }
    }

    [Theory]
    [InlineData(2.5f, 2f, 3f, 2f, 2f, 3f)]
    [InlineData(-2.5f, -2f, -3f, -3f, -2f, -2f)]
    [InlineData(3.75f, 4f, 4f, 3f, 3f, 4f)]
    public void Rounding_to_integers_follows_the_mode(
        float value, float even, float away, float floor, float truncated, float ceiling)
    {
        BFloat16 number = (BFloat16)value;

        Assert.Equal(even, (float)BFloat16.Round(number));
        Assert.Equal(away, (float)BFloat16.Round(number, MidpointRounding.AwayFromZero));
        Assert.Equal(floor, (float)BFloat16.Floor(number));
        Assert.Equal(truncated, (float)BFloat16.Truncate(number));
        Assert.Equal(ceiling, (float)BFloat16.Ceiling(number));
    }

    [Fact]
    public void Increments_lose_one_where_the_step_is_wider()
    {
        BFloat16 value = (BFloat16)41f;
        value++;
        Assert.Equal(42f, (float)value);
        value--;
        Assert.Equal(41f, (float)value);

        BFloat16 wide = (BFloat16)512f;
        wide++;
        Assert.Equal(512f, (float)wide);
    }

    private static bool IsFinite(BFloat16 left, BFloat16 right) => BFloat16.IsFinite(left) && BFloat16.IsFinite(right);

    private static void AssertNearest(BigInteger numerator, BigInteger denominator, BFloat16 actual)
    {
        bool isNegative = numerator.IsZero ? BFloat16.IsNegative(actual) : numerator.Sign < 0;
        Assert.Equal(NearestBFloat16.OfRatio(numerator, denominator, isNegative), actual.ToBits());
    }
}
