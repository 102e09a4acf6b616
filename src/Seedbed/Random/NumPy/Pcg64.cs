using System.Numerics;

namespace Seedbed.Random.NumPy;

/// <summary>
/// PCG XSL-RR 128/64, the generator of <c>numpy.random.default_rng</c>: a linear congruence of 128 bits, scrambled to 64.
/// </summary>
/// <remarks>Source: O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms", section 6.3.</remarks>
internal struct Pcg64
{
    private static readonly UInt128 s_multiplier = new(2549297995355413924, 4865540595714422341);

    private readonly UInt128 _increment;
    private UInt128 _state;

    /// <summary>The generator of a pool of <see cref="SeedSequence"/>.</summary>
    internal Pcg64(RandomKey pool)
    {
        (ulong first, ulong second, ulong third, ulong fourth) = SeedSequence.State(pool);
        _increment = (new UInt128(third, fourth) << 1) | 1;
        _state = _increment + new UInt128(first, second);
        Step();
    }

    /// <summary>The next 64 bits.</summary>
    internal ulong Next()
    {
        Step();
        return BitOperations.RotateRight((ulong)(_state >> 64) ^ (ulong)_state, (int)(ulong)(_state >> 122));
    }

    /// <summary>The next 53 bits as a number of [0, 1).</summary>
    internal double NextDouble() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>Leaves out as many outputs, in time of the logarithm of their number.</summary>
    /// <remarks>Source: Brown 1994, "Random Number Generation with Arbitrary Strides".</remarks>
    internal void Skip(long count)
    {
        UInt128 multiplier = s_multiplier, increment = _increment, totalMultiplier = 1, totalIncrement = 0;
        for (ulong left = (ulong)count; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                totalMultiplier *= multiplier;
                totalIncrement = (totalIncrement * multiplier) + increment;
            }

            increment *= multiplier + 1;
            multiplier *= multiplier;
        }

        _state = (totalMultiplier * _state) + totalIncrement;
    }

    private void Step() => _state = (_state * s_multiplier) + _increment;
}
