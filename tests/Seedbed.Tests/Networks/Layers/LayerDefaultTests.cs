using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Networks.Layers;
using Seedbed.Networks.Models;
using Seedbed.Numerics;
using Seedbed.Serialization;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>What layers take where nothing is said is what Keras takes.</summary>
public sealed class LayerDefaultTests
{
    private static readonly Layer[] s_layers =
    [
        new Dense(2), new Conv1D(2, 3), new Conv2D(2, 3), new Conv3D(2, 3), new DepthwiseConv2D(3), new SeparableConv2D(2, 3), new Conv2DTranspose(2, 3), new PReLU(),
        new BatchNormalization(), new LayerNormalization(), new GroupNormalization(), new Embedding(2, 3), new SimpleRNN(2), new LSTM(2), new GRU(2), new MultiHeadAttention(2, 3),
    ];

    [Fact]
    public void Initializers_and_flags_are_Kerass()
    {
        using JsonDocument golden = GoldenFile.Open("layer_defaults");
        JsonElement layers = golden.RootElement.GetProperty("layers");
        Assert.Equal(layers.EnumerateObject().Select(layer => layer.Name).Order(StringComparer.Ordinal), s_layers.Select(layer => layer.ClassName).Order(StringComparer.Ordinal));
        LayerNames.Assign(s_layers);
        foreach (Layer layer in s_layers)
        {
            JsonObject config = layer.ToJson(new ConfigContext(ElementType.Float32, isForKeras: true))["config"]!.AsObject();
            JsonElement expected = layers.GetProperty(layer.ClassName);
            foreach (JsonProperty initializer in expected.GetProperty("initializers").EnumerateObject())
            {
                string text = InitializerRegistry.Default.Serialize(InitializerRegistry.Default.Get(initializer.Value.GetString()!));
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), config[initializer.Name]), $"{layer.ClassName}: {initializer.Name}");
            }

            foreach (JsonProperty flag in expected.TryGetProperty("flags", out JsonElement flags) ? flags.EnumerateObject() : default)
            {
                if (config.ContainsKey(flag.Name))
                {
                    Assert.Equal(flag.Value.GetRawText(), config[flag.Name]!.ToJsonString());
                }
            }
        }
    }

    [Fact]
    public void Sizes_are_one_for_all_or_one_for_each()
    {
        Sizes three = 3;
        Sizes pair = (2, 3);
        Sizes list = [2, 3];

        Assert.Equal([3, 3], three.Along(2, "kernel_size"));
        Assert.Equal([2, 3], pair.Along(2, "kernel_size"));
        Assert.Equal(pair, list);
        Assert.True(pair != three);
        Assert.Throws<ArgumentException>(() => pair.Along(3, "kernel_size"));
        Assert.Throws<ArgumentException>(() => default(Sizes).Along(1, "kernel_size"));
    }
}
