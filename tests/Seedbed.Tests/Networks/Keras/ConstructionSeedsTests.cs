using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Random;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

public sealed class ConstructionSeedsTests
{
    private const long Seed = 1337;

    /// <summary><c>set_random_seed(1337); model_from_json(…)</c> of Keras 3.16 on its NumPy backend, every weight to the bit.</summary>
    [Theory]
    [InlineData("h_unseeded", 12)]
    [InlineData("h_unseeded_lstm", 12)]
    [InlineData("f_zoo", 26)]
    [InlineData("e_attention", 13)]
    [InlineData("app_ResNet50", 320)]
    public void A_model_has_the_weights_that_Keras_gives_it_after_set_random_seed(string name, int count)
    {
        using JsonDocument golden = GoldenFile.Open("keras_models_from_json");
        JsonElement[] expected = [.. golden.RootElement.GetProperty("models").GetProperty(name).EnumerateArray()];
        InitializationPlan plan = Plan(ModelFiles.Read(name, Options), RandomStream.NumPy);

        Assert.Equal(count, plan.Tensors.Length);
        Assert.Equal(
            expected.Select(weight => $"{weight.GetProperty("shape").GetRawText().Replace(" ", "", StringComparison.Ordinal)} {weight.GetProperty("sha256").GetString()}"),
            plan.Tensors.Select(tensor => $"[{string.Join(",", tensor.Shape.Dimensions.ToArray())}] {Hash(tensor)}"));
    }

    /// <summary>Which draw of Python's generator each weight has, by the constructors and <c>build</c> of Keras 3.16.</summary>
    [Fact]
    public void Seeds_follow_the_order_in_which_Keras_makes_things()
    {
        string json = Model(
            Layer("Dense", "a", """ "units": 4, "use_bias": false, "bias_initializer": "he_normal" """, "[null, 5, 3]"), // 0, 1
            Layer("Dropout", "none", """ "rate": 0.0 """),
            Layer("Dropout", "half", """ "rate": 0.5 """), // 2
            Layer("GaussianNoise", "noise", """ "stddev": 0.1 """), // 3
            Layer("SimpleRNN", "rnn", """ "units": 2, "return_sequences": true """, "[null, 5, 4]"), // 4 for its noise, 5, 6
            Layer("Bidirectional", "both", $$""" "layer": {{Layer("GRU", "gru", """ "units": 2, "return_sequences": true """)}} """,
                "[null, 5, 2]"), // 7, 8, 9 of the one handed in, 10, 11, 12 forward, 13, 14, 15 backward
            Layer("SpectralNormalization", "norm",
                $$""" "layer": {{Layer("Dense", "inner", """ "units": 2, "kernel_initializer": {"class_name": "HeNormal", "config": {"seed": 5}} """,
                    "[null, 5, 4]")}} """, "[null, 5, 4]"), // 16 when it is built
            Layer("Embedding", "last", """ "input_dim": 3, "output_dim": 2 """)); // 17

        InitializationPlan plan = Plan(KerasModelReader.Read(json, Options), RandomStream.TensorFlow);

        Assert.Equal(
            [
                "a/kernel 0",
                "rnn/simple_rnn_cell/kernel 5", "rnn/simple_rnn_cell/recurrent_kernel 6",
                "both/forward_gru/gru_cell/kernel 10", "both/forward_gru/gru_cell/recurrent_kernel 11",
                "both/backward_gru/gru_cell/kernel 13", "both/backward_gru/gru_cell/recurrent_kernel 14",
                "norm/inner/kernel -1", "norm/vector_u 16", "last/embeddings 17",
            ],
            Numbers(plan));
    }

