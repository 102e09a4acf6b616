using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Random.TensorFlow;

/// <summary>How the generations of Keras fold a seed. A stream that changes no seed word tells which pair reached TensorFlow.</summary>
public sealed class TensorFlowSeedingTests
{
    private static readonly TensorFlowStream s_plain = RandomStream.TensorFlowStateless;

    [Fact]
    public void Keras_folds_seeds_as_its_seed_map_says()
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        JsonElement[] map = [.. golden.RootElement.GetProperty("keras_seed_map").EnumerateArray()];

        Assert.Equal(14, map.Length);
        Assert.All(map, entry => Assert.Equal(
            s_plain.KeyOf(GoldenWindow.SeedOf(entry)),
            RandomStream.TensorFlow.KeyOf(new SeedPair(entry.GetProperty("seed").GetInt64(), entry.GetProperty("counter").GetInt64()))));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MinValue + 1)]
    [InlineData(-2147483647)]
    [InlineData(-2147483646)]
    [InlineData(long.MaxValue)]
    public void Keras_s_remainder_is_python_s_for_every_integer(long seed)
    {
        Int128 remainder = (((Int128)seed % 2147483646) + 2147483646) % 2147483646;

        Assert.Equal(s_plain.KeyOf(new SeedPair((long)remainder, 0)), RandomStream.TensorFlow.KeyOf(new SeedPair(seed, 0)));
    }

    [Theory]
    [InlineData(42, 42)]
    [InlineData(2147483646, 2147483646)]
    [InlineData(2147483647, 2147483647)]
    [InlineData(2147483648, -2147483648)]
    [InlineData(4294967295, -1)]
    [InlineData(4294967296, 0)]
    [InlineData(-1, -1)]
    [InlineData(-42, -42)]
    public void Keras_3_4_reads_32_bits_with_a_sign(long seed, long word)
    {
        Assert.Equal(s_plain.KeyOf(new SeedPair(word, 0)), RandomStream.TensorFlowKeras34.KeyOf(new SeedPair(seed, 0)));
        Assert.Equal(s_plain.KeyOf(new SeedPair(7, word)), RandomStream.TensorFlowKeras34.KeyOf(new SeedPair(7, seed)));
    }

    [Fact]
    public void Stateless_seeds_keep_all_their_64_bits()
    {
        long[] seeds = [1, -1, 1L + int.MaxValue, 4294967297, long.MinValue, long.MaxValue];

        Assert.Equal(2 * seeds.Length,
            seeds.SelectMany(seed => new[] { s_plain.KeyOf(new(seed, 0)), s_plain.KeyOf(new(0, seed)) }).Distinct().Count());
    }

    [Fact]
    public void Only_the_stateless_stream_keeps_a_float64_bound_unrounded()
    {
        double lowest = new RandomUniform(0.1, 0.1, seed: 1).CreateArray<double>([1])[0];
        double unrounded = new RandomUniform(0.1, 0.1, seed: 1).CreateArray<double>([1], new FillOptions { Stream = s_plain })[0];
        double keras34 =
            new RandomUniform(0.1, 0.1, seed: 1).CreateArray<double>([1], new FillOptions { Stream = RandomStream.TensorFlowKeras34 })[0];

        Assert.Equal((0.1f, 0.1, 0.1f), (lowest, unrounded, keras34));
    }

    [Fact]
    public void The_streams_are_told_apart_by_value()
    {
        Assert.NotEqual(RandomStream.TensorFlow, RandomStream.TensorFlowKeras34);
        Assert.NotEqual(RandomStream.TensorFlow, RandomStream.TensorFlowStateless);
        Assert.Equal(
            [TensorFlowSeeding.Keras, TensorFlowSeeding.Keras34, TensorFlowSeeding.Stateless],
            [RandomStream.TensorFlow.Seeding, RandomStream.TensorFlowKeras34.Seeding, RandomStream.TensorFlowStateless.Seeding]);
    }

    [Fact]
    public void Each_stream_has_a_name_of_its_own_for_the_metadata_of_files() => Assert.Equal(
        ["tensorflow", "tensorflow-keras-3.4", "tensorflow-stateless"],
        new[] { RandomStream.TensorFlow, RandomStream.TensorFlowKeras34, RandomStream.TensorFlowStateless }.Select(stream => stream.Name));
}
