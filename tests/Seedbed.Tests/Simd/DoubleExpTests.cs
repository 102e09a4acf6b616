extern alias core;
using core::Seedbed.Simd;
using Xunit;

namespace Seedbed.Tests.Simd;

public class DoubleExpTests
{
    /// <summary>eˣ of the double x, from 50 decimal digits rounded to the nearest double.</summary>
    public static TheoryData<double, double> Answers => new()
    {
        { 0.0, 1.0 }, { -0.0, 1.0 }, { 1.0, 2.718281828459045 }, { -1.0, 0.36787944117144233 },
        { 0.5, 1.6487212707001282 }, { -0.5, 0.6065306597126334 }, { 1e-20, 1.0 }, { -1e-09, 0.999999999 },
        { 0.34657359027997264, 1.414213562373095 }, { -0.34657359027997264, 0.7071067811865476 },
        { 709.5, 1.3549863193146328e+308 }, { 709.782712893384, 1.7976931348622732e+308 },
        { -700.25, 7.678723813110872e-305 }, { -708.5, 2.006132305331306e-308 }, { -720.0, 2.0322308024e-313 },
        { -744.0, 1e-323 }, { -745.0, 5e-324 },
        { 9.832135591176154, 18622.682224395317 }, { 19.342959140858355, 251501406.7325373 },
        { 23.615485245255734, 18033288450.67662 }, { 35.39602270216403, 2356662226741427.0 },
        { -37.67958173731082, 4.324795446195204e-17 }, { -2.750187649751574, 0.06391586628489074 },
        { -30.943522827748453, 3.6424934984382144e-14 }, { -2.474476177426901, 0.08420708828018823 },
        { -20.274173390413573, 1.566889504006042e-09 }, { 3.5008687388744306, 33.14423313900815 },
        { 5.915295034248061, 370.6636450434743 }, { -38.950864832887824, 1.2129819483278077e-17 },
        { 0.5314509032582835, 1.7013990841343067 }, { -0.6807915752839235, 0.5062161255550787 },
        { 0.2349050409322333, 1.2647886598782057 }, { -0.7466015348994606, 0.4739746048920331 },
        { -0.9964502755949307, 0.36918763228719725 }, { 0.7428094894485642, 2.1018323028107595 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Is_within_one_unit_in_the_last_place(double x, double expected) =>
        Assert.InRange(UlpsBetween(DoubleExp.Exp(x), expected), 0, 1);

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(709.7827128933841, double.PositiveInfinity)]
    [InlineData(1e300, double.PositiveInfinity)]
    [InlineData(-746, 0)]
    [InlineData(-1e300, 0)]
    public void Leaves_the_range_as_the_limit_says(double x, double expected) => Assert.Equal(expected, DoubleExp.Exp(x));

    [Fact]
    public void Agrees_with_the_platform_over_the_whole_range()
    {
        for (double x = -745; x < 709; x += 0.0371)
        {
            Assert.InRange(UlpsBetween(DoubleExp.Exp(x), Math.Exp(x)), 0, 1);
        }
    }

    private static long UlpsBetween(double a, double b) => Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));
}
