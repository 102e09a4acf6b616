using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>
/// Functions are initializers as they stand, for kernels, and calls with names, objects and null mean what they meant: that they compile is
/// half of each test.
/// </summary>
public sealed class FunctionInitializerTests
{
    /// <summary>Each layer with a kernel, by a lambda of each kind.</summary>
    public static TheoryData<string, Func<Layer>, Func<Layer>, int[]> Lambdas => new()
    {
        { "Dense", () => new Dense(3, kernelInitializer: (values, shape) => values.Fill(7)),
            () => new Dense(3, kernelInitializer: (values, shape, random) => random.Normal(values, 0, 1)), [4] },
        { "Embedding", () => new Embedding(5, 3, embeddingsInitializer: (values, _) => values.Fill(7)),
            () => new Embedding(5, 3, embeddingsInitializer: (values, _, random) => random.Normal(values, 0, 1)), [4] },
        { "Conv1D", () => new Conv1D(3, 2, kernelInitializer: (values, _) => values.Fill(7)),
            () => new Conv1D(3, 2, kernelInitializer: (values, _, random) => random.Normal(values, 0, 1)), [6, 2] },
        { "Conv2D", () => new Conv2D(3, 2, kernelInitializer: (values, _) => values.Fill(7)),
            () => new Conv2D(3, 2, kernelInitializer: (values, _, random) => random.Normal(values, 0, 1)), [6, 6, 2] },
        { "Conv3D", () => new Conv3D(3, 2, kernelInitializer: (values, _) => values.Fill(7)),
            () => new Conv3D(3, 2, kernelInitializer: (values, _, random) => random.Normal(values, 0, 1)), [4, 4, 4, 2] },
        { "Conv2DTranspose", () => new Conv2DTranspose(3, 2, kernelInitializer: (values, _) => values.Fill(7)),
            () => new Conv2DTranspose(3, 2, kernelInitializer: (values, _, random) => random.Normal(values, 0, 1)), [4, 4, 2] },
        { "DepthwiseConv2D", () => new DepthwiseConv2D(2, depthwiseInitializer: (values, _) => values.Fill(7)),
            () => new DepthwiseConv2D(2, depthwiseInitializer: (values, _, random) => random.Normal(values, 0, 1)), [4, 4, 2] },
        { "SeparableConv2D", () => new SeparableConv2D(2, 2, depthwiseInitializer: (values, _) => values.Fill(7)),
            () => new SeparableConv2D(2, 2, depthwiseInitializer: (values, _, random) => random.Normal(values, 0, 1)), [4, 4, 2] },
        { "SimpleRNN", () => new SimpleRNN(2, kernelInitializer: (values, _) => values.Fill(7)),
            () => new SimpleRNN(2, kernelInitializer: (values, _, random) => random.Normal(values, 0, 1)), [4, 2] },
        { "LSTM", () => new LSTM(2, kernelInitializer: (values, _) => values.Fill(7)),
            () => new LSTM(2, kernelInitializer: (values, _, random) => random.Normal(values, 0, 1)), [4, 2] },
        { "GRU", () => new GRU(2, kernelInitializer: (values, _) => values.Fill(7)),
            () => new GRU(2, kernelInitializer: (values, _, random) => random.Normal(values, 0, 1)), [4, 2] },
    };

    [Theory]
    [MemberData(nameof(Lambdas))]
    public void A_lambda_is_a_kernels_initializer(string name, Func<Layer> constant, Func<Layer> drawn, int[] sample)
    {
        Assert.Equal(name, constant().ClassName);
        Sequential filled = Model(constant(), sample, seed: 1);
        Sequential random = Model(drawn(), sample, seed: 1);

        Assert.All(filled.Layers[0].GetWeights()[0], value => Assert.Equal(7, value));
        Assert.Equal(random.GetWeights(), Model(drawn(), sample, seed: 1).GetWeights());
        Assert.NotEqual(random.GetWeights()[0], Model(drawn(), sample, seed: 2).GetWeights()[0]);
        Assert.Equal(Expected(new RandomNormal(0, 1), random.Weights[0], seed: 1), random.GetWeights()[0]);
    }

