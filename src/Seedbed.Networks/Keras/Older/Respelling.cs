using System.Text.Json.Nodes;
using Seedbed.Layers;

namespace Seedbed.Keras.Older;

/// <summary>What a conversion knows of its file, and what it has to tell.</summary>
/// <param name="version">The release that wrote the file; null where it names none.</param>
/// <param name="notes">Takes what was assumed.</param>
internal sealed class Respelling(Version? version, NoteList notes)
{
    private readonly Dictionary<string, int> _named = [];
    private readonly List<(JsonObject Owner, string Key, string Value)> _defaults = [];

    /// <summary>The release that wrote the file; null where it names none.</summary>
    internal Version? Version => version;

    /// <summary>Whether anything was written otherwise than today.</summary>
    internal bool IsChanged { get; private set; }

    /// <summary>Tells what the file does not say itself.</summary>
    internal void Assume(string sentence) => notes.Add(sentence);

    /// <summary>Sets the value of a key.</summary>
    internal void Set(JsonObject owner, string key, JsonNode? value)
    {
        owner[key] = value;
        IsChanged = true;
    }

    /// <summary>A value that the layer is to have, though the text of the model keeps its bytes.</summary>
    internal void Default(JsonObject owner, string key, string value) => _defaults.Add((owner, key, value));

    /// <summary>Sets these values; false where there are none.</summary>
    internal bool SetDefaults()
    {
        foreach ((JsonObject owner, string key, string value) in _defaults)
        {
            owner[key] = value;
        }

        return _defaults.Count > 0;
    }

    /// <summary>Takes a key away; false where it is not there.</summary>
    internal bool Remove(JsonObject owner, string key)
    {
        bool isRemoved = owner.Remove(key);
        IsChanged |= isRemoved;
        return isRemoved;
    }

    /// <summary>Gives a key its name of today, at its place; one that stands there under that name already is kept.</summary>
    internal void Rename(JsonObject owner, string older, string today)
    {
        int index = owner.IndexOf(older);
        if (index >= 0)
        {
            JsonNode? value = owner[older];
            owner.RemoveAt(index);
            if (!owner.ContainsKey(today))
            {
                owner.Insert(index, today, value);
            }

            IsChanged = true;
        }
    }

    /// <summary>A name for what the file has without one: the class in snake_case, numbered from 1, as Keras gives them.</summary>
    internal string NewName(string stem) => $"{stem}_{_named[stem] = _named.GetValueOrDefault(stem) + 1}";

    /// <summary>The text of a key; null where it is none.</summary>
    internal static string? Text(JsonNode? value) => value is JsonValue found && found.TryGetValue(out string? text) ? text : null;

    /// <summary>The whole number that a value is; null where it is none.</summary>
    internal static long? Whole(JsonNode? value) => value is JsonValue found && found.TryGetValue(out long whole) ? whole : null;

    /// <summary>Whether a value is true, or a number that Python takes for it.</summary>
    internal static bool IsTrue(JsonNode? value) =>
        value is JsonValue found && ((found.TryGetValue(out bool flag) && flag) || (found.TryGetValue(out double number) && number != 0));

    /// <summary>How messages name a layer.</summary>
    internal static string PlaceOf(JsonObject layer) => Layer.PlaceOf(
        Text((layer["config"] as JsonObject)?["name"]) ?? Text(layer["name"]) ?? "", Text(layer["class_name"]) ?? "");
}
