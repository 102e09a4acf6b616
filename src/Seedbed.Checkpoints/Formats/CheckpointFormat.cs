using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Npz;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Safetensors;

namespace Seedbed.Checkpoints.Formats;

/// <summary>A format of checkpoints that is read.</summary>
/// <param name="Name">The usual end of its files' names.</param>
/// <param name="Recognizes">Whether a file's first bytes, 16 or fewer, are of the format.</param>
/// <param name="Open">Checks a file's structure and lists its tensors; the token stops the unpacking of an archive.</param>
internal sealed record CheckpointFormat(
    string Name, Func<ReadOnlyMemory<byte>, bool> Recognizes, Func<FileSection, CancellationToken, CheckpointContent> Open)
{
    /// <summary>As many first bytes tell formats apart.</summary>
    internal const int PrefixLength = 16;

    /// <summary>All formats; the first that recognizes a file reads it.</summary>
    internal static IReadOnlyList<CheckpointFormat> All { get; } =
    [
        new(".npy", prefix => prefix.Span.StartsWith(NpyFormat.Magic), (file, _) => NpyReader.Open(file)),
        new(".npz", prefix => prefix.Span.StartsWith("PK"u8), ArchiveReader.Open),
        new(".weights.h5", prefix => prefix.Span.StartsWith(Hdf5Signature.File), (file, _) => Hdf5CheckpointReader.Open(file)),
        new(".safetensors", prefix => prefix.Length > sizeof(ulong) && prefix.Span[sizeof(ulong)] == (byte)'{',
            (file, _) => SafetensorsReader.Open(file)),
    ];
}
