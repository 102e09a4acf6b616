using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Reading;

namespace Seedbed.Checkpoints.Npz;

/// <summary>
/// The .npy files of a folder and those below it, each under its path without the ending. A file is open while it is read.
/// </summary>
internal static class NpyFolderReader
{
    /// <summary>As many as an archive may have.</summary>
    private const int MaxFiles = 250_000;

    /// <summary>Whether a path leads to a folder that has such files.</summary>
    internal static bool IsFolder(string path) => Directory.Exists(path) && Files(path, path).Length > 0;

    /// <exception cref="FormatException">There is no such file, there are too many, or one is damaged.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal static CheckpointContent Read(string folder)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string[] files = Files(folder, root);
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length is > 0 and <= MaxFiles
            ? new CheckpointContent([.. files.Select(file => Tensor(root, file))])
            : throw new FormatException($"{folder.Excerpt()} is a folder with {files.Length} .npy files; it must have 1 to {MaxFiles}.");
    }

    private static string[] Files(string folder, string root) =>
    [
        .. FolderFiles.Below(folder, root).Where(file => file.EndsWith(NpyHeader.Ending, StringComparison.Ordinal)).Take(MaxFiles + 1),
    ];

    private static StoredTensor Tensor(string root, string file)
    {
        string name = file[(root.Length + 1)..^NpyHeader.Ending.Length].Replace('\\', '/');
        return SourceFile.WithPath(file, () =>
        {
            using SafeFileHandle handle = SourceFile.Open(file);
            StoredTensor tensor = NpyReader.Read(name, new FileSection(handle));
            return new StoredTensor(name, tensor.Shape, tensor.Type, new FileContent(file, tensor.KeptByteCount));
        });
    }

    private sealed class FileContent(string file, long keptByteCount) : TensorContent
    {
        internal override long KeptByteCount => keptByteCount;

        internal override void Read(long offset, Span<byte> destination)
        {
            using SafeFileHandle handle = SourceFile.Open(file);
            NpyReader.Read("", new FileSection(handle)).Content.Read(offset, destination);
        }

        internal override void Rent(Action<TensorContent> reader, CancellationToken cancellationToken)
        {
            using SafeFileHandle handle = SourceFile.Open(file);
            NpyReader.Read("", new FileSection(handle)).Content.Rent(reader, cancellationToken);
        }
    }
}
