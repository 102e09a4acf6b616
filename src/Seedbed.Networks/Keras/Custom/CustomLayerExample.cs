using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seedbed.Keras;

/// <summary>A description to start from for a layer that is not known: its initializers tell the names of its weights.</summary>
internal static class CustomLayerExample
{
    private const string Suffix = "_initializer";

    /// <summary>A longer example is none to read in a sentence.</summary>
    private const int Longest = 1000;

    private const string AnyLayer = """{"layers": {"CLASS": {"weights": [{"name": "kernel", "shape": ["input[-1]", "units"]}]}}}""";

    internal static string For(string name, JsonElement element)
    {
        JsonProperty[] config = element.TryGetProperty("config", out JsonElement value) && value.ValueKind == JsonValueKind.Object
            ? [.. value.EnumerateObject()]
            : [];
        string size = config.Where(IsSize).Select(property => $"\"{property.Name}\"").FirstOrDefault() ?? "1";
        string[] roles = [.. config.Select(property => property.Name).Where(IsInitializer).Select(key => key[..^Suffix.Length])];
        IEnumerable<string> weights =
            (roles.Length > 0 ? roles : ["kernel"]).Select(
                role => Weight(role, role == "bias" ? $"[{size}]" : $"[\"input[-1]\", {size}]", roles.Length > 0));
        string example =
            "{\"layers\": {\"" + JsonEncodedText.Encode(
                name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\": {\"weights\": [" + string.Join(", ", weights) + "]}}}";
        return example.Length <= Longest ? example : AnyLayer;
    }

    private static bool IsSize(JsonProperty property) =>
        property.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            && property.Name.Length > 0
            && !char.IsAsciiDigit(property.Name[0])
        && property.Value.ValueKind == JsonValueKind.Number
            && property.Value.TryGetInt64(out long size)
            && size >= 1
            && property.Name != "seed";

    private static bool IsInitializer(string key) =>
        key.Length > Suffix.Length
            && key.EndsWith(Suffix, StringComparison.Ordinal)
            && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static string Weight(string role, string shape, bool hasKey) =>
        $$"""{"name": "{{role}}", "shape": {{shape}}{{(hasKey ? $", \"initializer\": \"{role}{Suffix}\"" : "")}}}""";
}
