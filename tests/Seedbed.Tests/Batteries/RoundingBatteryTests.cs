using Seedbed.Batteries;
using Seedbed.Batteries.Roundings;
using Xunit;

namespace Seedbed.Tests.Batteries;

/// <summary>
/// A sample of the proof of roundings, with both ends of every binade; all floats are a command of their own (CONTRIBUTING.md).
/// </summary>
public class RoundingBatteryTests
{
    /// <summary>Every such chunk of 4096 floats; odd, so that ties are met at every place of a binade.</summary>
    private const int Stride = 1_009;

    [Fact]
    public void Every_rounding_is_to_the_nearest_with_ties_to_even()
    {
        BatteryRow[] rows = [.. RoundingBattery.Run(RoundingBattery.SomeChunks(Stride))];

        // Three scalar ways and a width at the least for each of two types, the two ways of float64, and two types from float64.
        Assert.True(rows.Length >= 9, $"{rows.Length} rows");
        Assert.All(rows, row => Assert.Equal((0L, true), (row.Wrong, row.Tried > 20_000)));
    }

    [Theory]
    [InlineData(0x3F7F_FFFFu, 0x3F80)]
    [InlineData(0x3F80_8000u, 0x3F80)]
    [InlineData(0x3F81_8000u, 0x3F82)]
    [InlineData(0x3F80_8001u, 0x3F81)]
    [InlineData(0x0000_8000u, 0x0000)]
    [InlineData(0x0000_8001u, 0x0001)]
    [InlineData(0x7F7F_8000u, 0x7F80)]
    [InlineData(0xFF7F_7FFFu, 0xFF7F)]
    [InlineData(0x8000_0000u, 0x8000)]
    public void The_definition_of_bfloat16_gives_what_is_known(uint single, int bits) =>
        Assert.Equal((ushort)bits, ShortFormat.BFloat16.Nearest(BitConverter.UInt32BitsToSingle(single)));

    [Theory]
    [InlineData(65519.99, 0x7BFF)]
    [InlineData(65520.0, 0x7C00)]
    [InlineData(-1.0, 0xBC00)]
    [InlineData(2.9802322387695312e-8, 0x0000)]
    [InlineData(2.9802322387695319e-8, 0x0001)]
    [InlineData(6.1005353927612305e-5, 0x0400)]
    [InlineData(0.333251953125, 0x3555)]
    public void The_definition_of_float16_gives_what_is_known(double value, int bits) =>
        Assert.Equal((ushort)bits, ShortFormat.Float16.Nearest(value));
}
