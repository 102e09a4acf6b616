using System.Collections.Immutable;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Npz;

namespace Seedbed.Checkpoints;

/// <summary>
/// An open checkpoint of any known format, told by its content: its structure was checked, elements are read on demand. Safe from several
/// threads.
/// </summary>
public sealed class CheckpointFile : IDisposable
{
    private readonly CheckpointSource? _source;
    private readonly CheckpointContent _content;

    private CheckpointFile(string path, CheckpointSource source, KnownFormats formats)
    {
        Path = path;
        _source = source;
        Format = formats.Recognize(source);
        _content = Format.Read(source);
    }

    /// <summary>A folder of .npy files, of which each is open only while it is read.</summary>
    private CheckpointFile(string folder)
    {
        Path = folder;
        Format = CheckpointFormat.Npy;
        _content = NpyFolderReader.Read(folder);
    }

    /// <summary>Where it was opened.</summary>
    internal string Path { get; }

    /// <summary>The format.</summary>
    public CheckpointFormat Format { get; }

    /// <summary>The tensors in the file's order.</summary>
    public ImmutableArray<StoredTensor> Tensors => _content.Tensors;

    /// <summary>What the file says about itself; empty where it says nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _content.Metadata;

    /// <summary>
    /// Datasets whose elements are no numbers (texts, records, complex numbers), which HDF5 files may have: path and shape. They are no
    /// tensors.
    /// </summary>
    public ImmutableArray<string> Unread => _content.Unread;

    /// <inheritdoc cref="CheckpointContent.TextsOf"/>
    public ImmutableArray<string>? TextsOf(string group, string name) => _content.TextsOf(group, name);

    /// <summary>Opens a file of tensors alone: <see cref="KnownFormats.Default"/>.</summary>
    /// <inheritdoc cref="Open(string, KnownFormats, CancellationToken)"/>
    public static CheckpointFile Open(string path, CancellationToken cancellationToken = default) =>
        Open(path, KnownFormats.Default, cancellationToken);

    /// <summary>
    /// Opens a file and checks its structure. Nothing in it is trusted: time and memory are at most proportional to the file's length,
    /// where it is compressed to what it may inflate to, which is 256 MiB or 32 times its length.
    /// </summary>
    /// <param name="path">The file; its name does not matter. Or a folder of .npy files.</param>
    /// <param name="formats">The formats that it may be of.</param>
    /// <param name="cancellationToken">Stops the unpacking of an archive.</param>
    /// <exception cref="FormatException">The content is of no format that is read, or damaged; the sentence says what is wrong.</exception>
    /// <exception cref="IOException">The system refused to read, or to keep what an archive inflates to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CheckpointFile Open(string path, KnownFormats formats, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(formats);
        return NpyFolderReader.IsFolder(path) ? new CheckpointFile(path) : SourceFile.Open(path, handle =>
        {
            CheckpointSource source = new(handle, path, cancellationToken);
            try
            {
                return new CheckpointFile(path, source, formats);
            }
            catch
            {
                source.Dispose();
                throw;
            }
        });
    }

    /// <summary>Reads the whole file and compares checksums where the format has any: archives have one a file.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">The content is not what was written; the sentence says where.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Verify(CancellationToken cancellationToken = default) => SourceFile.WithPath(Path, () =>
    {
        _source?.Verify(cancellationToken);
        return true;
    });

    /// <summary>Closes the file.</summary>
    public void Dispose() => _source?.Dispose();
}
