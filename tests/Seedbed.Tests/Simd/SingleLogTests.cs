using Seedbed.Simd;
using Xunit;

namespace Seedbed.Tests.Simd;

public class SingleLogTests
{
    // As published: 1/c and ln c of the sixteen parts.
    private static readonly string[] Table =
    [
        "0x1.661ec79f8f3bep+0 -0x1.57bf7808caadep-2", "0x1.571ed4aaf883dp+0 -0x1.2bef0a7c06ddbp-2",
        "0x1.49539f0f010bp+0 -0x1.01eae7f513a67p-2", "0x1.3c995b0b80385p+0 -0x1.b31d8a68224e9p-3",
        "0x1.30d190c8864a5p+0 -0x1.6574f0ac07758p-3", "0x1.25e227b0b8eap+0 -0x1.1aa2bc79c81p-3",
        "0x1.1bb4a4a1a343fp+0 -0x1.a4e76ce8c0e5ep-4", "0x1.12358f08ae5bap+0 -0x1.1973c5a611cccp-4",
        "0x1.0953f419900a7p+0 -0x1.252f438e10c1ep-5", "0x1p+0 0x0p+0",
        "0x1.e608cfd9a47acp-1 0x1.aa5aa5df25984p-5", "0x1.ca4b31f026aap-1 0x1.c5e53aa362eb4p-4",
        "0x1.b2036576afce6p-1 0x1.526e57720db08p-3", "0x1.9c2d163a1aa2dp-1 0x1.bc2860d22477p-3",
        "0x1.886e6037841edp-1 0x1.1058bc8a07ee1p-2", "0x1.767dcf5534862p-1 0x1.4043057b6ee09p-2",
    ];

    private static float Argument(int m) => Math.Max(Inputs.Uniform(m), 1e-7f);

    [Theory]
    [InlineData(SingleLog.Ln2, "0x1.62e42fefa39efp-1")]
    [InlineData(SingleLog.C2, "-0x1.ffffef20a4123p-2")]
    [InlineData(SingleLog.C3, "0x1.5575b0be00b6ap-2")]
    [InlineData(SingleLog.C4, "-0x1.00ea348b88334p-2")]
    public void Coefficient_is_the_published_one(double value, string published) => Assert.Equal(HexFloat.Parse(published), value);

    [Fact]
    public void Table_is_the_published_one()
    {
        Assert.Equal(Table.Select(row => HexFloat.Parse(row.Split(' ')[0])), SingleLog.InverseCentres.ToArray());
        Assert.Equal(Table.Select(row => HexFloat.Parse(row.Split(' ')[1])), SingleLog.LogCentres.ToArray());
    }

    [Fact]
    public void Every_uniform_gives_the_pinned_bits()
    {
        float[] results = Inputs.Tabulate(Inputs.UniformCount, m => SingleLog.Log(Argument(m)));
        Assert.Equal("207fef8ffa8c82caf82c478ee40c5bdbcc5d64d385cd8a1ce60d832fcf03b59b", Inputs.Sha256(results));
    }

    [GlibcFact]
    public void Every_uniform_gives_what_the_C_library_gives()
    {
        float[] expected = Inputs.Tabulate(Inputs.UniformCount, m => MathF.Log(Argument(m)));
        float[] results = Inputs.Tabulate(Inputs.UniformCount, m => SingleLog.Log(Argument(m)));
        Assert.True(expected.AsSpan().SequenceEqual(results));
    }

    [Fact]
    public void One_gives_positive_zero() => Assert.Equal(0, BitConverter.SingleToInt32Bits(SingleLog.Log(1f)));
}
