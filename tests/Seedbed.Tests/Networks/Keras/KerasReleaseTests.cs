using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Serialization;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Five models as six releases of Keras write them, and the values that Keras on TensorFlow draws for them.</summary>
public sealed class KerasReleaseTests
{
    private static readonly string[] s_kernels = ["mha/query/kernel", "mha/key/kernel", "mha/value/kernel"];

    public static TheoryData<string> Releases => ["3.3.3", "3.6.0", "3.9.2", "3.12.0", "3.14.1", "3.16.0"];

    public static TheoryData<string> SeededModels => ["a_mlp_mnist", "b_cnn_mnist", "c_mlp_mixed", "d_lstm", "e_attention"];

    [Theory]
    [MemberData(nameof(Releases))]
    public void Every_releases_models_have_its_weights(string release)
    {
        using JsonDocument golden = GoldenFile.Open("model_releases");
        JsonProperty[] models = [.. golden.RootElement.GetProperty("releases").GetProperty(release).EnumerateObject()];
        Assert.Equal(5, models.Length);
        foreach (JsonProperty model in models)
        {
            ModelTemplate template = Read(model.Value.GetProperty("model"), Version.Parse(release));
            JsonElement[] weights = [.. model.Value.GetProperty("weights").EnumerateArray()];
            Assert.Equal(
                weights.Select(
                    weight => $"{weight.GetProperty("name")} [{string.Join(", ", weight.GetProperty("shape").EnumerateArray())}]"),
                template.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape}"));
            Assert.All(weights.Zip(template.Tensors), pair => SameBytes(pair.First, pair.Second));
        }
    }

    [Fact]
    public void Trained_models_are_read_with_and_without_their_shapes()
    {
        using JsonDocument golden = GoldenFile.Open("model_releases");
        foreach (JsonProperty model in golden.RootElement.GetProperty("training").EnumerateObject())
        {
            ModelTemplate template = Read(model.Value, null);
            ModelTemplate inferred = KerasModelReader.Read(StrippedModels.Parse(model.Value.GetRawText()).ToJsonString());

            Assert.NotEmpty(template.Tensors);
            Assert.Equal(template.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape}"),
                inferred.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape}"));
        }
    }

    /// <summary>The golden list tells each weight's own initializer, axes included; older releases have no axes.</summary>
    [Theory]
    [MemberData(nameof(SeededModels))]
    public void Seeded_models_have_TensorFlows_values_under_both_fan_rules(string name)
    {
        JsonElement[] weights = ModelFiles.Weights(name);
        foreach (string release in (string[])["3.14", "3.16"])
        {
            ModelTemplate template = ModelFiles.Read(name, new KerasModelOptions { KerasVersion = Version.Parse(release) });
            InitializationPlan plan = InitializationPlan.Create(template, new PlanOptions { Seed = 1 });
            Assert.All(weights.Zip(plan.Tensors),
                pair => SameValues(pair.First.GetProperty("initializer").GetRawText(), pair.Second, hasAxes: release == "3.16"));
        }
    }

    /// <summary>Kernels (24, 3, 8): by their axes 24 inputs and 3·8 outputs; by their shape 3·24 and 8·24.</summary>
    [Theory]
    [InlineData("3.16", 24, 24)]
    [InlineData("3.14", 72, 192)]
    public void Queries_keys_and_values_lie_within_the_limit_of_their_fans(string release, int fanIn, int fanOut)
    {
        double limit = Math.Sqrt(6.0 / (fanIn + fanOut));
        ModelTemplate template = ModelFiles.Read("e_attention", new KerasModelOptions { KerasVersion = Version.Parse(release) });
        foreach (TensorTemplate kernel in template.Tensors.Where(tensor => s_kernels.Contains(tensor.Name)))
        {
            RandomInitializer random = Assert.IsType<RandomInitializer>(kernel.Initializer, exactMatch: false);
            float[] expected = new RandomUniform(-limit, limit) { Seed = random.Seed }.CreateArray<float>(kernel.Shape);

            Assert.Equal(expected, kernel.Initializer.CreateArray<float>(kernel.Shape));
            Assert.InRange(expected.Max(Math.Abs), 0.9 * limit, limit);
        }
    }

    private static ModelTemplate Read(JsonElement model, Version? release) =>
        KerasModelReader.Read(model.GetRawText(), new KerasModelOptions { KerasVersion = release });

    private static void SameBytes(JsonElement weight, TensorTemplate tensor)
    {
        if (weight.GetProperty("sha256").GetString() is { } hash)
        {
            Assert.Equal(hash, LittleEndianHash.Sha256<float>(tensor.Initializer.CreateArray<float>(tensor.Shape)));
        }
    }

    private static void SameValues(string initializer, PlannedTensor tensor, bool hasAxes)
    {
        if (tensor.Initializer is not RandomInitializer)
        {
            return;
        }

        JsonNode config = JsonNode.Parse(initializer)!;
        if (!hasAxes)
        {
            config["config"]!.AsObject().Remove("input_axes");
            config["config"]!.AsObject().Remove("output_axes");
        }

        Initializer expected = InitializerRegistry.Default.Deserialize(config.ToJsonString())!;
        Assert.Equal(expected.CreateArray<float>(tensor.Shape), tensor.Initializer.CreateArray<float>(tensor.Shape));
    }
}
