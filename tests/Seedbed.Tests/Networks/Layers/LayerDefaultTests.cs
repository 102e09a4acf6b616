using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Serialization;
using Seedbed.Tests.Golden;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>
/// What layers take where a file says nothing is what Keras takes: one table, held against everything that reads a layer.
/// </summary>
public sealed class LayerDefaultTests
{
    /// <summary>Keras 2 had defaults for them that Keras 3 dropped, so files without them mean these.</summary>
    private static readonly Dictionary<string, string> s_optionalHere = new()
    {
        ["AveragePooling1D"] = "pool_size", ["AveragePooling2D"] = "pool_size", ["AveragePooling3D"] = "pool_size",
    };

    private static readonly string[] s_known =
        [.. KerasLayers.All.Descriptions.Select(layer => layer.ClassName).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Read => [.. s_known.Where(name => LayerArguments.Defaults(name).Count > 0)];

    /// <summary>
    /// A Functional model's arguments are its graph, which has tests of its own, and so have layers that compute nothing at their defaults.
    /// </summary>
    public static TheoryData<string> Computed =>
        [.. KerasLayers.All.Descriptions.Where(layer => layer.Create(NamedArguments.None).IsComputed).Select(layer => layer.ClassName)
            .Except(["Functional", "CategoryEncoding", "Discretization", "IntegerLookup"])];

    [Fact]
    public void Every_known_layer_is_in_the_table() => Assert.Equal(LayerArguments.Classes.Order(StringComparer.Ordinal), s_known);

    [Fact]
    public void The_table_agrees_with_what_Keras_itself_tells()
    {
        using JsonDocument golden = GoldenFile.Open("layer_defaults");
        foreach (JsonProperty layer in golden.RootElement.GetProperty("layers").EnumerateObject())
        {
            Dictionary<string, JsonNode?> defaults = new(LayerArguments.Defaults(layer.Name));
            IEnumerable<JsonProperty> flags = layer.Value.TryGetProperty("flags", out JsonElement some) ? some.EnumerateObject() : [];
            Assert.All(layer.Value.GetProperty("initializers").EnumerateObject().Concat(flags),
                told => Assert.Equal(told.Value.GetRawText(), defaults[told.Name]!.ToJsonString()));
        }
    }

    [Theory]
    [MemberData(nameof(Read))]
    public void Weights_and_shapes_without_a_key_are_those_of_its_default(string className)
    {
        string expected = Describe(className, SampleLayer.Full(className));

        Assert.Equal(expected, Describe(className, SampleLayer.Required(className)));
        foreach (string key in LayerArguments.Defaults(className).Select(argument => argument.Key))
        {
            JsonObject config = SampleLayer.Full(className);
            config.Remove(key);
            Assert.Equal($"{key}: {expected}", $"{key}: {Describe(className, config)}");
        }
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void Values_without_a_key_are_those_of_its_default(string className)
    {
        if (LayerArguments.Defaults(className).Count == 0 || className == "InputLayer")
        {
            return;
        }

        double[] expected = Compute(className, SampleLayer.Full(className));

        Assert.Equal(expected, Compute(className, SampleLayer.Required(className)));
        foreach (string key in LayerArguments.Defaults(className).Select(argument => argument.Key))
        {
            JsonObject config = SampleLayer.Full(className);
            config.Remove(key);
            Assert.True(expected.AsSpan().SequenceEqual(Compute(className, config)), $"without {key}");
        }
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void What_has_no_default_is_asked_for(string className)
    {
        foreach (string key in LayerArguments.Required(className).Except([s_optionalHere.GetValueOrDefault(className, "")]))
        {
            JsonObject config = SampleLayer.Full(className);
            config.Remove(key);
            FormatException fault = Assert.Throws<FormatException>(() => ModelFiles.Network(SampleLayer.Model(className, config)));
            Assert.Contains(key, fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(ConstructedLayers.Names), MemberType = typeof(ConstructedLayers))]
    public void A_layer_in_Csharp_writes_the_defaults(string className)
    {
        Layer layer = ConstructedLayers.Make(className);
        LayerNames.Assign([layer, .. layer.Inner]);
        JsonObject config = new ArgumentWriter("float32", InitializerRegistry.Default).Write(layer)["config"]!.AsObject();
        KeyValuePair<string, JsonNode?>[] written =
            [.. LayerArguments.Defaults(layer.ClassName).Where(argument => config.ContainsKey(argument.Key))];

        Assert.All(written, argument => Assert.Equal(
            $"{argument.Key}: {ConstructedLayers.AsWritten(argument.Key, argument.Value, config)}", $"{argument.Key}: "
            + $"{ConstructedLayers.Plain(config[argument.Key])}"));
        if (s_optionalHere.TryGetValue(layer.ClassName, out string? optional))
        {
            Assert.Equal("2", ConstructedLayers.Plain(config[optional]));
        }
    }

    [Fact]
    public void Sizes_are_one_for_all_or_one_for_each()
    {
        Sizes three = 3;
        Sizes pair = (2, 3);
        Sizes list = [2, 3];

        Assert.Equal([3, 3], three.Along(2));
        Assert.Equal([2, 3], pair.Along(2));
        Assert.Equal(pair, list);
        Assert.True(pair != three);
    }

    /// <summary>Weights with the values they are drawn from, and the shapes of the outputs.</summary>
    private static string Describe(string className, JsonObject config)
    {
        BuiltModel model = KerasModel.Read(SampleLayer.Model(className, config), new KerasModelOptions()).Built;
        InitializationPlan plan = InitializationPlan.Create(model.Template, new PlanOptions { Seed = 1 });
        BuiltLayer layer = model.Root.Children[^1].Layer;
        return string.Join(
            '\n',
            [
                .. plan.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape} {tensor.Type} {tensor.Trainable} {tensor.Initializer}"),
                .. layer.Outputs.Select(output => output.IsKnown ? $"{output}" : "unknown"),
            ]);
    }

    /// <summary>Outputs outside of training and in it, and what the weights are then.</summary>
    private static double[] Compute(string className, JsonObject config)
    {
        Network network = ModelFiles.Network(SampleLayer.Model(className, config), noiseSeed: 3);
        foreach ((int index, Parameter parameter) in network.Parameters.Index())
        {
            Fill(parameter.Value, index + 1);
        }

        List<double> values = [];
        foreach (bool training in SampleLayer.IsOfTraining(className) ? (bool[])[false] : [false, true])
        {
            Tensor[] inputs = [.. SampleLayer.Inputs(className)
                .Select((sizes, index) => Fill(Tensor.Zeros(ElementType.Float32, [2, .. sizes]), index, className is "Embedding" or "ReversibleEmbedding"))];
            foreach (Tensor output in network.Forward(new Tape(ElementType.Float32), inputs, training))
            {
                values.AddRange([.. output.Dimensions.ToArray().Select(size => (double)size),
                    .. output.Values<float>().ToArray().Select(value => (double)value)]);
            }
        }

        return [.. values,
            .. network.Parameters.SelectMany(parameter => parameter.Value.Values<float>().ToArray()).Select(value => (double)value)];
    }

    private static Tensor Fill(Tensor tensor, int phase, bool isWhole = false)
    {
        Span<float> values = tensor.Values<float>();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = isWhole ? i % 7 : 0.5f + (float)Math.Sin(i + phase);
        }

        return tensor;
    }
}