    /// <summary>How many integers layers of images take, those of the layers that they make inside included.</summary>
    [Theory]
    [InlineData("RandomFlip", "", 1)]
    [InlineData("Equalization", "", 0)]
    [InlineData("AutoContrast", "", 0)]
    [InlineData("RandomColorJitter", "", 1)]
    [InlineData("RandomColorJitter", """, "hue_factor": 0.1, "contrast_factor": [0.1, 0.2]""", 3)]
    [InlineData("RandomColorJitter", """, "hue_factor": 0.1, "seed": 3""", 0)]
    [InlineData("AugMix", "", 10)]
    [InlineData("AugMix", """, "all_ops": false""", 6)]
    [InlineData("RandAugment", "", 10)]
    [InlineData("MixUp", "", 1)]
    [InlineData("RandomCrop", """, "height": 2, "width": 2""", 1)]
    public void Layers_of_images_make_seed_generators(string className, string arguments, int count)
    {
        string factor = className is "AugMix" or "RandAugment" ? """, "factor": 0.3""" : "";
        string json = $$"""
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [null, 5, 5, 3]} },
            {"class_name": "{{className}}", "config": {"name": "a"{{factor}}{{arguments}} } },
            {{Layer("Conv2D", "c", """ "filters": 1, "kernel_size": [1, 1] """)}}]} }
            """;

        Assert.Equal([$"c/kernel {count}"], Numbers(Plan(KerasModelReader.Read(json, Options), RandomStream.TensorFlow)));
    }

    /// <summary>One for its own initializer, then when it is built one for each projection, and the dropout's before the last.</summary>
    [Fact]
    public void Attention_makes_its_initializers_again_when_it_is_built()
    {
        string inputs = """[[{"class_name": "__keras_tensor__", "config": {"shape": [null, 5, 4], "keras_history": ["x", 0, 0]}}, """
            + """{"class_name": "__keras_tensor__", "config": {"shape": [null, 5, 4], "keras_history": ["x", 0, 0]}}]]""";
        string Attention(string name, string build) => $$"""
            {"class_name": "MultiHeadAttention", "name": "{{name}}", "config": {"name": "{{name}}", "num_heads": 2, "key_dim": 3,
            "dropout": 0.5}, "inbound_nodes": [{"args": {{inputs[1..^1]}}, "kwargs": {} }] {{build}} }
            """;
        string build = """, "build_config": {"shapes_dict": {"query_shape": [null, 5, 4], "value_shape": [null, 5, 4]}}""";
        string json = $$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "name": "x", "config": {"name": "x", "batch_shape": [null, 5, 4]}, "inbound_nodes": []},
            {{Attention("late", "")}}, {{Attention("early", build)}}],
            "input_layers": [["x", 0, 0]], "output_layers": [["late", 0, 0], ["early", 0, 0]]} }
            """;

        InitializationPlan plan = Plan(KerasModelReader.Read(json, Options), RandomStream.TensorFlow);

        Assert.Equal(
            [
                "late/query/kernel 7", "late/key/kernel 8", "late/value/kernel 9", "late/attention_output/kernel 11",
                "early/query/kernel 2", "early/key/kernel 3", "early/value/kernel 4", "early/attention_output/kernel 6",
            ],
            Numbers(plan));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 32)]
    public void A_seed_that_NumPy_does_not_take_is_refused(long seed) =>
        Assert.Contains(
            "takes 0 to 4294967295", Assert.Throws<ArgumentException>(() => new KerasModelOptions { GlobalSeed = seed }).Message,
            StringComparison.Ordinal);

    private static KerasModelOptions Options => new() { GlobalSeed = Seed };

    private static InitializationPlan Plan(ModelTemplate model, RandomStream stream) =>
        InitializationPlan.Create(model, new PlanOptions { Stream = stream });

    /// <summary>The random weights, each with the number of its draw; −1 for one with a seed of its own.</summary>
    private static IEnumerable<string> Numbers(InitializationPlan plan)
    {
        PythonRandom random = new(Seed);
        List<string> draws = [.. Enumerable.Range(0, 100).Select(_ => $"seed {random.NextInteger(1, 1_000_000_000)}")];
        return from tensor in plan.Tensors
               where tensor.SeedSource is not null
               select $"{tensor.Name} {draws.IndexOf(tensor.SeedSource!)}";
    }

    private static string Hash(PlannedTensor tensor)
    {
        float[] values = tensor.Initializer.CreateArray<float>(tensor.Shape, new FillOptions { Stream = RandomStream.NumPy });
        return LittleEndianHash.Sha256<float>(values);
    }

    private static string Model(params string[] layers) => $$"""
        {"class_name": "Sequential", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [null, 5, 3]} }, {{string.Join(", ", layers)}}]} }
        """;

    private static string Layer(string className, string name, string arguments, string? shape = null) => $$"""
        {"class_name": "{{className}}", "config": {"name": "{{name}}", {{arguments}} }
        {{(shape is null ? "" : $$""", "build_config": {"input_shape": {{shape}} }""")}} }
        """;
}
