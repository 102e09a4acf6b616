using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seedbed.Layers.Arguments;

/// <summary>Reads a value of a configuration; false where it is none of its kind.</summary>
internal delegate bool ArgumentParser<T>(JsonElement element, out T value);

/// <summary>What a layer's argument may be: how it is read and written, and which values are accepted.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Accepted">The accepted values, for messages.</param>
/// <param name="Parse">Reads a value.</param>
/// <param name="Write">Writes a value as Keras does.</param>
/// <param name="Accepts">Whether a value is in range. The value that stands for a missing one is not.</param>
internal sealed record ArgumentKind<T>(string Accepted, ArgumentParser<T> Parse, Func<T, JsonNode?> Write, Func<T, bool> Accepts)
{
    /// <summary>Whether null is a value; else it means the default, as a key that is absent does.</summary>
    internal bool HasNull { get; init; }

    /// <summary>The value that null is.</summary>
    internal T? Null { get; init; }

    /// <summary>A value in a message, as it stands in JSON.</summary>
    internal string Text(T value) => value is double number && !double.IsFinite(number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : (Write(value)?.ToJsonString() ?? "null").Excerpt();
}
