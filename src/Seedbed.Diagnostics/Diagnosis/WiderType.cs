using System.Text.Json.Nodes;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>Weights in float32 instead of 16 bits, while layers go on to compute in 16: Keras's mixed policies.</summary>
internal static class WiderType
{
    private static readonly Dictionary<string, string> s_policies =
        new(StringComparer.Ordinal) { ["bfloat16"] = "mixed_bfloat16", ["float16"] = "mixed_float16" };

    internal static ModelChange Of(Model model)
    {
        string json = model.ToJson();
        JsonArray patch = [];
        JsonNode root = JsonNode.Parse(json)!;
        Replace(root, "", patch);
        string mended = root.ToJsonString();
        return new ModelChange(
            "mixed precision", "Keep weights in float32 and compute in 16 bits: the policies mixed_bfloat16 and mixed_float16.", patch,
            "// in Python: keras.mixed_precision.set_global_policy(\"mixed_bfloat16\"); a model that is read takes the patch",
            seed => Model.FromJson(mended, seed));
    }

    /// <summary>Replaces every 16-bit dtype, a name or a policy.</summary>
    private static void Replace(JsonNode? node, string place, JsonArray patch)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (string key in json.Select(pair => pair.Key).ToArray())
                {
                    if (key is "dtype" && NameOf(json[key]) is { } name && s_policies.TryGetValue(name, out string? policy))
                    {
                        json[key] = policy;
                        patch.Add((JsonNode)new JsonObject { ["op"] = "replace", ["path"] = $"{place}/{key}", ["value"] = policy });
                    }
                    else
                    {
                        Replace(json[key], $"{place}/{key}", patch);
                    }
                }

                break;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    Replace(list[i], $"{place}/{i}", patch);
                }

                break;
        }
    }

    private static string? NameOf(JsonNode? dtype) => dtype switch
    {
        JsonValue value when value.TryGetValue(out string? name) => name,
        JsonObject policy => (string?)policy["config"]?["name"],
        _ => null,
    };
}
