using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Initializers;

/// <summary>Initializers whose seed is a generator.</summary>
public sealed class SeedGeneratorDrawTests
{
    [Fact]
    public void A_generator_goes_through_keras_s_states()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy");
        JsonElement[] cases = [.. golden.RootElement.GetProperty("seed_generator").EnumerateArray()];

        Assert.Equal(6, cases.Length);
        Assert.All(cases, item =>
        {
            SeedGenerator generator = new(item.GetProperty("seed_generator").GetInt64());
            Initializer initializer = KerasCall.Create(item.GetProperty("class").GetString()!, item.GetProperty("args"), generator);
            Shape shape = item.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();
            foreach (JsonElement call in item.GetProperty("calls").EnumerateArray())
            {
                SeedPair before = generator.State;
                Assert.Equal(Pair(call.GetProperty("state_before")), before);
                float[] drawn = initializer.CreateArray<float>(shape);

                Assert.Equal(Pair(call.GetProperty("state_after")), generator.State);
                Seed key = Seed.FromKey(RandomStream.TensorFlow.KeyOf(before));
                Assert.Equal(((RandomInitializer)initializer with { Seed = key }).CreateArray<float>(shape), drawn);
            }
        });
    }

    [Fact]
    public void The_first_draw_is_that_of_the_integer_and_the_second_another()
    {
        HeNormal shared = new(seed: new SeedGenerator(42));

        float[] first = shared.CreateArray<float>([8, 8]);
        Assert.Equal(new HeNormal(seed: 42).CreateArray<float>([8, 8]), first);
        Assert.NotEqual(first, shared.CreateArray<float>([8, 8]));
    }

    [Fact]
    public void Two_initializers_take_turns_at_one_generator()
    {
        SeedGenerator generator = new(5);
        RandomNormal one = new(seed: generator);
        RandomNormal other = new(seed: generator);

        float[][] drawn = [one.CreateArray<float>([9]), other.CreateArray<float>([9]), one.CreateArray<float>([9])];

        SeedGenerator alone = new(5);
        RandomNormal expected = new(seed: alone);
        Assert.All(drawn, values => Assert.Equal(expected.CreateArray<float>([9]), values));
    }

    [Fact]
    public void Eight_threads_lose_no_counter()
    {
        const int Draws = 5000;
        SeedGenerator generator = new(3);
        long[][] counters = new long[8][];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(index => new Thread(() =>
            counters[index] = [.. Enumerable.Range(0, Draws).Select(_ => generator.Next().Counter)]))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(Enumerable.Range(0, 8 * Draws).Select(counter => (long)counter), counters.SelectMany(own => own).Order());
        Assert.Equal(new SeedPair(3, 8 * Draws), generator.State);
        Assert.All(counters, own => Assert.Equal(own.Order(), own));
    }

    [Fact]
    public void A_generator_without_a_seed_draws_one_from_1_to_a_billion()
    {
        SeedGenerator drawn = new();

        Assert.Null(drawn.ConfiguredSeed);
        Assert.InRange(drawn.Seed, 1, 1_000_000_000);
        Assert.Equal(7, new SeedGenerator(7).ConfiguredSeed);
    }

    private static SeedPair Pair(JsonElement state) => new(state[0].GetInt64(), state[1].GetInt64());
}
