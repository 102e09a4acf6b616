using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seedbed.Keras;

/// <summary>
/// A description to start from for a layer that is not known: its initializers tell the names of its weights. Where nothing tells any, it
/// has
/// none.
/// </summary>
internal static class CustomLayerExample
{
    private const string Suffix = "_initializer";
    private const string InputFeatures = "\"input[-1]\"";

    /// <summary>A longer example is none to read in a sentence.</summary>
    private const int Longest = 1000;

    private const string AnyLayer = """{"layers": {"CLASS": {"weights": [{"name": "kernel", "shape": ["input[-1]", "units"]}]}}}""";

    /// <summary>The keys by which Keras's layers tell the size of their output.</summary>
    private static readonly string[] s_units = ["filters", "units", "output_dim"];

    /// <summary>Variables whose names are longer than the roles of their initializers.</summary>
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["recurrent"] = "recurrent_kernel", ["depthwise"] = "depthwise_kernel", ["pointwise"] = "pointwise_kernel",
    };

    internal static string For(string name, JsonElement element)
    {
        Dictionary<string, JsonElement> config = element.TryGetProperty("config", out JsonElement value)
            && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal)
            : [];
        string[] roles = [.. config.Keys.Where(IsInitializer).Select(key => key[..^Suffix.Length])];
        string? units = s_units.FirstOrDefault(key => config.TryGetValue(key, out JsonElement size) && IsSize(size))
            ?? (roles.Length > 0 ? config.Where(pair => IsKey(pair.Key) && IsSize(pair.Value)).Select(pair => pair.Key).FirstOrDefault()
                : null);
        string[] weights = roles.Length > 0 ? [.. roles.Select(role => Weight(role, Shape(role, units, config), hasKey: true, config))]
            : units is not null ? [Weight("kernel", Shape("kernel", units, config), hasKey: false, config)]
            : [];
        string example = "{\"layers\": {\"" + JsonEncodedText.Encode(name,
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\": {\"weights\": ["
            + string.Join(", ", weights) + (weights.Length > 0 ? "]}}}" : "], \"output_shape\": \"input\"}}}");
        return example.Length <= Longest ? example : AnyLayer;
    }

    private static string Shape(string role, string? units, Dictionary<string, JsonElement> config)
    {
        string size = units is null ? "1" : $"\"{units}\"";
        string[] window = [.. Window(config)];
        return role switch
        {
            "bias" => $"[{size}]",
            "gamma" or "beta" or "moving_mean" or "moving_variance" or "scale" or "alpha" => $"[{InputFeatures}]",
            "recurrent" => $"[{size}, {size}]",
            "embeddings" when config.TryGetValue("input_dim", out JsonElement rows) && IsSize(rows) => $"[\"input_dim\", {size}]",
            "depthwise" => Joined([.. window, InputFeatures, Multiplier(config)]),
            "pointwise" => Joined([.. window.Select(_ => "1"), Multiplied(config), size]),
            "kernel" => Joined([.. window, InputFeatures, size]),
            _ => Joined([InputFeatures, size]),
        };
    }

    private static string Joined(string[] sizes) => $"[{string.Join(", ", sizes)}]";

    private static string Multiplier(Dictionary<string, JsonElement> config) =>
        config.ContainsKey("depth_multiplier") ? "\"depth_multiplier\"" : "1";

    private static string Multiplied(Dictionary<string, JsonElement> config) =>
        config.ContainsKey("depth_multiplier") ? "\"input[-1] * depth_multiplier\"" : InputFeatures;

    /// <summary>The sizes of a convolution's window: a number, or one for each axis.</summary>
    private static IEnumerable<string> Window(Dictionary<string, JsonElement> config) => config.GetValueOrDefault("kernel_size") switch
    {
        { ValueKind: JsonValueKind.Array } list => Enumerable.Range(0, list.GetArrayLength()).Select(axis => $"\"kernel_size[{axis}]\""),
        { ValueKind: JsonValueKind.Number } => ["\"kernel_size\""],
        _ => [],
    };

    private static bool IsSize(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long size) && size >= 1;

    private static bool IsKey(string key) =>
        key.Length > 0 && key != "seed" && !char.IsAsciiDigit(key[0])
            && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static bool IsInitializer(string key) =>
        key.Length > Suffix.Length && key.EndsWith(Suffix, StringComparison.Ordinal) && IsKey(key);

    /// <summary>A bias is there where use_bias says so, if it is in the configuration.</summary>
    private static string Weight(string role, string shape, bool hasKey, Dictionary<string, JsonElement> config)
    {
        string key = hasKey ? $", \"initializer\": \"{role}{Suffix}\"" : "";
        string when = role == "bias" && config.ContainsKey("use_bias") ? ", \"when\": \"use_bias\"" : "";
        return $$"""{"name": "{{s_names.GetValueOrDefault(role, role)}}", "shape": {{shape}}{{key}}{{when}}}""";
    }
}
