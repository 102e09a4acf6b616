using System.Text.Json;
using Xunit;

namespace Seedbed.Tests.Golden;

public sealed class GoldenFileTests
{
    [Theory]
    [InlineData("tf_cpu", "initializers", 596)]
    [InlineData("keras_numpy", "cases", 56)]
    [InlineData("keras_numpy", "fans", 44)]
    [InlineData("keras_numpy", "get", 44)]
    [InlineData("keras_numpy", "configs", 47)]
    [InlineData("keras_numpy", "errors", 85)]
    [InlineData("layer_weights", "layers", 39)]
    public void A_file_is_whole(string name, string key, int count)
    {
        using JsonDocument golden = GoldenFile.Open(name);

        Assert.Equal(count, golden.RootElement.GetProperty(key).GetArrayLength());
    }

    [Fact]
    public void The_hash_of_every_short_tensorflow_case_is_that_of_its_values()
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        int compared = 0;
        foreach (JsonElement item in golden.RootElement.GetProperty("initializers").EnumerateArray())
        {
            if (item.TryGetProperty("all", out JsonElement all))
            {
                string hash = item.GetProperty("dtype").GetString() switch
                {
                    "float32" => LittleEndianHash.Sha256<float>(HexBits.Singles(all)),
                    "float64" => LittleEndianHash.Sha256<double>(HexBits.Doubles(all)),
                    _ => LittleEndianHash.Sha256<ushort>(HexBits.UInt16s(all)),
                };
                Assert.Equal(item.GetProperty("sha256_le_bytes").GetString(), hash);
                compared++;
            }
        }

        Assert.True(compared > 100, $"only {compared} cases were compared");
    }

    [Theory]
    [InlineData("0x1.999999999999ap-5", 0.05)]
    [InlineData("-0x1.da05179501504p-1", -0.9258200997725514)]
    [InlineData("0x0.0p+0", 0.0)]
    [InlineData("0x1p+3", 8.0)]
    [InlineData("0x1.fffffffffffffp+1023", double.MaxValue)]
    [InlineData("0x0.0000000000001p-1022", double.Epsilon)]
    [InlineData("0x1.0000000000000p-1022", 2.2250738585072014E-308)]
    public void A_hexadecimal_number_is_read_exactly(string text, double value) => Assert.Equal(value, HexFloat.Parse(text));

    [Fact]
    public void Minus_zero_keeps_its_sign() => Assert.True(double.IsNegative(HexFloat.Parse("-0x0.0p+0")));

    [Theory]
    [InlineData("")]
    [InlineData("0.5")]
    [InlineData("0x1.8")]
    [InlineData("0x1.00000000000001p+0")]
    [InlineData("0x1.8p-5 ")]
    public void Other_text_is_refused(string text) => Assert.Throws<FormatException>(() => HexFloat.Parse(text));

    [Fact]
    public void Bits_are_read_most_significant_digit_first()
    {
        Assert.Equal([1.0f, -0.5f], HexBits.Singles("3f800000bf000000"));
        Assert.Equal([1.0], HexBits.Doubles("3ff0000000000000"));
        Assert.Equal([0x3C00, 0xBF80], HexBits.UInt16s("3c00bf80"));
        Assert.Throws<FormatException>(() => HexBits.Singles("3f8000"));
    }

    [Fact]
    public void The_hash_is_of_little_endian_bytes() =>
        Assert.Equal(LittleEndianHash.Sha256<byte>([0x34, 0x12, 0x78, 0x56]), LittleEndianHash.Sha256<ushort>([0x1234, 0x5678]));
}
