using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Shapes;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>Attention layers: projections of query, key and value, each an EinsumDense of its own, or a single scale.</summary>
internal static class Attentions
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("MultiHeadAttention", MultiHeadAttention, Projected),
        new("GroupedQueryAttention", GroupedQueryAttention, Projected),
        new("GroupQueryAttention", GroupedQueryAttention, Projected),
        LayerDefinition.Of("Attention", Attention, Attended),
        LayerDefinition.Of("AdditiveAttention", AdditiveAttention, Attended),
    ];

    private static void MultiHeadAttention(LayerScope layer)
    {
        (PartialShape query, PartialShape key, PartialShape value) = Inputs(layer);
        long heads = layer.Config.Size("num_heads");
        long keySize = layer.Config.Size("key_dim");
        long valueSize = layer.Config.Size("value_dim", keySize);
        long[] output = layer.Config.Find("output_shape") is null ? [query[-1]] : layer.Config.Sizes("output_shape");
        Projection(layer, "query_dense", "query", [query[-1]], [heads, keySize]);
        Projection(layer, "key_dense", "key", [key[-1]], [heads, keySize]);
        if (layer.Config.Flag("use_gate", false))
        {
            Projection(layer, "_gate_dense", "gate", [query[-1]], [heads, valueSize]);
        }

        Projection(layer, "value_dense", "value", [value[-1]], [heads, valueSize]);
        Projection(layer, "output_dense", "attention_output", [heads, valueSize], output);
    }

    private static void GroupedQueryAttention(LayerScope layer)
    {
        (PartialShape query, PartialShape key, PartialShape value) = Inputs(layer);
        long queryHeads = layer.Config.Size("num_query_heads");
        long sharedHeads = layer.Config.Size("num_key_value_heads");
        long size = layer.Config.Size("head_dim");
        Projection(layer, "_query_dense", "query", [query[-1]], [queryHeads, size]);
        Projection(layer, "_key_dense", "key", [key[-1]], [sharedHeads, size]);
        if (layer.Config.Flag("use_gate", false))
        {
            Projection(layer, "_gate_dense", "gate", [query[-1]], [queryHeads, size]);
        }

        Projection(layer, "_value_dense", "value", [value[-1]], [sharedHeads, size]);
        Projection(layer, "_output_dense", "attention_output", [queryHeads, size], [query[-1]]);
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
            layer.Weight("scale", [layer.Inputs.All[0][-1]], new GlorotUniform());
        }
    }

    /// <summary>
    /// A kernel (inputs, outputs) and a bias (outputs). Every projection makes an initializer of its own from the layer's, so an unseeded
    /// one gives each other values, a seeded one the same.
    /// </summary>
    private static void Projection(LayerScope layer, string attribute, string name, long[] inputs, long[] outputs) =>
        layer.Child(attribute, name, "EinsumDense", null, projection =>
        {
            FanRule AxisFans() => FanRule.Axes(
                [.. Enumerable.Range(0, inputs.Length)], [.. Enumerable.Range(inputs.Length, outputs.Length)]);
            projection.Weight(
                "kernel", [.. inputs, .. outputs], projection.Initializers.Of("kernel_initializer", "glorot_uniform", AxisFans));
            if (projection.Config.Flag("use_bias", true))
            {
                projection.Weight("bias", outputs, "bias_initializer", "zeros");
            }
        });

    /// <summary>The key has the value's shape where it has none of its own.</summary>
    private static (PartialShape Query, PartialShape Key, PartialShape Value) Inputs(LayerScope layer)
    {
        PartialShape query = Required("query", 0);
        PartialShape value = Required("value", 1);
        return (query, Find("key", 2) ?? value, value);

        PartialShape Required(string argument, int position) => Find(argument, position) ?? throw new FormatException(
            $"{layer.Place}: build_config has no {argument}_shape in its shapes_dict, and the weights depend on it; build the model before "
            + "model.to_json().");

        // Keras 2 writes the shapes into the configuration.
        PartialShape? Find(string argument, int position) => layer.Inputs.Named(argument, position)
            ?? (
                layer.Config.Find(argument + "_shape") is { ValueKind: JsonValueKind.Array } shape
                    ? PartialShape.Read(shape, layer.Place)
                    : null);
    }

    /// <summary>The query with the output's features; the scores, where they are asked for, are not told in a file.</summary>
    private static IReadOnlyList<PartialShape> Projected(LayerScope layer)
    {
        PartialShape query = Inputs(layer).Query;
        bool hasOwnShape = layer.ClassName == "MultiHeadAttention" && layer.Config.Find("output_shape") is not null;
        return hasOwnShape
            ? [query.Of([.. query.Dimensions[..query.Index(-1)], .. layer.Config.Sizes("output_shape").Select(size => (long?)size)])]
            : [query];
    }

    /// <summary>The query with the value's features.</summary>
    private static PartialShape Attended(LayerScope layer)
    {
        IReadOnlyList<PartialShape> inputs = layer.Inputs.All;
        return inputs.Count > 1
            ? inputs[0].With(-1, inputs[1].Find(-1))
            : throw new FormatException($"{layer.Place}: it is called on one tensor; it must be called on a list of query and value.");
    }
}