    [Fact]
    public void Both_kernels_take_functions()
    {
        Layer[] layers =
        [
            new SimpleRNN(2, recurrentInitializer: (values, _) => values.Fill(5)),
            new LSTM(2, kernelInitializer: (values, _) => values.Fill(7), recurrentInitializer: (values, _) => values.Fill(5)),
            new GRU(2, kernelInitializer: (values, _, random) => random.Uniform(values, 7, 7), recurrentInitializer: Fives),
            new LSTM(2, kernelInitializer: Initializer.FromFunction((values, _) => values.Fill(7)), recurrentInitializer: "Constant(value=5)"),
        ];

        Assert.All(layers, layer => Assert.All(Model(layer, [4, 2], seed: 1).GetWeights()[1], value => Assert.Equal(5, value)));
        MultiHeadAttention attention = new(2, 2, kernelInitializer: (values, shape, random) => random.TruncatedNormal(values, 0, shape[0]));
        Input input = new([3, 4]);
        Model model = new(input, attention.On(input, input), seed: 1);
        Assert.Equal(Expected(new TruncatedNormal(0, 4), model.Weights[0], seed: 1), model.GetWeights()[0]);

        static void Fives(Span<float> values, Shape shape, RandomDraws random) => random.Normal(values, 5, 0);
    }

    [Fact]
    public void Other_calls_mean_what_they_meant()
    {
        InitializerFunction<float> function = (values, _) => values.Fill(7);
        InitializerArgument argument = "ones";
        string? none = null;
        bool yes = argument is not null;
        Layer[] ones =
        [
            new Dense(3, kernelInitializer: "ones"), new Dense(3, "linear", true, "ones", "zeros", "d"),
            new Dense(3, kernelInitializer: new Ones()), new Dense(3, kernelInitializer: argument),
            new Dense(3, kernelInitializer: yes ? "ones" : null), new Dense(3, kernelInitializer: yes ? new Ones() : null),
            new Dense(3, kernelInitializer: """{"class_name": "Ones"}"""), new Dense(3, "linear", true, new Ones()),
            new Dense(3, kernelInitializer: Initializer.FromValues<float>([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [4, 3])),
            new Dense(3, kernelInitializer: (values, shape) => values.Fill(1), biasInitializer: "zeros", name: "d"),
            new Dense(3, "linear", true, (values, shape, random) => random.Uniform(values, 1, 1), new Zeros()),
            new Dense(3, kernelInitializer: Filled),
        ];
        Layer[] defaults =
        [
            new Dense(3), new Dense(3, kernelInitializer: null), new Dense(3, kernelInitializer: default),
            new Dense(3, kernelInitializer: none), new Dense(3, "linear", true, null, null, null),
            new Dense(3, kernelInitializer: (InitializerFunction<float>?)null),
        ];

        Assert.All(ones, layer => Assert.All(Model(layer, [4], seed: 1).GetWeights()[0], value => Assert.Equal(1, value)));
        Assert.Equal([7f, 7f], new Sequential([new Input([1]), new Dense(2, kernelInitializer: function)]).GetWeights()[0]);
        Assert.All(defaults, layer => Assert.Contains("GlorotUniform", Model(layer, [4], seed: 1).ToJson(), StringComparison.Ordinal));
        _ = new Conv2D(3, 3, kernelInitializer: null);
        _ = new Embedding(3, 3, null);
        _ = new LSTM(3, kernelInitializer: null, recurrentInitializer: null);
        _ = new GRU(3, kernelInitializer: "he_normal", recurrentInitializer: new Orthogonal());
        _ = new SeparableConv2D(3, 3, depthwiseInitializer: null, pointwiseInitializer: "ones");
        _ = new MultiHeadAttention(2, 3, kernelInitializer: null);

        static void Filled(Span<float> values, Shape shape) => values.Fill(1);
    }

    [Fact]
    public void Draws_of_one_function_are_independent_and_repeat()
    {
        Initializer twice = Initializer.FromFunction((values, shape, random) =>
        {
            random.Normal(values[..4], 0, 1);
            random.Normal(values[4..], 0, 1);
        }, seed: 42);

        float[] values = twice.CreateArray<float>([8]);

        Assert.Equal(new RandomNormal(0, 1, seed: 42).CreateArray<float>([4]), values[..4]);
        Assert.NotEqual(values[..4], values[4..]);
        Assert.Equal(values, twice.CreateArray<float>([8]));
        RandomKey key = RandomStream.TensorFlow.KeyOf(new SeedPair(42, 0));
        Seed next = Seed.FromKey(key with { High = key.High + 1 });
        Assert.Equal(new RandomNormal(0, 1, next).CreateArray<float>([4]), values[4..]);
        Assert.Equal(values[2..7], Slice(twice, 2, 5));
    }

    [Fact]
    public void Draws_out_of_range_get_a_sentence()
    {
        Assert.Contains("stddev is -1; it must be finite and at least 0.",
            Fault((values, _, random) => random.Normal(values, 0, -1)), StringComparison.Ordinal);
        Assert.Contains("minval is 1 and maxval is 0", Fault((values, _, random) => random.Uniform(values, 1, 0)), StringComparison.Ordinal);

        static string Fault(RandomInitializerFunction<float> function) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.FromFunction(function).CreateArray<float>([2])).Message;
    }

