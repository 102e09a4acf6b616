using System.Text.Json;
using System.Text.RegularExpressions;
using Seedbed.Checkpoints;
using Seedbed.Layers.Arguments;
using Seedbed.Serialization;

namespace Seedbed.Keras.Archives;

/// <summary>
/// What a template needs of a <c>.keras</c> file, a zip archive of config.json, metadata.json and model.weights.h5: the model's
/// configuration and the release of Keras that wrote it. The weights are not read.
/// </summary>
/// <param name="Config">The text of config.json.</param>
/// <param name="KerasVersion">The <c>keras_version</c> of metadata.json; null where there is none.</param>
/// <remarks>Source: <c>keras.saving.saving_lib</c>.</remarks>
internal sealed partial record KerasArchive(byte[] Config, Version? KerasVersion)
{
    /// <summary>Longer configurations are refused; that of ResNet50 has 170 kB.</summary>
    internal const int MaxConfigSize = 1 << 26;

    internal const string ConfigName = "config.json";
    internal const string MetadataName = "metadata.json";
    internal const string WeightsName = "model.weights.h5";

    private const int MaxMetadataSize = 1 << 16;

    /// <summary>Reads an archive.</summary>
    /// <exception cref="FormatException">It is damaged, or has no configuration.</exception>
    internal static KerasArchive Read(CheckpointSource archive)
    {
        if (!archive.HasFile(ConfigName))
        {
            throw new FormatException(
                "the archive has no config.json; a model that model.save(\"NAME.keras\") of Keras 3 wrote has one.");
        }

        Version? version = archive.ReadFile(MetadataName, MaxMetadataSize) is { } metadata ? VersionOf(metadata) : null;
        return new KerasArchive(archive.ReadFile(ConfigName, MaxConfigSize)!, version);
    }

    /// <summary>The release of a text such as "3.15.1" or "3.16.0.dev2026"; what follows the numbers does not count.</summary>
    internal static Version? ParseVersion(string? text) =>
        VersionPattern().Match(text ?? "") is { Success: true } match && Version.TryParse(match.Value, out Version? version)
            ? version
            : null;

    /// <summary>The release that a metadata.json names; null where it names none.</summary>
    internal static Version? VersionOf(byte[] metadata)
    {
        using JsonDocument document = KerasJson.Parse(metadata);
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keras_version", out JsonElement text))
        {
            return null;
        }

        return text.ValueKind == JsonValueKind.String && ParseVersion(text.GetString()) is { Major: >= KerasRelease.FirstMajor } version
            ? version
            : throw new FormatException(
                $"metadata.json: keras_version is {LayerConfig.Excerpt(text)}; it must be a release of Keras 2 or later, such as "
                + "\"3.15.0\".");
    }

    [GeneratedRegex(@"^[0-9]{1,6}(\.[0-9]{1,6}){1,2}", RegexOptions.ExplicitCapture)]
    private static partial Regex VersionPattern();
}
