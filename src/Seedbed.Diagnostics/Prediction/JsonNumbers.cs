using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seedbed.Diagnostics;

/// <summary>Numbers of configurations, which were parsed or made of C# numbers of any type.</summary>
internal static class JsonNumbers
{
    /// <summary>The number; null where the node is none.</summary>
    internal static double? Number(this JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)
        : null;

    /// <summary>The number as a whole one.</summary>
    /// <exception cref="NotSupportedException">It is none.</exception>
    internal static int Whole(this JsonNode? node) =>
        (int)(node.Number() ?? throw new NotSupportedException("one of its arguments is no number."));
}
