using Seedbed.Batteries.Widths;
using Xunit;

namespace Seedbed.Tests.Batteries;

/// <summary>
/// A hundredth of the battery of widths: a fault of one value in 100,000 is met about fifty times. It runs in the children without
/// instruction sets too,
/// where the digests hold the scalar way itself to what it is here.
/// </summary>
public class WidthBatteryTests
{
    private const long Count = 1_000_000;

    private static readonly Dictionary<string, ulong> s_digests = new()
    {
        ["uniform float32"] = 0x98d2e04af2dc1422,
        ["normal float32"] = 0x68681f6d02aaa243,
        ["truncated_normal float32"] = 0xaf0b5a18bbe32d0a,
        ["uniform float16"] = 0x092d85b11e913ba4,
        ["normal float16"] = 0xf1727d490762e2a7,
        ["truncated_normal float16"] = 0x7047f9da6fa68ab2,
        ["uniform bfloat16"] = 0x143d448f0b0609c5,
        ["normal bfloat16"] = 0x66ac908e6c021cf7,
        ["truncated_normal bfloat16"] = 0x2cde8f0860c1bacb,
        ["uniform float64"] = 0x2ab8dd2c622d16c8,
        ["normal float64"] = 0x5e4213380272892f,
        ["truncated_normal float64"] = 0x10387a38e64cd967,
    };

    [Fact]
    public void Every_width_has_the_bits_of_the_scalar_way()
    {
        WidthResult[] results = [.. WidthBattery.Run(Count)];

        Assert.All(results.SelectMany(result => result.Rows), row => Assert.Equal((0L, true), (row.Wrong, row.Tried > Count)));
        Assert.Equal(s_digests, results.ToDictionary(result => result.What, result => result.Digest));
    }
}
