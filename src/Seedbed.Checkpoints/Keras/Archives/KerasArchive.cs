using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seedbed.Serialization;

namespace Seedbed.Checkpoints.Keras.Archives;

/// <summary>
/// What a template needs of a <c>.keras</c> file, a zip archive of config.json, metadata.json and model.weights.h5: the model's configuration and the release of
/// Keras that wrote it. The weights are not read.
/// </summary>
/// <param name="Config">The text of config.json.</param>
/// <param name="KerasVersion">The <c>keras_version</c> of metadata.json; null where there is none.</param>
/// <remarks>Source: <c>keras.saving.saving_lib</c>.</remarks>
internal sealed partial record KerasArchive(byte[] Config, Version? KerasVersion)
{
    /// <summary>Longer configurations are refused; that of ResNet50 has 170 kB.</summary>
    internal const int MaxConfigSize = 1 << 26;

    private const string ConfigName = "config.json";
    private const string MetadataName = "metadata.json";
    private const int MaxMetadataSize = 1 << 16;
    private const uint LocalSignature = 0x04034b50;
    private const int LocalSize = 30;
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    /// <summary>Reads an archive.</summary>
    /// <exception cref="FormatException">It is damaged, or has no configuration.</exception>
    internal static KerasArchive Read(FileBytes file)
    {
        IReadOnlyDictionary<string, ZipEntry> entries = ZipDirectory.Read(file);
        if (!entries.TryGetValue(ConfigName, out ZipEntry? config))
        {
            throw new FormatException("the archive has no config.json; a model that model.save(\"NAME.keras\") of Keras 3 wrote has one.");
        }

        Version? version = entries.TryGetValue(MetadataName, out ZipEntry? metadata) ? VersionOf(Content(file, metadata, MaxMetadataSize)) : null;
        return new KerasArchive(Content(file, config, MaxConfigSize), version);
    }

    /// <summary>The release of a text such as "3.15.1" or "3.16.0.dev2026"; what follows the numbers does not count.</summary>
    internal static Version? ParseVersion(string? text) =>
        VersionPattern().Match(text ?? "") is { Success: true } match && Version.TryParse(match.Value, out Version? version) ? version : null;

    private static Version? VersionOf(byte[] metadata)
    {
        using JsonDocument document = KerasJson.Parse(metadata);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keras_version", out JsonElement text))
        {
            return null;
        }

        return (text.ValueKind == JsonValueKind.String ? ParseVersion(text.GetString()) : null)
            ?? throw new FormatException($"metadata.json: keras_version is {LayerConfig.Excerpt(text)}; it must be a release such as \"3.15.0\".");
    }

    private static byte[] Content(FileBytes file, ZipEntry entry, int maxSize)
    {
        Refuse(entry, maxSize);
        byte[] local = file.Read(entry.Offset, LocalSize);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature)
        {
            throw new FormatException($"the archive is damaged: no file starts at byte {entry.Offset}, where '{entry.Name}' should.");
        }

        long start = entry.Offset + LocalSize + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(28));
        byte[] stored = file.Read(start, (int)entry.StoredSize);
        byte[] content = entry.Method == Stored ? stored : Inflate(stored, entry);
        return Crc32.Of(content) == entry.Crc32
            ? content
            : throw new FormatException($"the archive is damaged: the checksum of '{entry.Name}' is not that of its content; copy it again.");
    }

    private static void Refuse(ZipEntry entry, int maxSize)
    {
        if (entry.IsEncrypted)
        {
            throw new FormatException($"'{entry.Name}' in the archive is encrypted; Keras writes it in the open, so write the archive anew without a password.");
        }

        if (entry.Method is not (Stored or Deflated) || (entry.Method == Stored && entry.StoredSize != entry.Size))
        {
            throw new FormatException($"'{entry.Name}' in the archive is compressed by method {entry.Method}, {entry.StoredSize} bytes for {entry.Size}; only 0 (stored as it is) and 8 (deflated) are read.");
        }

        if (entry.Size < 0 || entry.Size > maxSize || entry.StoredSize < 0 || entry.StoredSize > maxSize)
        {
            throw new FormatException($"'{entry.Name}' in the archive has {entry.Size} bytes ({entry.StoredSize} compressed); at most {maxSize} are read.");
        }
    }

    private static byte[] Inflate(byte[] stored, ZipEntry entry)
    {
        // The buffer grows with what really comes out, and never beyond what was announced.
        using MemoryStream source = new(stored, writable: false);
        using DeflateStream inflater = new(source, CompressionMode.Decompress);
        using MemoryStream content = new();
        byte[] block = new byte[1 << 16];
        try
        {
            for (int got = inflater.Read(block); got > 0 && content.Length <= entry.Size; got = inflater.Read(block))
            {
                content.Write(block, 0, got);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new FormatException($"the archive is damaged: '{entry.Name}' does not decompress; copy it again.", fault);
        }

        return content.Length == entry.Size
            ? content.ToArray()
            : throw new FormatException($"the archive is damaged: '{entry.Name}' does not decompress to the {entry.Size} bytes that its directory announces.");
    }

    [GeneratedRegex(@"^[0-9]{1,6}(\.[0-9]{1,6}){1,2}", RegexOptions.ExplicitCapture)]
    private static partial Regex VersionPattern();
}
