using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Seedbed.Keras.Archives;

namespace Seedbed.Keras;

/// <summary>What a .keras file holds beside its weights.</summary>
/// <param name="Config">The text of <c>model.to_json()</c> in UTF-8, the model of the plan.</param>
public sealed record KerasArchiveContent(ReadOnlyMemory<byte> Config)
{
    /// <summary>The release of Keras whose rules hold in the file: the first one with today's, unless another is asked for.</summary>
    public string KerasVersion { get; init; } = VersionText(KerasRelease.Newest);

    /// <summary>
    /// When the file was saved, as Keras writes it, <c>2026-01-31@23:59:59</c>. Not the time of writing but, unless given, the first day
    /// that an archive can name: the same template and seed give the same bytes whenever they are written.
    /// </summary>
    public string DateSaved { get; init; } = "1980-01-01@00:00:00";

    /// <summary>The files of the archive that are no weights, for <c>ModelTemplate.Documents</c>.</summary>
    public ImmutableArray<KeyValuePair<string, ReadOnlyMemory<byte>>> Documents =>
        [KeyValuePair.Create(KerasArchive.MetadataName, Metadata), KeyValuePair.Create(KerasArchive.ConfigName, Config)];

    private ReadOnlyMemory<byte> Metadata => Encoding.UTF8.GetBytes(
        $"{{\"keras_version\": \"{JsonEncodedText.Encode(KerasVersion)}\", \"date_saved\": \"{JsonEncodedText.Encode(DateSaved)}\"}}");

    /// <summary>A release as metadata.json names it, with three numbers: "3.15.0".</summary>
    /// <param name="release">The release whose rules hold.</param>
    public static string VersionText(KerasRelease release)
    {
        Version version = release.ToVersion();
        return version.Build < 0 ? $"{version}.0" : $"{version}";
    }
}
