using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Random;

/// <summary>Keys of named parameters are a promise to every file ever written: these were computed with Python's hashlib.</summary>
public sealed class RandomKeyTests
{
    [Theory]
    [InlineData(42L, "conv1_conv/kernel", 0x285e81fe40928eaaUL, 0x643fdac717bb13b9UL)]
    [InlineData(42L, "conv1_conv/bias", 0xe2facbdaab365ef5UL, 0x72be86fed9b804f7UL)]
    [InlineData(0L, "", 0xc4a8ecb42d5fa1c7UL, 0x25a188df104ceda5UL)]
    [InlineData(-1L, "dense/kernel", 0x1dcd1df6c341d74cUL, 0x52d4aa69a1df1eecUL)]
    [InlineData(9223372036854775807L, "a", 0x0034c08e00deb5c5UL, 0x551597cd30fc31dfUL)]
    [InlineData(long.MinValue, "ünïcode/κ", 0x74b85a613031313bUL, 0xd6b1d60153264e60UL)]
    public void A_name_has_the_key_that_SHA_256_gives(long seed, string name, ulong low, ulong high) =>
        Assert.Equal(new RandomKey(low, high), RandomKey.FromName(seed, name));

    [Fact]
    public void A_name_that_is_no_Unicode_has_no_key()
    {
        (string Name, int Index)[] names = [("\ud800", 0), ("a\udfff", 1), ("\ud83d/\ude00", 0)];

        Assert.All(names, each => Assert.StartsWith(
            $"a parameter's name holds half of a surrogate pair at index {each.Index}; a name must be well-formed Unicode.",
            Assert.Throws<ArgumentException>(() => RandomKey.FromName(1, each.Name)).Message,
            StringComparison.Ordinal));
        Assert.NotEqual(RandomKey.FromName(1, "\ufffd"), RandomKey.FromName(1, "\U0001F600"));
    }

    [Fact]
    public void A_key_is_written_high_bits_first() => Assert.Equal("00000000000000020000000000000001", new RandomKey(1, 2).ToString());
}
