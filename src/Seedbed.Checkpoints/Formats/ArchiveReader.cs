using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Npz;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Zip;
using Seedbed.Messages;

namespace Seedbed.Checkpoints.Formats;

/// <summary>
/// Reads the checkpoints that are archives: .npz, a .npy file for each tensor, and .keras, whose weights are an HDF5 file within.
/// </summary>
internal static class ArchiveReader
{
    /// <summary>The HDF5 file in the archive of a model.</summary>
    internal const string WeightsName = "model.weights.h5";

    [SuppressMessage("Reliability", "CA2000", Justification = "The content hands it to the open file, which closes it.")]
    internal static CheckpointContent Open(FileSection file, CancellationToken cancellationToken)
    {
        ZipArchiveReader archive = new(file, cancellationToken);
        try
        {
            CheckpointContent content = archive.Find(WeightsName) is { } weights
                ? Hdf5CheckpointReader.Open(archive.Open(weights)) with { Format = ".keras" }
                : new CheckpointContent(ReadArrays(archive)) { Metadata = MetadataOf(archive) };
            return content with { Resources = [.. content.Resources, archive], Verify = token => Verify(archive, token) };
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static ImmutableArray<StoredTensor> ReadArrays(ZipArchiveReader archive)
    {
        var tensors = ImmutableArray.CreateBuilder<StoredTensor>();
        foreach (ZipEntry entry in archive.Entries.Where(entry => entry.Name.EndsWith(NpyFormat.Ending, StringComparison.Ordinal)))
        {
            try
            {
                tensors.Add(NpyReader.Read(entry.Name[..^NpyFormat.Ending.Length], archive.Open(entry)));
            }
            catch (FormatException fault)
            {
                throw new FormatException($"'{entry.Name.Excerpt()}': {fault.Message}", fault);
            }
        }

        return tensors.Count > 0 || archive.Entries.IsEmpty
            ? tensors.ToImmutable()
            : throw new FormatException("the archive holds neither arrays (.npy) nor the weights of a Keras model (model.weights.h5).");
    }

    private static void Verify(ZipArchiveReader archive, CancellationToken token)
    {
        foreach (ZipEntry entry in archive.Entries)
        {
            archive.Verify(entry, token);
        }
    }

    /// <summary>The comment, where it is an object of texts, as our own archives have it.</summary>
    private static Dictionary<string, string> MetadataOf(ZipArchiveReader archive)
    {
        try
        {
            using var comment = JsonDocument.Parse(archive.Comment);
            return comment.RootElement.ValueKind == JsonValueKind.Object
                ? comment.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String)
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
