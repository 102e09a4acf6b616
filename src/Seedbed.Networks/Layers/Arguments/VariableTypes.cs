using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Serialization;

namespace Seedbed.Layers.Arguments;

/// <summary>The type of a layer's variables by its dtype policy: mixed policies compute in 16 bits and keep float32 variables.</summary>
/// <remarks>Source: <c>keras.dtype_policies</c>.</remarks>
internal static class VariableTypes
{
    private const string Accepted = "float32, float64, float16, bfloat16, mixed_float16 or mixed_bfloat16, as a text or a DTypePolicy";

    /// <summary>The type that the layer's variables and inputs are cast to, and its outputs have.</summary>
    internal static ElementType? ComputeTypeOf(LayerConfig config) => PolicyOf(config) switch
    {
        "mixed_float16" or "float16" => ElementType.Float16,
        "mixed_bfloat16" or "bfloat16" => ElementType.BFloat16,
        _ => null,
    };

    internal static DType Of(LayerConfig config)
    {
        string? name = PolicyOf(config);
        if (name is "mixed_float16" or "mixed_bfloat16")
        {
            return DType.Float32;
        }

        return ElementTypes.TryParse(name, out ElementType type) ? DType.Of(type) : throw Refused(config, name);
    }

    private static string? PolicyOf(LayerConfig config)
    {
        JsonElement? dtype = config.Find("dtype");
        return dtype switch
        {
            null => ElementType.Float32.Name(),
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Object } policy => NameOf(policy, config),
            _ => null,
        };
    }

    private static string? NameOf(JsonElement policy, LayerConfig config)
    {
        string? className = KerasJson.TextOf(policy, "class_name");
        return className is "DTypePolicy" or "FloatDTypePolicy" or "Policy"
            ? policy.TryGetProperty("config", out JsonElement inner) ? KerasJson.TextOf(inner, "name") : null
            : throw Refused(config, className);
    }

    private static FormatException Refused(LayerConfig config, string? name) =>
        name is not null
            && (
                name.Contains("uantized", StringComparison.Ordinal)
                    || name.Contains("_from_", StringComparison.Ordinal)
                    || name.EndsWith("DTypePolicy", StringComparison.Ordinal))
            ? config.Wrong(
                "dtype", $"{Accepted}; quantized variables are not initialized but computed, so save the model before quantizing it")
            : config.Wrong("dtype", Accepted);
}
