using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Reading;

namespace Seedbed.Checkpoints.Formats;

/// <summary>
/// An open checkpoint of any format that is read (.npy, .npz, .safetensors, .weights.h5, .keras), told by its content: its structure was
/// checked, elements are read on demand. Safe from several threads.
/// </summary>
public sealed class CheckpointFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly CheckpointContent _content;

    private CheckpointFile(string path, SafeFileHandle handle, string format, CheckpointContent content)
    {
        Path = path;
        _handle = handle;
        _content = content;
        Format = format;
    }

    /// <summary>Where it was opened.</summary>
    internal string Path { get; }

    /// <summary>The format, by the usual end of its files' names: ".npz".</summary>
    public string Format { get; }

    /// <summary>The tensors in the file's order.</summary>
    public ImmutableArray<StoredTensor> Tensors => _content.Tensors;

    /// <summary>What the file says about itself; empty where it says nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _content.Metadata;

    /// <summary>
    /// Datasets whose elements are no numbers (texts, records, complex numbers), which HDF5 files may have: path and shape. They are no
    /// tensors.
    /// </summary>
    public ImmutableArray<string> Unread => _content.Unread;

    /// <summary>
    /// Opens a file and checks its structure. Nothing in it is trusted: time and memory are at most proportional to the file's length,
    /// where it is compressed to what it may inflate to, which is 256 MiB or 32 times its length.
    /// </summary>
    /// <param name="path">The file; its name does not matter.</param>
    /// <param name="cancellationToken">Stops the unpacking of an archive.</param>
    /// <exception cref="FormatException">The content is of no format that is read, or damaged; the sentence says what is wrong.</exception>
    /// <exception cref="IOException">The system refused to read, or to keep what an archive inflates to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CheckpointFile Open(string path, CancellationToken cancellationToken = default) => SourceFile.Open(path, handle =>
    {
        FileSection file = new(handle);
        CheckpointFormat format = FormatOf(file);
        CheckpointContent content = format.Open(file, cancellationToken);
        return new CheckpointFile(path, handle, content.Format ?? format.Name, content);
    });

    /// <summary>Reads the whole file and compares checksums where the format has any: archives have one a file.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">The content is not what was written; the sentence says where.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Verify(CancellationToken cancellationToken = default) => SourceFile.Told(Path, () =>
    {
        _content.Verify(cancellationToken);
        return true;
    });

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        foreach (IDisposable resource in _content.Resources)
        {
            resource.Dispose();
        }

        _handle.Dispose();
    }

    private static CheckpointFormat FormatOf(FileSection file)
    {
        byte[] prefix = file.Read(0, (int)Math.Min(file.Length, CheckpointFormat.PrefixLength));
        return CheckpointFormat.All.FirstOrDefault(format => format.Recognizes(prefix)) ?? throw new FormatException(
            "the content is no checkpoint of a format that is read, or its beginning is damaged; those are "
            + $"{string.Join(", ", CheckpointFormat.All.Select(format => format.Name))}, .keras.");
    }
}
