using Seedbed.Checkpoints.Bytes;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Bytes;

public sealed class Crc32Tests
{
    // The check value of CRC-32/ISO-HDLC in the catalogue of CRC algorithms.
    [Fact]
    public void The_check_value_is_the_published_one() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Fact]
    public void Every_split_joins_to_the_whole()
    {
        byte[] bytes = [.. Enumerable.Range(0, 257).Select(i => (byte)(i * 31))];
        uint whole = Crc32.Of(bytes);

        for (int split = 0; split <= bytes.Length; split++)
        {
            Assert.Equal(whole, Crc32.Combine(Crc32.Of(bytes.AsSpan(0, split)), Crc32.Of(bytes.AsSpan(split)), bytes.Length - split));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100_003)]
    public void Zeros_are_summed_without_being_read(int count) => Assert.Equal(Crc32.Of(new byte[count]), Crc32.OfZeros(count));
}
