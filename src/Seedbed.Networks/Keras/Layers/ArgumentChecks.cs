using System.Collections.Frozen;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>
/// The ranges in which Keras accepts arguments, checked when a layer is met: many a layer's weights and shape do not depend on them, and a
/// model that Keras refuses is not one to initialize. Kinds and ranges that follow from the input are checked where the input is known.
/// </summary>
/// <remarks>
/// Source: the constructors of <c>keras.layers</c> and <c>keras.src.utils.argument_validation</c>. An argument that is absent or null is
/// the layer's default.
/// </remarks>
internal static class ArgumentChecks
{
    private static readonly FrozenDictionary<string, Action<LayerScope, string>> s_byKey =
        new Dictionary<string, Action<LayerScope, string>>
    {
        ["data_format"] = (layer, key) => layer.Config.Choice(key, "channels_last", "channels_last", "channels_first"),
        ["filters"] = Size, ["units"] = Size, ["depth_multiplier"] = Size, ["input_dim"] = Size, ["output_dim"] = Size,
        ["kernel_size"] =
            Sizes, ["strides"] = Sizes, ["dilation_rate"] = Sizes, ["pool_size"] = Sizes, ["size"] = Sizes, ["output_size"] = Sizes,
        ["num_heads"] =
            Size, ["key_dim"] =
                Size, ["value_dim"] =
                    Size, ["head_dim"] = Size, ["num_query_heads"] = Size, ["num_key_value_heads"] = Size, ["sliding_window"] = Size,
        ["n"] = Size, ["height"] = Size, ["width"] = Size, ["power_iterations"] = Size,
        ["frame_length"] = Size, ["frame_step"] = Size, ["fft_length"] = Size, ["num_mel_bins"] = Size, ["sequence_stride"] = Size,
        ["num_tokens"] = Size, ["max_tokens"] = Size, ["output_sequence_length"] = Size, ["num_oov_indices"] = Count,
        ["rate"] = (layer, key) =>
            Range(layer, key, 0, 1), ["stddev"] = NotNegative, ["negative_slope"] = NotNegative, ["max_value"] = NotNegative,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Action<LayerScope>> s_byClass = new Dictionary<string, Action<LayerScope>>
    {
        ["ReLU"] = layer => NotNegative(layer, "threshold"),
        ["Hashing"] = layer => Size(layer, "num_bins"),
        ["HashedCrossing"] = layer => Size(layer, "num_bins"),
        ["Discretization"] = layer => Count(layer, "num_bins"),
        ["Permute"] = Permutation,
        ["Reshape"] = layer => Reshaping.Targets(layer.Config),
        ["Dot"] = layer => Merging.AxesOfDot(layer.Config),
        ["GroupedQueryAttention"] = Heads,
        ["GroupQueryAttention"] = Heads,
        ["Bidirectional"] = layer => layer.Config.Choice("merge_mode", "concat", "concat", "sum", "mul", "ave"),
        ["Attention"] = layer => layer.Config.Choice("score_mode", "dot", "dot", "concat"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The definition with these checks before its weights.</summary>
    internal static LayerDefinition Before(LayerDefinition definition) => definition with
    {
        Build = layer =>
        {
            Check(layer);
            definition.Build(layer);
        },
    };

    private static void Check(LayerScope layer)
    {
        foreach (string key in layer.Config.Keys.Where(key => layer.Config.Find(key) is not null))
        {
            s_byKey.GetValueOrDefault(key)?.Invoke(layer, key);
        }

        s_byClass.GetValueOrDefault(layer.ClassName)?.Invoke(layer);
        if (RankOf(layer) is { } rank)
        {
            Spatial(layer, rank);
        }
    }

    /// <summary>Arguments of layers with spatial axes.</summary>
    private static void Spatial(LayerScope layer, int rank)
    {
        string name = layer.ClassName;
        if (name.StartsWith("ZeroPadding", StringComparison.Ordinal) || name.StartsWith("Cropping", StringComparison.Ordinal))
        {
            Reshaping.Sides(layer.Config, name[0] == 'Z' ? "padding" : "cropping", rank);
        }
        else if (!name.StartsWith("SpatialDropout", StringComparison.Ordinal))
        {
            bool mayBeCausal = name is "Conv1D" or "SeparableConv1D";
            layer.Config.Choice("padding", "valid", mayBeCausal ? ["valid", "same", "causal"] : ["valid", "same"]);
        }

        if (
            name.StartsWith("Conv", StringComparison.Ordinal)
                && layer.Config.Find("groups") is not null
                && layer.Config.Size("filters") % layer.Config.Size("groups") != 0)
        {
            throw layer.Config.Wrong("groups", $"a divisor of the {layer.Config.Size("filters")} filters");
        }

        if (layer.Config.Find("output_padding") is not null
            && layer.Config.Counts("output_padding", rank).Zip(Layers.Spatial.SizesOrOnes(layer, "strides", rank)).Any(
                pair => pair.First >= pair.Second))
        {
            throw layer.Config.Wrong("output_padding", "smaller than the strides along each axis");
        }
    }

    /// <summary>The spatial axes that a class has in its name: 2 of Conv2DTranspose; null where it has none.</summary>
    private static int? RankOf(LayerScope layer) =>
        layer.ClassName.Replace("Transpose", "", StringComparison.Ordinal) is [.., >= '1' and <= '3' and char rank, 'D']
            ? rank - '0'
            : null;

    private static void Size(LayerScope layer, string key) => layer.Config.SizeOrNull(key);

    private static void Count(LayerScope layer, string key)
    {
        if (layer.Config.Find(key) is { } value && LayerConfig.CountOf(value) is null)
        {
            throw layer.Config.Wrong(key, LayerConfig.CountText);
        }
    }

    private static void Sizes(LayerScope layer, string key) =>
        _ = RankOf(layer) is { } rank ? layer.Config.Sizes(key, rank) : layer.Config.Sizes(key);

    private static void NotNegative(LayerScope layer, string key) => Range(layer, key, 0, double.PositiveInfinity);

    private static void Range(LayerScope layer, string key, double least, double most)
    {
        if (layer.Config.NumberOrNull(key) is { } number && !(number >= least && number <= most))
        {
            throw layer.Config.Wrong(key, double.IsInfinity(most) ? $"a number of at least {least}" : $"a number from {least} to {most}");
        }
    }

    private static void Permutation(LayerScope layer)
    {
        if (layer.Config.Axes("dims") is { } axes && !axes.Order().SequenceEqual(Enumerable.Range(1, axes.Length)))
        {
            throw layer.Config.Wrong("dims", $"each of the axes 1 to {axes.Length} once");
        }
    }

    private static void Heads(LayerScope layer)
    {
        if (layer.Config.Size("num_query_heads") % layer.Config.Size("num_key_value_heads") != 0)
        {
            throw layer.Config.Wrong("num_key_value_heads", "a divisor of num_query_heads");
        }
    }
}
