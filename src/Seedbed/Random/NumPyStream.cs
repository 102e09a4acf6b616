using Seedbed.Random.NumPy;

namespace Seedbed.Random;

/// <summary>
/// Keras 3 on its NumPy backend: <c>numpy.random.default_rng([seed, counter])</c>, a PCG64 whose values follow each other. Every value is
/// drawn in double and rounded once; a <see cref="RandomKey"/> is the pool of NumPy's SeedSequence.
/// </summary>
/// <remarks>
/// All is NumPy's to the bit but for the tail of float64 normals, beyond 3.65 standard deviations: it takes a logarithm, which NumPy asks
/// of the C library, and 1.5 of a million normals differ by 1 ULP. Normals take as many words as they need, so value i is reached
/// through all before it: a slice costs as much as what ends with it.
/// Sources: <c>keras/src/backend/numpy/random.py</c>; NumPy's <c>bit_generator.pyx</c>, <c>pcg64.h</c> and <c>distributions.c</c>.
/// </remarks>
public sealed record NumPyStream : RandomStream
{
    private const double BoundInStddev = 2;

    internal NumPyStream()
    {
    }

    /// <inheritdoc/>
    public override string Name => "numpy";

    /// <inheritdoc/>
    public override bool IsSequential => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The seed is negative, which NumPy refuses.</exception>
    public override RandomKey KeyOf(SeedPair seed)
    {
        if (seed.Seed < 0)
        {
            throw new ArgumentException($"the seed is {seed.Seed}; NumPy takes seeds from 0.");
        }

        return SeedSequence.PoolOf([.. WordsOf((ulong)seed.Seed), .. WordsOf((ulong)seed.Counter)]);
    }

    /// <inheritdoc/>
    public override void FillUniform<T>(
        RandomKey key, double minval, double maxval, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        double range = maxval - minval;
        CheckFinite<T>(range, nameof(maxval));
        CheckFinite<T>(minval, nameof(minval));
        Pcg64 generator = new(key);
        generator.Skip(start);
        for (int i = 0; i < destination.Length; i++)
        {
            Look(i, execution);
            destination[i] = Round<T>(minval + (range * generator.NextDouble()));
        }
    }

    /// <inheritdoc/>
    public override void FillNormal<T>(
        RandomKey key, double mean, double stddev, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        CheckFinite<T>(mean, nameof(mean));
        CheckFinite<T>(stddev, nameof(stddev));
        Pcg64 generator = new(key);
        for (long i = -start; i < destination.Length; i++)
        {
            Look(i, execution);
            double value = mean + (stddev * Ziggurat.Next(ref generator));
            if (i >= 0)
            {
                destination[(int)i] = Round<T>(value);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Keras draws batches and keeps what lies in the closed interval: the normals in their order, without those outside.
    /// </remarks>
    public override void FillTruncatedNormal<T>(
        RandomKey key, double mean, double stddev, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        CheckFinite<T>(mean, nameof(mean));
        CheckFinite<T>(stddev, nameof(stddev));
        double lower = mean - (BoundInStddev * stddev);
        double upper = mean + (BoundInStddev * stddev);
        Pcg64 generator = new(key);
        for (long i = -start; i < destination.Length;)
        {
            Look(i, execution);
            double value = mean + (stddev * Ziggurat.Next(ref generator));
            if (value >= lower && value <= upper)
            {
                if (i >= 0)
                {
                    destination[(int)i] = Round<T>(value);
                }

                i++;
            }
        }
    }

    /// <summary>Looks whether to stop, once in some thousand values.</summary>
    private static void Look(long index, ExecutionOptions execution)
    {
        if (index % 8192 == 0)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>An integer's words of 32 bits, the lowest first; 0 has one.</summary>
    private static uint[] WordsOf(ulong value) => value <= uint.MaxValue ? [(uint)value] : [(uint)value, (uint)(value >> 32)];

    /// <summary>bfloat16 is rounded by way of float32, as NumPy's casts are.</summary>
    private static T Round<T>(double value)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
        ElementTypes.Of<T>() == ElementType.BFloat16 ? T.CreateTruncating((float)value) : T.CreateTruncating(value);

    private static void CheckFinite<T>(double value, string name)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        if (!T.IsFinite(Round<T>(value)))
        {
            throw new ArgumentException($"{name} is {value}, which is not finite in {ElementTypes.Of<T>().Name()}.", name);
        }
    }
}
