extern alias core;
using core::Seedbed.Simd;
using Xunit;

namespace Seedbed.Tests.Simd;

public class DoubleSinCosTests
{
    [Theory]
    [InlineData(DoubleSinCos.HalfPi1, "0x1.921fb54000000p+0")]
    [InlineData(DoubleSinCos.HalfPi2, "0x1.10b4600000000p-30")]
    [InlineData(DoubleSinCos.HalfPi3, "0x1.1a62630000000p-54")]
    [InlineData(DoubleSinCos.HalfPi4, "0x1.8a2e034000000p-81")]
    [InlineData(DoubleSinCos.HalfPi5, "0x1.839a252049c11p-108")]
    [InlineData(DoubleSinCos.QuartersPerRadian, "0x1.45f306dc9c883p-1")]
    public void Constant_is_the_stated_one(double value, string stated) => Assert.Equal(HexFloat.Parse(stated), value);

    [Fact]
    public void The_five_parts_of_half_a_turn_sum_to_it()
    {
        // Machin: π/4 = 4·arctan(1/5) − arctan(1/239).
        FixedPoint halfPi = (FixedPoint.ArctanOfReciprocal(5) * 8) - (FixedPoint.ArctanOfReciprocal(239) * 2);
        double[] parts = [DoubleSinCos.HalfPi1, DoubleSinCos.HalfPi2, DoubleSinCos.HalfPi3, DoubleSinCos.HalfPi4, DoubleSinCos.HalfPi5];
        FixedPoint sum = parts.Select(FixedPoint.Of).Aggregate((left, right) => left + right);
        Assert.True((halfPi - sum).IsBelowPowerOfTwo(-160));

        // 27 significant bits, so that a product with n ≤ 2^26 is exact.
        Assert.All(parts[..4], part => Assert.Equal(0, BitConverter.DoubleToInt64Bits(part) & ((1 << 26) - 1)));
    }

    [Fact]
    public void Reference_points_are_met_within_0_58_ulp()
    {
        IReadOnlyList<ReferencePoint> sines = ReferencePoint.Read("sin");
        IReadOnlyList<ReferencePoint> cosines = ReferencePoint.Read("cos");
        Assert.True(sines.Count > 250 && cosines.Count > 250);
        Assert.All(sines, point => Assert.InRange(point.ErrorInUlp(DoubleSinCos.SinCos(point.Argument).Sin), 0, 0.58));
        Assert.All(cosines, point => Assert.InRange(point.ErrorInUlp(DoubleSinCos.SinCos(point.Argument).Cos), 0, 0.58));
    }

    [Fact]
    public void A_million_points_are_within_one_ulp_of_the_C_library()
    {
        (long Sin, long Cos)[] distances = Inputs.Tabulate(Inputs.DoubleCount, i =>
        {
            double angle = Inputs.Angle(i);
            (double sine, double cosine) = DoubleSinCos.SinCos(angle);
            return (Ulp.Distance(sine, Math.Sin(angle)), Ulp.Distance(cosine, Math.Cos(angle)));
        });
        Assert.InRange(distances.Max(pair => Math.Max(pair.Sin, pair.Cos)), 0, 1);
        Assert.InRange(distances.Sum(pair => pair.Sin + pair.Cos), 0, 2 * Inputs.DoubleCount / 100);
    }

    [Fact]
    public void A_million_points_give_the_pinned_bits()
    {
        (double Sin, double Cos)[] results = Inputs.Tabulate(Inputs.DoubleCount, i => DoubleSinCos.SinCos(Inputs.Angle(i)));
        Assert.Equal(
            "9813c66766a46d182a406a8a050e80ff73e6ed57d9787a5c59c966ff3024e959",
            Inputs.Sha256(Array.ConvertAll(results, pair => pair.Sin)));
        Assert.Equal(
            "85cc20a03bdc8b22d769fc6ca155e0277e3c032593a5bcd00e3753c1a8f2e4c0",
            Inputs.Sha256(Array.ConvertAll(results, pair => pair.Cos)));
    }

    [Fact]
    public void Sine_is_odd_and_cosine_even()
    {
        for (int i = 0; i < 10_000; i++)
        {
            (double sine, double cosine) = DoubleSinCos.SinCos(Inputs.Angle(i));
            Assert.Equal((-sine, cosine), DoubleSinCos.SinCos(-Inputs.Angle(i)));
        }
    }

    [Fact]
    public void Zero_gives_positive_zero_and_one()
    {
        (double sine, double cosine) = DoubleSinCos.SinCos(0);
        Assert.Equal(0, BitConverter.DoubleToInt64Bits(sine));
        Assert.Equal(1.0, cosine);
    }
}
