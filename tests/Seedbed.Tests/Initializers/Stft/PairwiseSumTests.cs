using Seedbed.Initializers.Stft;
using Xunit;

namespace Seedbed.Tests.Initializers.Stft;

/// <summary>2²⁴ swallows a single 1 in float32 and keeps an even sum of ones: the total tells in which order was added.</summary>
public class PairwiseSumTests
{
    private const float Huge = 1 << 24;

    // 23 is 16 in lanes and 7 singly, of which the first ties upward; 129 is 64 + 65, its sum of 121 ones ties downward.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 0)]
    [InlineData(8, 6)]
    [InlineData(16, 14)]
    [InlineData(23, 16)]
    [InlineData(128, 112)]
    [InlineData(129, 120)]
    [InlineData(256, 240)]
    public void Adds_in_lanes_then_halves(int length, float ones)
    {
        float[] values = new float[length];
        Array.Fill(values, 1);
        values[0] = Huge;

        Assert.Equal(Huge + ones, PairwiseSum.Of(values));
    }

    [Fact]
    public void Of_nothing_is_zero() => Assert.Equal(0, PairwiseSum.Of([]));
}
