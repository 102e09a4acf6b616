using System.Text.Json;
using Seedbed.Training;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Layers.Building;
using Seedbed.Models;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>
/// Layers in C# write Keras's configuration: the table of weights reads it, the network computes it, and no key is one that a Keras does
/// not know.
/// </summary>
public sealed class LayerTests
{
    public static TheoryData<string> Names => [.. LayerExamples.All.Keys];

    [Fact]
    public void Every_layer_is_tested()
    {
        string[] merging = ["Add", "Multiply", "Concatenate", "MultiHeadAttention", "Input"];
        IEnumerable<string> layers =
            typeof(Layer).Assembly.GetTypes().Where(type => type is { IsPublic: true, IsAbstract: false } && type.IsSubclassOf(typeof(Layer))).Select(type => type.Name);

        Assert.Equal(LayerExamples.All.Keys.Concat(merging).Order(StringComparer.Ordinal), layers.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_is_read_computed_and_saved(string name)
    {
        (Func<Layer> make, int[] sample) = LayerExamples.All[name];
        Sequential model = new([new Input([.. sample.Select(size => (int?)size)]), make()], seed: 5);
        Samples x = Samples.Of<float>(Values(2, sample), [2, .. sample]);

        Samples y = model.Predict(x);

        Assert.All(y.ToArray(), value => Assert.True(double.IsFinite(value)));
        BuiltCall call = Assert.Single(model.Network.Model.Root.Calls);
        Assert.Equal(name, call.Layer.Layer.ClassName);
        Assert.Equal(call.Outputs[0].Dimensions[1..].ToArray(), y.Dimensions.Skip(1).Select(size => (long?)size));
        Assert.Contains($"({name})", model.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_those_that_every_Keras_knows()
    {
        Dictionary<string, HashSet<string>> known = OldestKeys();
        Assert.Contains("LSTM", known.Keys);
        foreach ((string name, (Func<Layer> make, int[] sample)) in LayerExamples.All.Where(layer => known.ContainsKey(layer.Key)))
        {
            Sequential model = new([new Input([.. sample.Select(size => (int?)size)]), make()]);
            using JsonDocument json = JsonDocument.Parse(model.ToJson());
            JsonElement layer = json.RootElement.GetProperty("config").GetProperty("layers")[1];
            Assert.All(layer.GetProperty("config").EnumerateObject(), key => Assert.Contains(key.Name, known[name]));
            Assert.Equal(
                ["module", "class_name", "config", "registered_name", "build_config"], layer.EnumerateObject().Select(key => key.Name));
        }
    }

    [Fact]
    public void Initializers_are_names_calls_configurations_objects_and_functions()
    {
        Sequential model = new(
            [
                new Input([4]),
                new Dense(3, kernelInitializer: "ones", biasInitializer: "Constant(value=2.0)"),
                new Dense(3, kernelInitializer: """{"class_name": "Constant", "config": {"value": 3.0}}""", biasInitializer: new Constant(4)),
                new Dense(2, kernelInitializer: Initializer.FromFunction<float>((values, shape) => values.Fill(shape[0])),
                    biasInitializer: new Counting()),
            ],
            seed: 1);

        float[][] weights = [.. model.GetWeights()];

        Assert.All(weights[0], value => Assert.Equal(1, value));
        Assert.All(weights[1], value => Assert.Equal(2, value));
        Assert.All(weights[2], value => Assert.Equal(3, value));
        Assert.All(weights[3], value => Assert.Equal(4, value));
        Assert.All(weights[4], value => Assert.Equal(3, value));
        Assert.Equal([0f, 1f], weights[5]);
    }

    [Fact]
    public void A_seed_generator_goes_on_from_layer_to_layer()
    {
        Seedbed.Random.SeedGenerator generator = new(7);
        Sequential model = new([new Input([4]), new Dense(4, kernelInitializer: new HeNormal(generator)),
            new Dense(4, kernelInitializer: new HeNormal(generator))]);

        Assert.Equal(new HeNormal(new Seedbed.Random.SeedGenerator(7)).CreateArray<float>([4, 4]), model.GetWeights()[0]);
        Assert.NotEqual(model.GetWeights()[0], model.GetWeights()[2]);
    }

    [Theory]
    [InlineData("he_norml", "'he_norml' is not a known initializer. Did you mean 'he_normal'?")]
    public void An_unknown_initializer_is_told_as_soon_as_a_model_has_the_layer(string name, string sentence) =>
        Assert.StartsWith(
            sentence, Assert.Throws<ArgumentException>(() => new Sequential([new Dense(3, kernelInitializer: name)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Arguments_that_are_wrong_name_the_layer()
    {
        Assert.Contains(
            "layer 'dense' (Dense): units is 0; it must be an integer from 1 to 2^53.", Fault(new Dense(0)), StringComparison.Ordinal);
        Assert.Contains("'d' (Dense)", Fault(new Dense(3, activation: "rleu", name: "d")), StringComparison.Ordinal);
        Assert.Contains(
            "'conv2d' (Conv2D): kernel_size is [1,2,3]; it must be an integer from 1 to 2^53 or a list of 2 of them.",
            Assert.Throws<FormatException>(
                () => new Sequential([new Input([4, 4, 1]), new Conv2D(3, (1, 2, 3))]).Build()).Message, StringComparison.Ordinal);

        static string Fault(Layer layer) => Assert.ThrowsAny<Exception>(() => new Sequential([new Input([4]), layer]).Build()).Message;
    }

    private static float[] Values(int count, int[] sample) =>
        [.. Enumerable.Range(0, count * sample.Aggregate(1, (product, size) => product * size)).Select(i => (float)(i % 5))];

    /// <summary>
    /// The keys in configurations of the oldest Keras 3 that is supported, and of later ones for classes that the old files lack.
    /// </summary>
    private static Dictionary<string, HashSet<string>> OldestKeys()
    {
        Dictionary<string, HashSet<string>> keys = [];
        foreach (
            string path in Directory.GetFiles(Repository.At("tests", "Seedbed.Tests", "Golden", "models", "keras-3.3.3"), "*.json").Append(
                ModelFiles.PathOf("f_zoo")).Append(
                ModelFiles.PathOf("g_misc")))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            Collect(document.RootElement, keys);
        }

        return keys;
    }

    private static void Collect(JsonElement element, Dictionary<string, HashSet<string>> keys)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (
                element.TryGetProperty("class_name", out JsonElement name)
                    && element.TryGetProperty("config", out JsonElement config)
                    && config.ValueKind == JsonValueKind.Object)
            {
                keys.TryAdd(name.GetString()!, [.. config.EnumerateObject().Select(key => key.Name)]);
            }

            foreach (JsonProperty property in element.EnumerateObject())
            {
                Collect(property.Value, keys);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                Collect(item, keys);
            }
        }
    }

    /// <summary>A scheme of a user's own: 0, 1, 2, …</summary>
    private sealed record Counting : Initializer
    {
        protected override void FillCore<T>(in FillRequest request, Span<T> destination)
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = T.CreateChecked(request.Start + i);
            }
        }
    }
}
