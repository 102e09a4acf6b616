using System.Text.Json;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;

namespace Seedbed.Keras.Json;

/// <summary>Reads the arguments by name of a call that are no tensors.</summary>
internal static class CallOptionsReader
{
    /// <summary>The options of a call; an argument that is not known is a fault of computing alone.</summary>
    /// <param name="node">The call in the file.</param>
    /// <param name="place">How messages name the layer.</param>
    /// <param name="isReversible">Whether the layer has a way back, of which its second argument tells.</param>
    internal static CallOptions Read(JsonElement node, string place, bool isReversible)
    {
        CallOptions options = isReversible && IsReverse(node) ? new CallOptions { IsReverse = true } : CallOptions.None;
        if (node.ValueKind == JsonValueKind.Array)
        {
            return OfKeras2(node, place);
        }

        if (node.ValueKind != JsonValueKind.Object
            || !node.TryGetProperty("kwargs", out JsonElement arguments)
            || arguments.ValueKind != JsonValueKind.Object)
        {
            return options;
        }

        foreach (JsonProperty argument in arguments.EnumerateObject())
        {
            options = argument.Value.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False when isReversible && argument.Name == "reverse" => options,
                JsonValueKind.True or JsonValueKind.False => With(options, argument, place),
                JsonValueKind.Null => options,
                _ when TensorReader.All(argument.Value, place).Any() => options,
                _ => Unknown(options, argument, place),
            };
        }

        return options;
    }

    private static bool IsReverse(JsonElement node) => node.ValueKind == JsonValueKind.Object
        && ((node.TryGetProperty("kwargs", out JsonElement named) && named.ValueKind == JsonValueKind.Object
                && named.TryGetProperty("reverse", out JsonElement flag) && flag.ValueKind == JsonValueKind.True)
            || (node.TryGetProperty("args", out JsonElement placed) && placed.ValueKind == JsonValueKind.Array
                && placed.GetArrayLength() > 1 && placed[1].ValueKind == JsonValueKind.True));

    /// <summary>The flags of a call that Keras 2 wrote: they stand behind each tensor, or behind the last one.</summary>
    private static CallOptions OfKeras2(JsonElement node, string place) =>
        (node.GetArrayLength() > 0 && node[0].ValueKind == JsonValueKind.String ? [node] : node.EnumerateArray().ToArray())
        .Where(item => item.ValueKind == JsonValueKind.Array && item.GetArrayLength() > 3 && item[3].ValueKind == JsonValueKind.Object)
        .SelectMany(item => item[3].EnumerateObject())
        .Where(flag => flag.Name is "training" or "use_causal_mask" or "return_attention_scores"
            && flag.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        .Aggregate(CallOptions.None, (options, flag) => With(options, flag, place));

    private static CallOptions With(CallOptions options, JsonProperty argument, string place)
    {
        bool value = argument.Value.GetBoolean();
        return argument.Name switch
        {
            "training" => options with { IsTraining = value },
            "use_causal_mask" => options with { UsesCausalMask = value },
            "return_attention_scores" => options with { ReturnsAttentionScores = value },
            _ => value ? Unknown(options, argument, place) : options,
        };
    }

    private static CallOptions Unknown(CallOptions options, JsonProperty argument, string place) => options with
    {
        Fault = options.Fault ?? new FormatException(
            $"{place}: it is called with {argument.Name.Excerpt()}={LayerConfig.Excerpt(argument.Value)}, which is not computed here; "
            + "leave it out, or compute the model in Keras."),
    };
}
