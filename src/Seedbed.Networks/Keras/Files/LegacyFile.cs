using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Keras.Archives;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>A layer in an .h5 file of Keras 1 and 2.</summary>
/// <param name="Name">Its name, which is its group's.</param>
/// <param name="Weights">Its weights with their names, those that training changed first.</param>
internal sealed record LegacyLayer(string Name, ImmutableArray<KeyValuePair<string, StoredTensor>> Weights);

/// <summary>What an .h5 file of Keras 1 and 2 says beside its numbers.</summary>
internal static class LegacyFile
{
    /// <summary>The layers in the model's order, those without weights too.</summary>
    /// <exception cref="FormatException">A layer or a weight that is listed is not there.</exception>
    internal static ImmutableArray<LegacyLayer> LayersOf(CheckpointFile file)
    {
        string root = KerasLegacyFormat.RootOf(file.TextsOf)!;
        Dictionary<string, StoredTensor> tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        return [.. file.TextsOf(root, KerasLegacyFormat.LayerNames)!.Value.Select(name => LayerOf(file, root, name, tensors))];
    }

    /// <summary>The release that wrote the weights, and the program that computed them; each null where it is not told.</summary>
    internal static (string? KerasVersion, string? Backend) OriginOf(CheckpointFile file)
    {
        return (Told(KerasLegacyFormat.KerasVersion), Told(KerasLegacyFormat.Backend));

        string? Told(string name) => (file.TextsOf(KerasLegacyFormat.ModelGroup, name) ?? file.TextsOf("", name))?.FirstOrDefault();
    }

    /// <summary>Whether Keras 1 wrote the weights, beside which it tells no release.</summary>
    internal static bool IsOfKeras1(CheckpointFile file)
    {
        string root = KerasLegacyFormat.RootOf(file.TextsOf)!;
        string? version = file.TextsOf(root, KerasLegacyFormat.KerasVersion)?.FirstOrDefault();
        return version is null || version == "1" || version.StartsWith("1.", StringComparison.Ordinal);
    }

    /// <summary>
    /// The configuration of the model in UTF-8, as <c>model.to_json()</c> gives it: with the release that the file names beside it.
    /// </summary>
    /// <exception cref="FormatException">The file holds no model.</exception>
    internal static byte[] ConfigOf(CheckpointContent file)
    {
        string config = file.TextsOf("", KerasLegacyFormat.ModelConfig)?.FirstOrDefault() ?? throw new FormatException(
            "this is an HDF5 file without a model (its root has no attribute model_config): it holds weights alone. A template is what "
            + "model.to_json(), model.save(\"NAME.keras\") or model.save(\"NAME.h5\") writes.");
        byte[] utf8 = Encoding.UTF8.GetBytes(config);
        string? version = file.TextsOf("", KerasLegacyFormat.KerasVersion)?.FirstOrDefault();
        return utf8.Length > KerasArchive.MaxConfigSize
            ? throw new FormatException($"model_config has {utf8.Length} bytes; at most {KerasArchive.MaxConfigSize} are read.")
            : version is null || !TakesVersion(utf8) ? utf8
            : Encoding.UTF8.GetBytes($"{{\"keras_version\": \"{JsonEncodedText.Encode(version)}\", {config.TrimStart()[1..]}");
    }

    /// <summary>Who reads a model in an .h5 file that is spelled as Keras 3 does it.</summary>
    internal static IReadOnlyList<string> NotesOn(CheckpointFormat? format, ReadOnlyMemory<byte> config)
    {
        if (format != KerasFormats.Legacy)
        {
            return [];
        }

        using JsonDocument document = KerasJson.Parse(config);
        return document.RootElement.TryGetProperty("module", out _)
            ? ["the model in the .h5 file is spelled as Keras 3 does it: load_model of Keras 3 reads it; TensorFlow 2 up to 2.15 reads the "
                + "weights alone, with load_weights."]
            : [];
    }

    private static bool TakesVersion(byte[] utf8)
    {
        using JsonDocument document = KerasJson.Parse(utf8);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().Any()
            && !document.RootElement.TryGetProperty(KerasLegacyFormat.KerasVersion, out _);
    }

    private static LegacyLayer LayerOf(CheckpointFile file, string root, string name, Dictionary<string, StoredTensor> tensors)
    {
        string group = KerasLegacyFormat.PathOf(root, name);
        ImmutableArray<string> names = file.TextsOf(group, KerasLegacyFormat.WeightNames) ?? throw new FormatException(
            $"the file lists the layer '{name.Excerpt()}', but has no group of it with weight_names; it is damaged, or was not written by "
            + "Keras.");
        return new LegacyLayer(name, [.. names.Select(weight => KeyValuePair.Create(weight, TensorOf(group, weight, tensors)))]);
    }

    private static StoredTensor TensorOf(string group, string weight, Dictionary<string, StoredTensor> tensors) =>
        tensors.GetValueOrDefault(KerasLegacyFormat.PathOf(group, weight)) ?? throw new FormatException(
            $"the group '{group.Excerpt()}' lists the weight '{weight.Excerpt()}', which the file does not have; it is damaged.");
}
