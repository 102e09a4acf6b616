using System.Text.Json.Nodes;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>What calls of layers say besides tensors, from the model's configuration.</summary>
internal sealed class CallArguments
{
    private readonly Dictionary<(string Name, int Call), JsonObject> _calls = [];
    private readonly Dictionary<(string Name, int Call), JsonArray> _positional = [];
    private readonly Dictionary<string, JsonObject> _configs = [];

    internal CallArguments(Model model) => Add(JsonNode.Parse(model.ToJson()), "");

    /// <summary>The named arguments of a call; those by position under "0", "1", ….</summary>
    internal JsonObject Of(ModelNode node)
    {
        JsonObject arguments = _calls.GetValueOrDefault((node.Path, node.Call))?.DeepClone().AsObject() ?? [];
        foreach ((int index, JsonNode? value) in (_positional.GetValueOrDefault((node.Path, node.Call)) ?? []).Index())
        {
            arguments[$"{index}"] = value?.DeepClone();
        }

        return arguments;
    }

    /// <summary>The layer's arguments as they were written and, where it was not from a file, as it tells them.</summary>
    internal JsonObject ConfigOf(ModelNode node)
    {
        JsonObject config = node.Config.DeepClone().AsObject();
        foreach ((string key, JsonNode? value) in _configs.GetValueOrDefault(node.Path) ?? [])
        {
            if (!config.ContainsKey(key))
            {
                config[key] = value?.DeepClone();
            }
        }

        return config;
    }

    private void Add(JsonNode? model, string prefix)
    {
        if (model?["config"]?["layers"] is not JsonArray layers)
        {
            return;
        }

        foreach (JsonObject layer in layers.OfType<JsonObject>())
        {
            string path = prefix + ((string?)layer["name"] ?? (string?)layer["config"]?["name"] ?? "");
            _configs[path] = layer["config"] as JsonObject ?? [];
            if (layer["inbound_nodes"] is JsonArray calls)
            {
                foreach ((int index, JsonNode? call) in calls.Index())
                {
                    if (call is JsonObject given)
                    {
                        _calls[(path, index)] = given["kwargs"] as JsonObject ?? [];
                        _positional[(path, index)] = given["args"] as JsonArray ?? [];
                    }
                }
            }

            Add(layer, path + "/");
        }
    }
}
