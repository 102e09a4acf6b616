using System.Runtime.CompilerServices;

namespace Seedbed.Random.TensorFlow;

/// <summary>
/// Philox4x32-10 in counter mode: block j = ten rounds over the counter (lo j, hi j, c₂, c₃) under the key (k₀, k₁).
/// </summary>
/// <remarks>Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3 and table 2 for the constants.</remarks>
internal readonly struct PhiloxStream
{
    internal const uint MultiplierA = 0xD2511F53;
    internal const uint MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;
    internal const int Rounds = 10;

    internal PhiloxStream(uint key0, uint key1, ulong counterHigh = 0)
    {
        Key0 = key0;
        Key1 = key1;
        CounterHigh = counterHigh;
    }

    internal PhiloxStream(RandomKey key)
        : this((uint)key.Low, (uint)(key.Low >> 32), key.High)
    {
    }

    internal uint Key0 { get; }

    internal uint Key1 { get; }

    /// <summary>c₂ and c₃, the same for all blocks.</summary>
    internal ulong CounterHigh { get; }

    /// <summary>Block j of this stream.</summary>
    /// <remarks>The low half of the base counter is 0, so the counter of block j needs no carry.</remarks>
    internal PhiloxBlock Block(ulong j) => Encrypt(j, CounterHigh);

    /// <summary>The two words that a round mixes in.</summary>
    internal (uint First, uint Second) RoundKey(int round) => (Key0 + ((uint)round * WeylA), Key1 + ((uint)round * WeylB));

    /// <summary>Ten rounds over a 128-bit counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PhiloxBlock Encrypt(ulong counterLow, ulong counterHigh)
    {
        uint c0 = (uint)counterLow;
        uint c1 = (uint)(counterLow >> 32);
        uint c2 = (uint)counterHigh;
        uint c3 = (uint)(counterHigh >> 32);
        uint k0 = Key0;
        uint k1 = Key1;
        for (int round = 0; round < Rounds; round++)
        {
            ulong p = (ulong)MultiplierA * c0;
            ulong q = (ulong)MultiplierB * c2;
            c0 = (uint)(q >> 32) ^ c1 ^ k0;
            c1 = (uint)q;
            c2 = (uint)(p >> 32) ^ c3 ^ k1;
            c3 = (uint)p;
            k0 += WeylA;
            k1 += WeylB;
        }

        return new PhiloxBlock(c0, c1, c2, c3);
    }
}
