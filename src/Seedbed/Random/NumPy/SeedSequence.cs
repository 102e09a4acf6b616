namespace Seedbed.Random.NumPy;

/// <summary>NumPy's way from integers to the state of a generator: a pool of four words, in which every word of entropy is mixed.</summary>
/// <remarks>Source: <c>numpy.random.SeedSequence</c>; O'Neill 2015, "Developing a seed_seq alternative".</remarks>
internal static class SeedSequence
{
    private const int PoolWords = 4;

    /// <summary>The pool of <c>SeedSequence(entropy)</c>: its words from the lowest bits on.</summary>
    /// <param name="entropy">Words of 32 bits, those of several integers one behind the other; words that are missing count as 0.</param>
    internal static RandomKey PoolOf(ReadOnlySpan<uint> entropy)
    {
        Span<uint> pool = stackalloc uint[PoolWords];
        uint multiplier = 0x43b0d7e5;
        for (int i = 0; i < PoolWords; i++)
        {
            pool[i] = Hash(i < entropy.Length ? entropy[i] : 0, ref multiplier);
        }

        for (int from = 0; from < PoolWords; from++)
        {
            for (int to = 0; to < PoolWords; to++)
            {
                pool[to] = from == to ? pool[to] : Mix(pool[to], Hash(pool[from], ref multiplier));
            }
        }

        for (int from = PoolWords; from < entropy.Length; from++)
        {
            for (int to = 0; to < PoolWords; to++)
            {
                pool[to] = Mix(pool[to], Hash(entropy[from], ref multiplier));
            }
        }

        return new RandomKey(pool[0] | ((ulong)pool[1] << 32), pool[2] | ((ulong)pool[3] << 32));
    }

    /// <summary><c>generate_state(4, uint64)</c> of a pool.</summary>
    internal static (ulong First, ulong Second, ulong Third, ulong Fourth) State(RandomKey pool)
    {
        Span<uint> words = [(uint)pool.Low, (uint)(pool.Low >> 32), (uint)pool.High, (uint)(pool.High >> 32)];
        Span<ulong> state = stackalloc ulong[4];
        uint multiplier = 0x8b51f9dd;
        for (int i = 0; i < 2 * state.Length; i++)
        {
            uint word = words[i % PoolWords] ^ multiplier;
            multiplier *= 0x58f38ded;
            word *= multiplier;
            state[i / 2] |= (ulong)(word ^ (word >> 16)) << (32 * (i % 2));
        }

        return (state[0], state[1], state[2], state[3]);
    }

    private static uint Hash(uint word, ref uint multiplier)
    {
        word ^= multiplier;
        multiplier *= 0x931e8875;
        word *= multiplier;
        return word ^ (word >> 16);
    }

    private static uint Mix(uint x, uint y)
    {
        uint mixed = (0xca01f9dd * x) - (0x4973f715 * y);
        return mixed ^ (mixed >> 16);
    }
}
