using Seedbed.Initializers;
using Seedbed.Shapes;

namespace Seedbed.Checkpoints.Keras.Layers;

/// <summary>Attention layers: projections of query, key and value, each an EinsumDense of its own, or a single scale.</summary>
internal static class Attentions
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("MultiHeadAttention", MultiHeadAttention),
        new("GroupedQueryAttention", GroupedQueryAttention),
        new("GroupQueryAttention", GroupedQueryAttention),
        new("Attention", Attention),
        new("AdditiveAttention", AdditiveAttention),
    ];

    private static void MultiHeadAttention(LayerScope layer)
    {
        (InputShape query, InputShape key, InputShape value) = Inputs(layer);
        long heads = layer.Config.Size("num_heads");
        long keySize = layer.Config.Size("key_dim");
        long valueSize = layer.Config.Size("value_dim", keySize);
        long[] output = layer.Config.Find("output_shape") is null ? [query[-1]] : layer.Config.Sizes("output_shape");
        Projection(layer, "query", [query[-1]], [heads, keySize]);
        Projection(layer, "key", [key[-1]], [heads, keySize]);
        if (layer.Config.Flag("use_gate", false))
        {
            Projection(layer, "gate", [query[-1]], [heads, valueSize]);
        }

        Projection(layer, "value", [value[-1]], [heads, valueSize]);
        Projection(layer, "attention_output", [heads, valueSize], output);
    }

    private static void GroupedQueryAttention(LayerScope layer)
    {
        (InputShape query, InputShape key, InputShape value) = Inputs(layer);
        long queryHeads = layer.Config.Size("num_query_heads");
        long sharedHeads = layer.Config.Size("num_key_value_heads");
        long size = layer.Config.Size("head_dim");
        Projection(layer, "query", [query[-1]], [queryHeads, size]);
        Projection(layer, "key", [key[-1]], [sharedHeads, size]);
        if (layer.Config.Flag("use_gate", false))
        {
            Projection(layer, "gate", [query[-1]], [queryHeads, size]);
        }

        Projection(layer, "value", [value[-1]], [sharedHeads, size]);
        Projection(layer, "attention_output", [queryHeads, size], [query[-1]]);
    }

    private static void Attention(LayerScope layer)
    {
        if (layer.Config.Flag("use_scale", false))
        {
            layer.Weight("scale", [], new Ones());
        }

        if (layer.Config.Choice("score_mode", "dot", "dot", "concat") == "concat")
        {
            layer.Weight("concat_score_weight", [], new Ones());
        }
    }

    private static void AdditiveAttention(LayerScope layer)
    {
        if (layer.Config.Flag("use_scale", true))
        {
            layer.Weight("scale", [layer.FirstInput()[-1]], new GlorotUniform());
        }
    }

    /// <summary>
    /// A kernel (inputs, outputs) and a bias (outputs). Every projection makes an initializer of its own from the layer's, so an unseeded one gives each other values, a
    /// seeded one the same.
    /// </summary>
    private static void Projection(LayerScope layer, string name, long[] inputs, long[] outputs) =>
        layer.Child(name, "EinsumDense", null, projection =>
        {
            FanRule AxisFans() => FanRule.Axes(
                [.. Enumerable.Range(0, inputs.Length)], [.. Enumerable.Range(inputs.Length, outputs.Length)]);
            projection.Weight("kernel", [.. inputs, .. outputs], projection.InitializerOf("kernel_initializer", "glorot_uniform", AxisFans));
            if (projection.Config.Flag("use_bias", true))
            {
                projection.Weight("bias", outputs, "bias_initializer", "zeros");
            }
        });

    /// <summary>The key has the value's shape where it has none of its own.</summary>
    private static (InputShape Query, InputShape Key, InputShape Value) Inputs(LayerScope layer)
    {
        InputShape query = Required("query_shape");
        InputShape value = Required("value_shape");
        return (query, layer.InputNamed("key_shape") ?? value, value);

        InputShape Required(string name) => layer.InputNamed(name) ?? throw new FormatException(
            $"{layer.Place}: build_config has no {name} in its shapes_dict, and the weights depend on it; build the model before model.to_json().");
    }
}
