using System.Text.Json.Nodes;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Diagnostics;

/// <summary>Other initializers as a patch of a model's JSON: a list of replacements as RFC 6902 has them.</summary>
internal static class ModelPatch
{
    /// <summary>The arguments of layers by their weights' names.</summary>
    private static readonly Dictionary<string, string> s_arguments = new(StringComparer.Ordinal)
    {
        ["kernel"] = "kernel_initializer",
        ["bias"] = "bias_initializer",
        ["recurrent_kernel"] = "recurrent_initializer",
        ["depthwise_kernel"] = "depthwise_initializer",
        ["pointwise_kernel"] = "pointwise_initializer",
        ["embeddings"] = "embeddings_initializer",
        ["gamma"] = "gamma_initializer",
    };

    private const string ForgetBias = "unit_forget_bias";

    /// <summary>The patch; what a file cannot hold is left out.</summary>
    /// <param name="json">The model, as <c>model.to_json()</c> writes it.</param>
    /// <param name="overrides">The new initializers by their weights' full names.</param>
    internal static JsonArray Of(string json, IEnumerable<InitializerOverride> overrides)
    {
        JsonNode root = JsonNode.Parse(json)!;
        JsonArray patch = [];
        foreach (InitializerOverride change in overrides)
        {
            string[] path = change.Pattern.Split('/');
            if (s_arguments.TryGetValue(path[^1], out string? argument)
                && Find(root["config"], "/config", path.AsSpan(..^1)) is var (config, place))
            {
                bool opensGate = change.Initializer is UnitForgetBias && config.ContainsKey(ForgetBias);
                string key = opensGate ? ForgetBias : KeyOf(argument, config);
                patch.Add((JsonNode)new JsonObject
                {
                    ["op"] = config.ContainsKey(key) ? "replace" : "add",
                    ["path"] = $"{place}/{key}",
                    ["value"] = opensGate ? true : JsonNode.Parse(InitializerRegistry.Default.Serialize(change.Initializer)),
                });
            }
        }

        return patch;
    }

    /// <summary>The argument as the layer calls it: Keras names a kernel by what it is for.</summary>
    private static string KeyOf(string argument, JsonObject config) => argument switch
    {
        _ when config.ContainsKey(argument) => argument,
        "kernel_initializer" when config.ContainsKey("depthwise_initializer") => "depthwise_initializer",
        "recurrent_initializer" when config.ContainsKey("recurrent_kernel_initializer") => "recurrent_kernel_initializer",
        _ => argument,
    };

    /// <summary>The configuration of a layer by its path; those inside wrappers and cells stand in their own.</summary>
    private static (JsonObject Config, string Place)? Find(JsonNode? config, string place, ReadOnlySpan<string> path)
    {
        if (config is not JsonObject own)
        {
            return null;
        }

        if (path.Length == 0 || own["layers"] is not JsonArray layers)
        {
            string layer = path.Length > 0 && (string?)own["backward_layer"]?["config"]?["name"] == path[0] ? "backward_layer" : "layer";
            return own[layer]?["config"] is JsonObject inner ? (inner, $"{place}/{layer}/config") : (own, place);
        }

        for (int i = 0; i < layers.Count; i++)
        {
            if ((string?)layers[i]?["config"]?["name"] == path[0])
            {
                return Find(layers[i]!["config"], $"{place}/layers/{i}/config", path[1..]);
            }
        }

        return null;
    }
}