    [Fact]
    public void Functions_and_own_classes_survive_a_clone_and_become_values_in_files()
    {
        using TemporaryFolder folder = new();
        Sequential model = new(
            [
                new Input([4]), new Dense(3, kernelInitializer: (values, shape, random) => random.Uniform(values, 1, 2), name: "drawn"),
                new Dense(2, kernelInitializer: new Steps(0.5), biasInitializer: Initializer.FromFunction((values, _) => values.Fill(7))),
            ],
            seed: 5);
        Input input = new([4]);
        Model branches = new(input, new Add().On(input, new Dense(4, kernelInitializer: new Steps(2)).On(input)), seed: 3);

        Sequential clone = model.Clone();
        model.Weights[0].Set<float>(new float[12]);
        Model other = clone.Clone(seed: 6);
        clone.Save(folder.At("m.keras"));

        Assert.All(clone.GetWeights()[0], value => Assert.InRange(value, 1, 2));
        Assert.Equal([0f, 0.5f, 1f, 1.5f, 2f, 2.5f], clone.GetWeights()[2]);
        Assert.Equal([7f, 7f], clone.GetWeights()[3]);
        Assert.NotEqual(clone.GetWeights()[0], other.GetWeights()[0]);
        Assert.Equal(clone.GetWeights().Skip(2), other.GetWeights().Skip(2));
        Assert.Equal(branches.GetWeights(), branches.Clone().GetWeights());
        Assert.Equal(branches.ToJson(), branches.Clone().ToJson());
        Assert.Equal(clone.GetWeights(), Seedbed.Models.Model.Load(folder.At("m.keras"), seed: 1).GetWeights());
        Model read = Seedbed.Models.Model.Load(folder.At("m.keras"), seed: 1);
        Assert.Equal(read.Weights.Select(weight => $"{weight}"), read.Clone().Weights.Select(weight => $"{weight}"));
        Assert.Equal(read.Layers.Select(layer => $"{layer}"), Built(read.Clone()).Layers.Select(layer => $"{layer}"));
    }

    [Fact]
    public void Functions_are_equal_by_function_and_seed()
    {
        RandomInitializerFunction<float> function = (values, _, random) => random.Normal(values, 0, 1);

        Assert.Equal(Initializer.FromFunction(function, 1), Initializer.FromFunction(function, 1));
        Assert.NotEqual(Initializer.FromFunction(function, 1), Initializer.FromFunction(function, 2));
        Assert.NotEqual(
            Initializer.FromFunction(function, 1), Initializer.FromFunction((values, _, random) => random.Normal(values, 0, 1), 1));
    }

    private static Sequential Model(Layer layer, int[] sample, long seed) =>
        new([new Input([.. sample.Select(size => (int?)size)]), layer], seed: seed);

    private static Model Built(Model model)
    {
        model.Build();
        return model;
    }

    private static float[] Expected(RandomInitializer scheme, Weight weight, long seed) =>
        (scheme with { Seed = Seed.FromKey(RandomKey.FromName(seed, weight.Name)) }).CreateArray<float>(weight.Shape);

    private static float[] Slice(Initializer initializer, int start, int count)
    {
        float[] values = new float[count];
        initializer.FillSlice<float>(values, [8], start);
        return values;
    }

    /// <summary>A scheme of a user's own: 0, step, 2·step, …</summary>
    private sealed record Steps(double Step) : Initializer
    {
        protected override void FillCore<T>(in FillRequest request, Span<T> destination)
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = T.CreateChecked(Step * (request.Start + i));
            }
        }
    }
}
