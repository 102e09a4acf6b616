using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Random;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Planning;

public sealed class InitializationPlanTests
{
    [Fact]
    public void Values_take_the_place_of_a_scheme_and_are_told()
    {
        ModelTemplate template = new("m", [new TensorTemplate("a", [2], ElementType.Float32, new RandomNormal()), new TensorTemplate("b", [2], ElementType.Float32, new Ones())]);
        var plan = InitializationPlan.Create(template, new PlanOptions { Seed = 3 });
        InitializationPlan with = plan.With(
            new Dictionary<string, Initializer> { ["a"] = Initializer.FromValues<float>([5, 6], [2]) }, KeyValuePair.Create("calibration", "by hand"));
        Assert.Equal([5, 6], with.Tensors[0].Initializer.CreateArray<float>([2]));
        Assert.Equal(plan.Tensors[1], with.Tensors[1]);
        Assert.Equal([.. plan.Metadata, KeyValuePair.Create("calibration", "by hand")], with.Metadata);
        Assert.Contains("tensor 'a'", Assert.Throws<ArgumentException>(() => plan.With(
            new Dictionary<string, Initializer> { ["a"] = Initializer.FromValues<float>([5], [1]) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unseeded_tensor_gets_its_key_from_the_seed_and_its_name_alone()
    {
        TensorTemplate a = new("a/kernel", [4, 5], ElementType.Float32, new HeNormal());
        TensorTemplate b = new("b/kernel", [4, 5], ElementType.Float32, new HeNormal());

        InitializationPlan both = Plans.Of(new PlanOptions { Seed = 9 }, b, a);
        InitializationPlan one = Plans.Of(new PlanOptions { Seed = 9 }, a with { Shape = [7, 7] });

        Assert.Equal(Seed.FromKey(RandomKey.FromName(9, "a/kernel")), SeedOf(both, "a/kernel"));
        Assert.Equal(SeedOf(both, "a/kernel"), SeedOf(one, "a/kernel"));
        Assert.NotEqual(SeedOf(both, "a/kernel"), SeedOf(both, "b/kernel"));
        Assert.NotEqual(SeedOf(both, "a/kernel"), SeedOf(Plans.Of(new PlanOptions { Seed = 10 }, a), "a/kernel"));
        Assert.Empty(both.Warnings);
        Assert.All(both.Tensors, tensor => Assert.Equal("name", tensor.SeedSource));
    }

    [Fact]
    public void Metadata_tell_all_that_the_values_depend_on()
    {
        ModelTemplate model = new("m", [new TensorTemplate("a", [4], ElementType.Float32, new RandomNormal())]) { Rules = "keras 3.14" };

        Dictionary<string, string> plain = new(InitializationPlan.Create(model, new PlanOptions { Seed = 9 }).Metadata);
        Dictionary<string, string> full = new(InitializationPlan.Create(
            model, new PlanOptions { Seed = 9, ElementType = ElementType.BFloat16,
                Overrides = [new InitializerOverride("a", new HeNormal(3))] }).Metadata);

        Assert.Equal(["format", "generator", "rules", "seed", "stream", "template"], plain.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("keras 3.14", plain["rules"]);
        Assert.Equal("bfloat16", full["dtype"]);
        Assert.StartsWith("a={", full["initializers"], StringComparison.Ordinal);
        Assert.Contains("HeNormal", full["initializers"], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_seed_each_plan_draws_one()
    {
        TensorTemplate tensor = new("a", [4], ElementType.Float32, new RandomNormal());

        InitializationPlan first = Plans.Of(new PlanOptions(), tensor);
        InitializationPlan second = Plans.Of(new PlanOptions(), tensor);

        Assert.NotEqual(first.Seed, second.Seed);
        Assert.Equal(SeedOf(first, "a"), SeedOf(Plans.Of(new PlanOptions { Seed = first.Seed }, tensor), "a"));
    }

    [Fact]
    public void A_generator_without_a_seed_counts_as_no_seed()
    {
        TensorTemplate tensor = new("a", [4], ElementType.Float32, new RandomNormal(seed: new SeedGenerator()));
        Assert.Equal(Seed.FromKey(RandomKey.FromName(9, "a")), SeedOf(Plans.Of(new PlanOptions { Seed = 9 }, tensor), "a"));
    }

    [Fact]
    public void An_explicit_seed_is_used_as_Keras_uses_it_and_a_shared_one_is_told()
    {
        InitializationPlan plan = Plans.Of(
            new TensorTemplate("a", [4], ElementType.Float32, new RandomNormal(seed: 5)),
            new TensorTemplate("b", [3, 3], ElementType.Float32, new HeNormal(seed: 5)),
            new TensorTemplate("c", [4], ElementType.Float32, new RandomNormal(seed: 6)),
            new TensorTemplate("d", [4], ElementType.Float32, new Zeros()));

        Assert.Equal(new RandomNormal(seed: 5).CreateArray<float>([4]), plan.Tensors[0].Initializer.CreateArray<float>([4]));
        Assert.Equal("seed 5", plan.Tensors[0].SeedSource);
        Assert.Null(plan.Tensors[3].SeedSource);
        string warning = Assert.Single(plan.Warnings);
        Assert.StartsWith("a, b have the same seed 5: they are drawn alike", warning, StringComparison.Ordinal);
    }

    /// <summary>With one seed A·B = 0 (schemes.json, lora_orthogonal); keys of their names would silently break it.</summary>
    [Fact]
    public void Factors_of_an_orthogonal_adapter_share_a_seed_or_are_told()
    {
        InitializationPlan Adapter(Seed? a, Seed? b) => Plans.Of(
            new TensorTemplate("q/lora_a", [8, 4], ElementType.Float64, new LoraOrthogonal(LoraFactor.A, a)),
            new TensorTemplate("q/lora_b", [4, 6], ElementType.Float64, new LoraOrthogonal(LoraFactor.B, b)));
        static double Effect(InitializationPlan plan)
        {
            double[] a = plan.Tensors[0].Initializer.CreateArray<double>([8, 4]);
            double[] b = plan.Tensors[1].Initializer.CreateArray<double>([4, 6]);
            return Enumerable.Range(0, 48).Max(i => Math.Abs(Enumerable.Range(0, 4).Sum(k => a[(i / 6 * 4) + k] * b[(k * 6) + (i % 6)])));
        }

        InitializationPlan together = Adapter(7, 7);
        InitializationPlan apart = Adapter(null, null);

        Assert.Empty(together.Warnings);
        Assert.InRange(Effect(together), 0, 1e-15);
        Assert.StartsWith("q/lora_a, q/lora_b: without a seed the factors", Assert.Single(apart.Warnings), StringComparison.Ordinal);
        Assert.InRange(Effect(apart), 1e-4, 1);
        Assert.StartsWith("q/lora_b: without", Assert.Single(Adapter(7, null).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Four_factors_may_share_a_seed_once_each()
    {
        static TensorTemplate Factor(string name, AttentionProjection projection, Seed? seed) => new(
            name, projection == AttentionProjection.Output ? [2, 3, 6] : [6, 2, 3], ElementType.Float32, new MimeticAttention(projection, seed: seed));

        Assert.Empty(Plans.Of(
            Factor("q", AttentionProjection.Query, 1), Factor("k", AttentionProjection.Key, 1),
            Factor("v", AttentionProjection.Value, 1), Factor("o", AttentionProjection.Output, 1)).Warnings);
        Assert.StartsWith("q, k, r have the same seed 1: they are drawn alike", Assert.Single(Plans.Of(
            Factor("q", AttentionProjection.Query, 1), Factor("k", AttentionProjection.Key, 1), Factor("r", AttentionProjection.Query, 1)).Warnings),
            StringComparison.Ordinal);
        Assert.StartsWith("q: without a seed the factors of MimeticAttention do not belong together, and the products are not what they should be",
            Assert.Single(Plans.Of(Factor("q", AttentionProjection.Query, null)).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Queries_keys_and_values_of_a_seeded_attention_are_alike_and_told()
    {
        InitializationPlan plan = InitializationPlan.Create(ModelFiles.Read("e_attention"), new PlanOptions { Seed = 1 });

        Assert.Equal(
            "mha/query/kernel, mha/key/kernel, mha/value/kernel, mha/attention_output/kernel have the same seed 12: they are drawn alike, "
            + "as Keras draws them; give each a seed of its own, or none.",
            Assert.Single(plan.Warnings));
    }

    [Fact]
    public void A_generator_advances_from_tensor_to_tensor()
    {
        SeedGenerator generator = new(3);
        InitializationPlan plan = Plans.Of(
            new TensorTemplate("a", [4], ElementType.Float32, new RandomNormal(seed: generator)),
            new TensorTemplate("b", [4], ElementType.Float32, new RandomNormal(seed: generator)));

        SeedGenerator again = new(3);
        Assert.Equal(new RandomNormal(seed: again).CreateArray<float>([4]), plan.Tensors[0].Initializer.CreateArray<float>([4]));
        Assert.Equal(new RandomNormal(seed: again).CreateArray<float>([4]), plan.Tensors[1].Initializer.CreateArray<float>([4]));
        Assert.Equal("generator of seed 3", plan.Tensors[1].SeedSource);
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public void A_scheme_that_cannot_fill_its_tensor_is_named()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => Plans.Of(
            new TensorTemplate("fine", [4, 4], ElementType.Float32, new Orthogonal()), new TensorTemplate(
                "x/bias", [4], ElementType.Float32, new Orthogonal())));

        Assert.StartsWith("tensor 'x/bias': Orthogonal fills tensors of rank 2 or more", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_are_not_drawn() =>
        Assert.Contains("tensor 'n' has the type int32",
            Assert.Throws<ArgumentException>(
                () => Plans.Of(new TensorTemplate("n", [], DType.Int32, new Ones()))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_LSTMs_bias_has_ones_for_the_forget_gate()
    {
        InitializationPlan plan = InitializationPlan.Create(ModelFiles.Read("d_lstm"), new PlanOptions { Seed = 1 });
        PlannedTensor bias = plan.Tensors.Single(tensor => tensor.Name == "lstm/lstm_cell/bias");

        float[] values = bias.Initializer.CreateArray<float>(bias.Shape);

        Assert.Equal([.. new float[64], .. Enumerable.Repeat(1f, 64), .. new float[128]], values);
        for (int start = 0; start <= 256; start += 31)
        {
            float[] slice = new float[Math.Min(50, 256 - start)];
            bias.Initializer.FillSlice(slice.AsSpan(), bias.Shape, start);
            Assert.Equal(values[start..(start + slice.Length)], slice);
        }
    }

    [Fact]
    public void Batch_renormalization_starts_at_the_root_of_the_variance()
    {
        string layer = LayerTests.Layer(
            "BatchNormalization", "bn", """ "renorm": true, "moving_variance_initializer": {"class_name": "RandomUniform", "config": {"minval": 1, "maxval": 4, "seed": 7}} """, """{"input_shape": [null, 50]}""");
        InitializationPlan plan = InitializationPlan.Create(KerasModelReader.Read(LayerTests.Model(layer)), new PlanOptions { Seed = 1 });
        float[] ValuesOf(string name) => plan.Tensors.Single(tensor => tensor.Name == "bn/" + name).Initializer.CreateArray<float>([50]);

        float[] expected = [.. new RandomUniform(1, 4, seed: 7).CreateArray<float>([50]).Select(MathF.Sqrt)];

        Assert.Equal(expected, ValuesOf("moving_stddev"));
        Assert.Equal(expected, ValuesOf("renorm_stddev"));
        Assert.Equal("bn/moving_variance, bn/moving_stddev, bn/renorm_stddev have the same seed 7",
            plan.Warnings[0][.."bn/moving_variance, bn/moving_stddev, bn/renorm_stddev have the same seed 7".Length]);
    }

    [Fact]
    public void Names_are_unique_and_not_empty()
    {
        TensorTemplate tensor = new("a", [4], ElementType.Float32, new Zeros());

        Assert.Contains("'a' stands for two tensors",
            Assert.Throws<ArgumentException>(() => new ModelTemplate("m", [tensor, tensor])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ModelTemplate("m", [tensor with { Name = "" }]));
    }

    private static Seed SeedOf(InitializationPlan plan, string name) =>
        Assert.IsType<RandomInitializer>(plan.Tensors.Single(tensor => tensor.Name == name).Initializer, exactMatch: false).Seed;
}
