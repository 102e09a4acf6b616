using Seedbed.Simd;
using Xunit;

namespace Seedbed.Tests.Simd;

public class SingleSinCosTests
{
    // The angle of TensorFlow's normals: 2π·u in double, rounded once.
    private static float Argument(int m) => (float)(2 * Math.PI * Inputs.Uniform(m));

    [Theory]
    [InlineData(SingleSinCos.S1, "-0x1.555545995a603p-3")]
    [InlineData(SingleSinCos.S2, "0x1.1107605230bc4p-7")]
    [InlineData(SingleSinCos.S3, "-0x1.994eb3774cf24p-13")]
    [InlineData(SingleSinCos.C1, "-0x1.ffffffd0c621cp-2")]
    [InlineData(SingleSinCos.C2, "0x1.55553e1068f19p-5")]
    [InlineData(SingleSinCos.C3, "-0x1.6c087e89a359dp-10")]
    [InlineData(SingleSinCos.C4, "0x1.99343027bf8c3p-16")]
    [InlineData(SingleSinCos.HalfPi, "0x1.921FB54442D18p0")]
    [InlineData(SingleSinCos.QuartersPerRadian, "0x1.45F306DC9C883p+23")]
    public void Coefficient_is_the_published_one(double value, string published) => Assert.Equal(HexFloat.Parse(published), value);

    [Fact]
    public void Every_uniform_gives_the_pinned_bits()
    {
        (float Sin, float Cos)[] results = Inputs.Tabulate(Inputs.UniformCount, m => SingleSinCos.SinCos(Argument(m)));
        Assert.Equal(
            "c718616d24ba03d8eb34fe59f6febc3b383c7d947dec50bdf58c10fbf51946b5",
            Inputs.Sha256(Array.ConvertAll(results, pair => pair.Sin)));
        Assert.Equal(
            "b085eb29bc0360f27b736db7ccc9c80d33b0e35e0b810174d45e42383540001c",
            Inputs.Sha256(Array.ConvertAll(results, pair => pair.Cos)));
    }

    [GlibcFact]
    public void Every_uniform_gives_what_the_C_library_gives()
    {
        (float, float)[] expected = Inputs.Tabulate(Inputs.UniformCount, m => (MathF.Sin(Argument(m)), MathF.Cos(Argument(m))));
        (float, float)[] results = Inputs.Tabulate(Inputs.UniformCount, m => SingleSinCos.SinCos(Argument(m)));
        Assert.True(expected.AsSpan().SequenceEqual(results));
    }

    [Fact]
    public void Tiny_angles_are_their_own_sines()
    {
        // The original takes an early exit below 2^−12; the general body must give the same there.
        for (int bits = 0; bits < 0x39800000; bits += 9973)
        {
            float v = BitConverter.Int32BitsToSingle(bits);
            Assert.Equal((v, 1f), SingleSinCos.SinCos(v));
        }
    }
}
