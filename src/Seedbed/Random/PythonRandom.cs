namespace Seedbed.Random;

/// <summary>
/// Python's <c>random.Random</c>: the Mersenne Twister MT19937. Keras takes the seeds of what has none from it, so that
/// <c>keras.utils.set_random_seed</c> settles them all.
/// </summary>
/// <remarks>
/// Sources: Matsumoto and Nishimura 1998, ACM TOMACS 8(1), and their <c>mt19937ar.c</c> (2002); CPython's <c>random_seed</c> and
/// <c>Random._randbelow_with_getrandbits</c>. Not safe from several threads.
/// </remarks>
/// <example>
/// <code>
/// PythonRandom random = new(seed: 42);
/// Console.WriteLine(random.NextInteger(1, 1_000_000_000)); // random.seed(42); random.randint(1, 1_000_000_000)
/// </code>
/// </example>
public sealed class PythonRandom
{
    private const int StateSize = 624;
    private const int Shift = 397;
    private const uint FirstSeed = 19650218;

    private readonly uint[] _state = new uint[StateSize];
    private int _next = StateSize;

    /// <summary>The generator after <c>random.seed(seed)</c>.</summary>
    /// <param name="seed">Any integer; its sign does not matter, as in Python.</param>
    public PythonRandom(long seed)
    {
        ulong size = (ulong)Math.Abs((decimal)seed);
        Begin(size <= uint.MaxValue ? [(uint)size] : [(uint)size, (uint)(size >> 32)]);
    }

    /// <summary><c>random.randint(first, last)</c>: uniform on first, …, last.</summary>
    /// <param name="first">The least value.</param>
    /// <param name="last">The greatest value.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or more than 2³².</exception>
    public long NextInteger(long first, long last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)(last - first), uint.MaxValue - 1, nameof(last));
        uint count = (uint)(last - first + 1);
        int unused = int.CreateChecked(uint.LeadingZeroCount(count));
        uint value;
        do
        {
            value = NextWord() >> unused;
        }
        while (value >= count);

        return first + value;
    }

    /// <summary><c>init_by_array</c>: the state of a key of several words.</summary>
    private void Begin(ReadOnlySpan<uint> key)
    {
        _state[0] = FirstSeed;
        for (int i = 1; i < StateSize; i++)
        {
            _state[i] = (1812433253u * Folded(i - 1)) + (uint)i;
        }

        int at = 1;
        for (int step = 0; step < StateSize; step++)
        {
            int word = step % key.Length;
            _state[at] = (_state[at] ^ (Folded(at - 1) * 1664525u)) + key[word] + (uint)word;
            at = Following(at);
        }

        for (int step = 1; step < StateSize; step++)
        {
            _state[at] = (_state[at] ^ (Folded(at - 1) * 1566083941u)) - (uint)at;
            at = Following(at);
        }

        _state[0] = 0x80000000;
    }

    private uint Folded(int index) => _state[index] ^ (_state[index] >> 30);

    /// <summary>The place after another; behind the last the first follows, which takes the last's value.</summary>
    private int Following(int at)
    {
        if (++at < StateSize)
        {
            return at;
        }

        _state[0] = _state[StateSize - 1];
        return 1;
    }

    private uint NextWord()
    {
        if (_next == StateSize)
        {
            Twist();
        }

        uint word = _state[_next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < StateSize; i++)
        {
            uint joined = (_state[i] & 0x80000000) | (_state[(i + 1) % StateSize] & 0x7FFFFFFF);
            _state[i] = _state[(i + Shift) % StateSize] ^ (joined >> 1) ^ ((joined & 1) * 0x9908B0DF);
        }

        _next = 0;
    }
}
