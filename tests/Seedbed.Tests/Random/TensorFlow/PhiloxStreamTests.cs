using Seedbed.Random;
using Seedbed.Random.TensorFlow;
using Xunit;

namespace Seedbed.Tests.Random.TensorFlow;

/// <summary>The known answers that Random123 publishes for philox4x32-10 (kat_vectors); they set all words of counter and key.</summary>
public sealed class PhiloxStreamTests
{
    [Theory]
    [InlineData(0x00000000, 0x00000000, 0x0000000000000000, 0x0000000000000000, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0xa4093822, 0x299f31d0, 0x85a308d3243f6a88, 0x0370734413198a2e, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Blocks_are_the_published_ones(
        uint key0, uint key1, ulong counterLow, ulong counterHigh, uint word0, uint word1, uint word2, uint word3) =>
        Assert.Equal(new PhiloxBlock(word0, word1, word2, word3), new PhiloxStream(key0, key1).Encrypt(counterLow, counterHigh));

    [Fact]
    public void Block_j_counts_in_all_64_bits_of_the_low_half() =>
        Assert.Equal(new PhiloxStream(1, 2).Encrypt(0x300000004, 5), new PhiloxStream(1, 2, 5).Block(0x300000004));
}
