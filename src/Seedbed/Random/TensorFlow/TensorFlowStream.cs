using System.Numerics;
using Seedbed.Random.TensorFlow;
using Seedbed.Random.TensorFlow.Vectors;

namespace Seedbed.Random;

/// <summary>
/// TensorFlow's stateless CPU stream: Philox4x32-10 in counter mode, block j of a stream from counter j, four 32-bit words a block.
/// A <see cref="RandomKey"/> holds the Philox key (low) and words 2 and 3 of the counter (high).
/// </summary>
/// <remarks>
/// Sources: Salmon et al. 2011 (Philox); TensorFlow's <c>philox_random.h</c>, <c>random_distributions.h</c> and
/// <c>stateless_random_ops.cc</c>. float32, float16 and bfloat16 agree with TensorFlow on Linux bit for bit. float64 normals are within 2
/// ULP of max(|z·stddev|, |mean|): they take logarithm and sine from this library, the same on every system, where TensorFlow asks the C
/// library.
/// </remarks>
public sealed record TensorFlowStream : RandomStream
{
    /// <summary>int32.max − 1, by which Keras folds a seed into 31 bits.</summary>
    private const long KerasModulus = int.MaxValue - 1L;

    /// <summary>The fixed key under which <c>stateless_random_ops.cc</c> scrambles a seed into a key and a counter.</summary>
    private static readonly PhiloxStream s_scrambler = new(0x3EC8F720, 0x02461E29);

    internal TensorFlowStream(TensorFlowSeeding seeding) => Seeding = seeding;

    /// <summary>The generation of Keras whose seeds and bounds are meant.</summary>
    public TensorFlowSeeding Seeding { get; }

    /// <inheritdoc/>
    public override string Name => Seeding switch
    {
        TensorFlowSeeding.Keras => "tensorflow",
        TensorFlowSeeding.Keras34 => "tensorflow-keras-3.4",
        TensorFlowSeeding.Stateless => "tensorflow-stateless",
        _ => throw new InvalidOperationException($"unknown seeding {Seeding}"),
    };

    /// <inheritdoc/>
    public override RandomKey KeyOf(SeedPair seed)
    {
        PhiloxBlock scrambled = s_scrambler.Encrypt((ulong)FoldSeedWord(seed.Seed), (ulong)FoldSeedWord(seed.Counter));
        return new RandomKey(scrambled.Low, scrambled.High);
    }

    /// <inheritdoc/>
    public override void FillUniform<T>(
        RandomKey key, double minval, double maxval, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        T lower = RoundBound<T>(minval);
        T range = RoundBound<T>(maxval) - lower;
        if (!T.IsFinite(lower) || !T.IsFinite(range))
        {
            throw new ArgumentException(
                $"the uniform range from {minval} to {maxval} is not finite in {ElementTypes.Of<T>().Name()}; choose smaller "
                + "bounds.", nameof(maxval));
        }

        if (ElementTypes.Of<T>() == ElementType.Float64)
        {
            LaneFill.Fill<T, DoubleUniformSampler<T>, LaneDoubleUniform<T>>(
                new PhiloxStream(key), range, lower, start, destination, execution);
        }
        else
        {
            LaneFill.Fill<T, WordUniformSampler<T>, LaneWordUniform<T>>(new PhiloxStream(key), range, lower, start, destination, execution);
        }
    }

    /// <inheritdoc/>
    public override void FillNormal<T>(
        RandomKey key, double mean, double stddev, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        T multiplier = RoundParameter<T>(stddev, nameof(stddev));
        T offset = RoundParameter<T>(mean, nameof(mean));
        if (ElementTypes.Of<T>() == ElementType.Float64)
        {
            LaneFill.Fill<T, DoubleNormalSampler<T>, LaneDoubleNormal<T>>(
                new PhiloxStream(key), multiplier, offset, start, destination, execution);
        }
        else
        {
            LaneFill.Fill<T, FloatNormalSampler<T>, LaneNormal<T>>(
                new PhiloxStream(key), multiplier, offset, start, destination, execution);
        }
    }

    /// <inheritdoc/>
    public override void FillTruncatedNormal<T>(
        RandomKey key, double mean, double stddev, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        T multiplier = RoundParameter<T>(stddev, nameof(stddev));
        T offset = RoundParameter<T>(mean, nameof(mean));
        if (ElementTypes.Of<T>() == ElementType.Float64)
        {
            LaneFill.Fill<T, DoubleTruncatedNormalSampler<T>, LaneDoubleTruncatedNormal<T>>(
                new PhiloxStream(key), multiplier, offset, start, destination, execution);
        }
        else
        {
            LaneFill.Fill<T, FloatTruncatedNormalSampler<T>, LaneTruncatedNormal<T>>(
                new PhiloxStream(key), multiplier, offset, start, destination, execution);
        }
    }

    /// <summary>One word of the seed as TensorFlow gets it, sign-extended to 64 bits.</summary>
    private long FoldSeedWord(long word) => Seeding switch
    {
        TensorFlowSeeding.Keras => ((word % KerasModulus) + KerasModulus) % KerasModulus,
        TensorFlowSeeding.Keras34 => unchecked((int)word),
        TensorFlowSeeding.Stateless => word,
        _ => throw new InvalidOperationException($"unknown seeding {Seeding}"),
    };

    /// <summary>A uniform bound in the element type. Keras 3 casts Python floats through float32 first, even for float64.</summary>
    private T RoundBound<T>(double bound)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Seeding == TensorFlowSeeding.Stateless ? Round<T>(bound) : T.CreateTruncating((float)bound);

    private static T RoundParameter<T>(double value, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T rounded = Round<T>(value);
        return T.IsFinite(rounded)
            ? rounded
            : throw new ArgumentException($"{name} is {value}, which is not finite in {ElementTypes.Of<T>().Name()}.", name);
    }

    /// <summary>float64 keeps the double; shorter types get it by way of float32, as TensorFlow converts Python numbers.</summary>
    private static T Round<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ElementTypes.Of<T>() == ElementType.Float64 ? T.CreateTruncating(value) : T.CreateTruncating((float)value);
}
