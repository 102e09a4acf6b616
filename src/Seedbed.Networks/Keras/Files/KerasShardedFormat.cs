using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Keras.Archives;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>
/// The list of a model's weights in several .weights.h5 files: a JSON object whose <c>weight_map</c> names, for the place of each layer,
/// the file or files that hold its variables.
/// </summary>
/// <remarks>Source: <c>keras.saving.saving_lib.ShardedH5IOStore</c>.</remarks>
internal sealed class KerasShardedFormat : CheckpointFormat
{
    private const string WeightMapKey = "weight_map";

    public override string Name => ".weights.json";

    public override CheckpointScope Scope => CheckpointScope.PlacedTensors;

    public override bool IsWritten => false;

    public override bool Recognizes(CheckpointSource source) =>
        source.Prefix.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8) && source.Length <= KerasArchive.MaxConfigSize
            && FilesOf(source) is not null;

    public override CheckpointContent Read(CheckpointSource source) =>
        CheckpointContent.Join([.. FilesOf(source)!.Select(name => Read(source, name))]);

    private static CheckpointContent Read(CheckpointSource source, string name)
    {
        CheckpointSource file = source.OpenBeside(name);
        return file.IsHdf5
            ? file.ReadHdf5()
            : throw new FormatException(
                $"'{name.Excerpt()}', which the list names, is no HDF5 file; a list of Keras names .weights.h5 files.");
    }

    /// <summary>The files that are named; null where the content is no such list.</summary>
    private static string[]? FilesOf(CheckpointSource source)
    {
        try
        {
            using JsonDocument document = KerasJson.Parse(source.ReadAll());
            return document.RootElement.TryGetProperty(WeightMapKey, out JsonElement map) && map.ValueKind == JsonValueKind.Object
                ? [.. map.EnumerateObject().SelectMany(entry => NamesOf(entry.Value)).Distinct(StringComparer.Ordinal)]
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> NamesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(NamesOf),
        _ => throw new FormatException($"{WeightMapKey} names {value.GetRawText().Excerpt()}; it must name files."),
    };
}
