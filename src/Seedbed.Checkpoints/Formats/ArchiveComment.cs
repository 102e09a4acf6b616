using System.Text;
using System.Text.Json;

namespace Seedbed.Checkpoints.Formats;

/// <summary>What an archive says about its origin, in the comment at its end: a JSON object of texts.</summary>
internal static class ArchiveComment
{
    internal static string Of(InitializationPlan plan)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            foreach ((string key, string value) in plan.Origin)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The texts, where the comment is an object of texts, as our own archives have it.</summary>
    internal static Dictionary<string, string> Read(ReadOnlyMemory<byte> comment)
    {
        try
        {
            using var json = JsonDocument.Parse(comment);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String)
                    .DistinctBy(member => member.Name).ToDictionary(
                        member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal)
                : [];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
