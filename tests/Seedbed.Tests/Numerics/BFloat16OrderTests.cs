using System.Numerics;
using Xunit;

namespace Seedbed.Tests.Numerics;

public class BFloat16OrderTests
{
    private static readonly BFloat16[] Corners =
    [
        BFloat16.NaN, BFloat16.NegativeInfinity, BFloat16.MinValue, BFloat16.NegativeOne, -BFloat16.Epsilon, BFloat16.NegativeZero,
        BFloat16.Zero, BFloat16.Epsilon, BFloat16.One, BFloat16.Pi, BFloat16.MaxValue, BFloat16.PositiveInfinity, -BFloat16.NaN,
    ];

    [Fact]
    public void Comparisons_are_those_of_float()
    {
        IEnumerable<BFloat16> numbers = Corners.Concat(BitPatterns.Words(200).Select(word => BFloat16.FromBits((ushort)word)));
        BFloat16[] all = [.. numbers];
        foreach ((BFloat16 x, BFloat16 y) in all.SelectMany(x => all.Select(y => (x, y))))
        {
            float a = (float)x;
            float b = (float)y;
            Assert.Equal(a == b, x == y);
            Assert.Equal(a != b, x != y);
            Assert.Equal(a < b, x < y);
            Assert.Equal(a > b, x > y);
            Assert.Equal(a <= b, x <= y);
            Assert.Equal(a >= b, x >= y);
            Assert.Equal(a.CompareTo(b), x.CompareTo(y));
            Assert.Equal(a.Equals(b), x.Equals(y));
            Assert.Equal(a.Equals(b), x.Equals((object)y));
            Assert.True(!x.Equals(y) || x.GetHashCode() == y.GetHashCode());
            AssertSame(MathF.Max(a, b), BFloat16.Max(x, y));
            AssertSame(MathF.Min(a, b), BFloat16.Min(x, y));
            AssertSame(float.MaxNumber(a, b), BFloat16.MaxNumber(x, y));
            AssertSame(float.MinNumber(a, b), BFloat16.MinNumber(x, y));
            AssertSame(MathF.MaxMagnitude(a, b), BFloat16.MaxMagnitude(x, y));
            AssertSame(MathF.MinMagnitude(a, b), BFloat16.MinMagnitude(x, y));
            AssertSame(float.MaxMagnitudeNumber(a, b), BFloat16.MaxMagnitudeNumber(x, y));
            AssertSame(float.MinMagnitudeNumber(a, b), BFloat16.MinMagnitudeNumber(x, y));
        }
    }

    private static void AssertSame(float expected, BFloat16 actual)
        => Assert.True(float.IsNaN(expected) ? BFloat16.IsNaN(actual) : ((BFloat16)expected).ToBits() == actual.ToBits());

    [Fact]
    public void NaN_equals_itself_as_a_key_only_and_the_zeros_are_one_number()
    {
        BFloat16 quiet = BFloat16.FromBits(0x7FC0);
        BFloat16 other = BFloat16.FromBits(0xFFE1);

        Assert.False(quiet == other);
        Assert.True(quiet != other);
        Assert.True(quiet.Equals(other));
        Assert.Equal(quiet.GetHashCode(), other.GetHashCode());
        Assert.True(BFloat16.Zero == BFloat16.NegativeZero);
        Assert.Equal(BFloat16.Zero.GetHashCode(), BFloat16.NegativeZero.GetHashCode());
    }

    [Fact]
    public void Comparing_with_an_object_takes_its_own_type_only()
    {
        Assert.Equal(1, BFloat16.MinValue.CompareTo(null));
        Assert.Equal(-1, BFloat16.Zero.CompareTo((object)BFloat16.One));
        ArgumentException error = Assert.Throws<ArgumentException>(() => BFloat16.Zero.CompareTo(0f));
        Assert.Equal("obj is a System.Single; it must be a BFloat16 or null. (Parameter 'obj')", error.Message);
        Assert.False(BFloat16.Zero.Equals(0f));
    }

    [Fact]
    public void The_total_order_is_that_of_float_on_every_neighbour()
    {
        TotalOrderIeee754Comparer<BFloat16> order = default;
        TotalOrderIeee754Comparer<float> floatOrder = default;

        // In sign-magnitude order: -NaN by falling payload, -infinity, ..., -0, +0, ..., infinity, NaN by rising payload.
        BFloat16[] ascending =
        [
            .. Enumerable.Range(0x8000, 0x8000).Reverse().Select(bits => BFloat16.FromBits((ushort)bits)),
            .. Enumerable.Range(0, 0x8000).Select(bits => BFloat16.FromBits((ushort)bits)),
        ];
        for (int index = 1; index < ascending.Length; index++)
        {
            Assert.True(order.Compare(ascending[index - 1], ascending[index]) < 0);
            Assert.True(order.Compare(ascending[index], ascending[index - 1]) > 0);
            Assert.True(floatOrder.Compare((float)ascending[index - 1], (float)ascending[index]) < 0);
        }
    }

    [Fact]
    public void Every_pattern_is_classified_as_its_float_is()
    {
        foreach (ushort bits in BitPatterns.All16())
        {
            BFloat16 value = BFloat16.FromBits(bits);
            float wide = (float)value;
            Assert.Equal(float.IsNaN(wide), BFloat16.IsNaN(value));
            Assert.Equal(float.IsInfinity(wide), BFloat16.IsInfinity(value));
            Assert.Equal(float.IsPositiveInfinity(wide), BFloat16.IsPositiveInfinity(value));
            Assert.Equal(float.IsNegativeInfinity(wide), BFloat16.IsNegativeInfinity(value));
            Assert.Equal(float.IsFinite(wide), BFloat16.IsFinite(value));
            Assert.Equal(float.IsNormal(wide), BFloat16.IsNormal(value));
            Assert.Equal(float.IsSubnormal(wide), BFloat16.IsSubnormal(value));
            Assert.Equal(float.IsNegative(wide), BFloat16.IsNegative(value));
            Assert.Equal(float.IsPositive(wide), BFloat16.IsPositive(value));
            Assert.Equal(float.IsRealNumber(wide), BFloat16.IsRealNumber(value));
            Assert.Equal(float.IsInteger(wide), BFloat16.IsInteger(value));
            Assert.Equal(float.IsEvenInteger(wide), BFloat16.IsEvenInteger(value));
            Assert.Equal(float.IsOddInteger(wide), BFloat16.IsOddInteger(value));
            Assert.Equal(IsPow2ByCount(bits), BFloat16.IsPow2(value));
        }
    }

    /// <summary>A positive finite number is a power of two when its significand, hidden bit included, has one bit.</summary>
    private static bool IsPow2ByCount(ushort bits)
    {
        int significand = (bits & 0x7F) | (bits < 0x80 ? 0 : 0x80);
        return bits is > 0 and < 0x7F80 && BitOperations.PopCount((uint)significand) == 1;
    }
}
