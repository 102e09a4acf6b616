extern alias core;
using core::Seedbed.Simd;
using Xunit;

namespace Seedbed.Tests.Simd;

public class DoubleLogTests
{
    [Theory]
    [InlineData(DoubleLog.Ln2High, "0x1.62e42fefa3800p-1")]
    [InlineData(DoubleLog.Ln2Low, "0x1.ef35793c76730p-45")]
    public void Constant_is_the_stated_one(double value, string stated) => Assert.Equal(HexFloat.Parse(stated), value);

    [Fact]
    public void Ln2_in_two_parts_is_ln_2()
    {
        // ln 2 = 2·artanh(1/3).
        FixedPoint ln2 = FixedPoint.ArtanhOfReciprocal(3) * 2;
        FixedPoint parts = FixedPoint.Of(DoubleLog.Ln2High) + FixedPoint.Of(DoubleLog.Ln2Low);
        Assert.True((ln2 - parts).IsBelowPowerOfTwo(-98));
        Assert.Equal(0, BitConverter.DoubleToInt64Bits(DoubleLog.Ln2High) & 0x7FF);
    }

    [Fact]
    public void Octave_starts_at_the_root_of_one_half() =>
        Assert.Equal(DoubleLog.OctaveStart, BitConverter.DoubleToInt64Bits(Math.Sqrt(0.5)));

    [Fact]
    public void Reference_points_are_met_within_0_57_ulp()
    {
        IReadOnlyList<ReferencePoint> points = ReferencePoint.Read("log");
        Assert.True(points.Count > 150);
        Assert.All(points, point => Assert.InRange(point.ErrorInUlp(DoubleLog.Log(point.Argument)), 0, 0.57));
    }

    [Fact]
    public void A_million_points_are_within_one_ulp_of_the_C_library()
    {
        long[] distances = Inputs.Tabulate(
            Inputs.DoubleCount, i => Ulp.Distance(DoubleLog.Log(Inputs.LogArgument(i)), Math.Log(Inputs.LogArgument(i))));
        Assert.InRange(distances.Max(), 0, 1);
        Assert.InRange(distances.Count(distance => distance == 1), 0, Inputs.DoubleCount / 100);
    }

    [Fact]
    public void A_million_points_give_the_pinned_bits()
    {
        double[] results = Inputs.Tabulate(Inputs.DoubleCount, i => DoubleLog.Log(Inputs.LogArgument(i)));
        Assert.Equal("517f4be6d89ff8785b6245e450222494e7ee889f448a9f70585b6db8a74ec595", Inputs.Sha256(results));
    }

    [Fact]
    public void One_gives_positive_zero() => Assert.Equal(0, BitConverter.DoubleToInt64Bits(DoubleLog.Log(1)));

    [Fact]
    public void Powers_of_two_give_correctly_rounded_multiples_of_ln_2()
    {
        FixedPoint ln2 = FixedPoint.ArtanhOfReciprocal(3) * 2;
        for (int exponent = 1; exponent <= 1022; exponent++)
        {
            double result = DoubleLog.Log(Math.ScaleB(1, exponent));
            Assert.True((FixedPoint.Of(result) - (ln2 * exponent)).IsBelowPowerOfTwo(Math.ILogB(result) - 53));
            Assert.Equal(-result, DoubleLog.Log(Math.ScaleB(1, -exponent)));
        }
    }
}
