using Seedbed.Initializers;
using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Contracts;

/// <summary>Initializers are values: equal by content, unchanged by use, fixed by their seed.</summary>
public sealed class ValueContractTests
{
    public static TheoryData<string> Names => [.. InitializerExample.All.Select(example => example.Name)];

    public static TheoryData<string> RandomNames =>
        [.. InitializerExample.All.Where(example => example.IsRandom).Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_arguments_make_equal_initializers(string name)
    {
        InitializerExample example = InitializerExample.Named(name);

        Assert.NotSame(example.Create(3), example.Create(3));
        Assert.Equal(example.Create(3), example.Create(3));
        Assert.Equal(example.Create(3).GetHashCode(), example.Create(3).GetHashCode());
    }

    [Fact]
    public void Different_schemes_are_different()
    {
        Assert.Distinct(InitializerExample.All.Select(example => example.Create(3)));
        Assert.NotEqual(new Constant([1, 2, 3], [3]), new Constant([1, 2, 4], [3]));
        Assert.NotEqual(new Constant([1, 2], [2]), new Constant([1, 2], [1, 2]));
        Assert.NotEqual(new HeNormal(3), new HeNormal(3, FanRule.Depthwise));
        Assert.NotEqual(Initializer.FromFunction<float>((_, _) => { }), Initializer.FromFunction<float>((values, _) => values.Clear()));
    }

    [Theory]
    [MemberData(nameof(RandomNames))]
    public void A_seed_changed_by_with_changes_the_values_and_changed_back_restores_them(string name)
    {
        RandomInitializer initializer = (RandomInitializer)InitializerExample.Named(name).Create(3);
        RandomInitializer other = initializer with { Seed = 4 };

        Assert.NotEqual<Initializer>(initializer, other);
        Assert.NotEqual(Draw(initializer), Draw(other));
        Assert.Equal<Initializer>(initializer, other with { Seed = 3 });
        Assert.Equal(Draw(initializer), Draw(other with { Seed = 3 }));
    }

    [Theory]
    [MemberData(nameof(RandomNames))]
    public void Generators_are_compared_by_reference(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        SeedGenerator generator = new(3);

        Assert.Equal(example.Create(generator), example.Create(generator));
        Assert.NotEqual(example.Create(generator), example.Create(new SeedGenerator(3)));
    }

    [Theory]
    [MemberData(nameof(RandomNames))]
    public void Without_a_seed_two_calls_agree_and_two_objects_differ(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        RandomInitializer initializer = (RandomInitializer)example.Create(null);

        Assert.Equal(Draw(initializer), Draw(initializer));
        Assert.NotEqual(Draw(initializer), Draw(example.Create(null)));
        DrawnSeed drawn = Assert.IsType<DrawnSeed>(initializer.Seed);
        Assert.InRange(drawn.Value, 1, 1_000_000_000);
        Assert.Equal(Draw(example.Create(drawn.Value)), Draw(initializer));
        Assert.NotEqual(example.Create(drawn.Value), initializer);
    }

    [Theory]
    [MemberData(nameof(RandomNames))]
    public void A_pinned_initializer_repeats_its_generator_s_next_draw(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        Initializer fresh = example.Create(new SeedGenerator(3));
        Initializer pinned = example.Create(new SeedGenerator(3)).Pin();

        float[] drawn = Draw(fresh);
        Assert.Equal(drawn, Draw(pinned));
        Assert.Equal(drawn, Draw(pinned));
        Assert.NotEqual(drawn, Draw(fresh));
    }

    [Fact]
    public void A_key_of_a_name_is_a_seed_of_its_own()
    {
        HeNormal initializer = new(Seed.FromKey(RandomKey.FromName(42, "dense/kernel")));

        Assert.Equal(Draw(initializer), Draw(initializer));
        Assert.Distinct(
            [Draw(initializer)[0], Draw(new HeNormal(Seed.FromKey(RandomKey.FromName(42, "dense_1/kernel"))))[0],
                Draw(new HeNormal(Seed.FromKey(RandomKey.FromName(43, "dense/kernel"))))[0]]);
    }

    [Fact]
    public void The_key_of_a_name_is_the_first_half_of_its_sha_256()
    {
        // printf 'seedbed/key/1\0\x2a\0\0\0\0\0\0\0dense/kernel' | sha256sum
        Assert.Equal("4dfb6e230b88319d37b244479ad7cf5a", RandomKey.FromName(42, "dense/kernel").ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cancelled_fill_stops_before_it_writes(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        Shape shape = example.ShapeOfAbout(100);
        float[] values = [.. Enumerable.Repeat(-77f, (int)shape.ElementCount)];
        FillOptions cancelled = new() { CancellationToken = new CancellationToken(canceled: true) };

        Assert.ThrowsAny<OperationCanceledException>(() => example.Create(1).Fill(values.AsSpan(), shape, cancelled));
        Assert.All(values, value => Assert.Equal(-77f, value));
    }

    private static float[] Draw(Initializer initializer)
    {
        Shape shape = initializer switch
        {
            ChronoBias => [6, 8],
            SplineNoise => [4, 10],
            DeltaOrthogonal or ConvolutionOrthogonal => [6, 2, 3],
            _ => [6, 6],
        };
        return initializer.CreateArray<float>(shape);
    }
}
