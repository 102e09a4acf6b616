using System.Text;
using System.Text.Json;
using Seedbed.Checkpoints.Planning;

namespace Seedbed.Checkpoints.Zip;

/// <summary>What an archive says about its origin, in the comment at its end: a JSON object of texts.</summary>
internal static class PlanComment
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
}
