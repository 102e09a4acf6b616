using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Writing;
using Seedbed.Checkpoints.Zip;

namespace Seedbed.Checkpoints;

/// <summary>A format of checkpoints: its name, how a file is recognized, read and written. <see cref="KnownFormats"/> lists them.</summary>
public abstract class CheckpointFormat
{
    /// <summary>Tensors behind a header in JSON.</summary>
    public static CheckpointFormat Safetensors { get; } = new SafetensorsFormat();

    /// <summary>One array of NumPy.</summary>
    public static CheckpointFormat Npy { get; } = new NpyFormat();

    /// <summary>An archive of NumPy's arrays.</summary>
    public static CheckpointFormat Npz { get; } = new NpzFormat();

    /// <summary>The datasets of any HDF5 file.</summary>
    public static CheckpointFormat Hdf5 { get; } = new Hdf5Format();

    /// <summary>The name, which is the usual end of its files' names: ".npz".</summary>
    public abstract string Name { get; }

    /// <summary>The ends of names that ask for the format.</summary>
    public virtual IReadOnlyList<string> Endings => [Name];

    /// <summary>How much of a model a file holds.</summary>
    public virtual CheckpointScope Scope => CheckpointScope.NamedTensors;

    /// <summary>Whether a plan must have the documents of its model; a format that holds whole models may do without.</summary>
    public virtual bool NeedsDocuments => Scope == CheckpointScope.WholeModel;

    /// <summary>Whether plans are written, not only files read.</summary>
    public virtual bool IsWritten => true;

    /// <summary>What an archive of the format holds, for the sentence about one that has nothing of it; null for no archive.</summary>
    public virtual string? ArchiveContent => null;

    /// <summary>Whether a file is of the format.</summary>
    /// <param name="source">Its first bytes, and the names in it where it is an archive.</param>
    public abstract bool Recognizes(CheckpointSource source);

    /// <summary>Checks a file's structure and lists its tensors.</summary>
    /// <param name="source">A file that was recognized.</param>
    /// <exception cref="FormatException">It is damaged; the sentence says what is wrong.</exception>
    public abstract CheckpointContent Read(CheckpointSource source);

    /// <summary>Writes the file, or leaves everything as it was.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="plan">What is written.</param>
    /// <param name="options">Overwriting, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">
    /// The file exists and must not be replaced, or the format cannot hold the plan; the sentence says what it cannot hold.
    /// </exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left behind.</exception>
    public void Write(string path, InitializationPlan plan, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        CheckpointWriter.Write(path, Layout(plan), plan.Stream, options ?? WriteOptions.Default);
    }

    /// <summary>
    /// Writes the same bytes into a stream that need only go forward, such as a pipe or a connection; where that fails, it has a part of
    /// them.
    /// </summary>
    /// <param name="stream">Where they go to; it is flushed, and stays open.</param>
    /// <param name="plan">What is written.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The format cannot hold the plan; the sentence says what it cannot hold.</exception>
    /// <exception cref="NotSupportedException">The format cannot be written from front to back, as archives cannot.</exception>
    /// <exception cref="IOException">The stream refused.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Write(Stream stream, InitializationPlan plan, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(plan);
        CheckpointStream.Write(stream, Layout(plan), plan.Stream, options ?? WriteOptions.Default);
    }

    /// <summary>The length that the file will have, in bytes.</summary>
    /// <param name="plan">What would be written.</param>
    /// <exception cref="ArgumentException">The format cannot hold the plan; the sentence says what it cannot hold.</exception>
    public long FileLength(InitializationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Layout(plan).Length;
    }

    /// <summary>What comes where in a file, or one sentence about what the format cannot hold: nothing is written before.</summary>
    /// <param name="plan">What is to be written.</param>
    /// <exception cref="ArgumentException">The format cannot hold the plan.</exception>
    /// <exception cref="NotSupportedException">The format is not written.</exception>
    protected virtual CheckpointLayout Layout(InitializationPlan plan) =>
        throw new NotSupportedException(
            $"{Name} files are read; a plan is written as {KnownFormats.NamesOf(KnownFormats.Default.Written)}.");

    /// <summary>An archive of files, stored without compression, that says where it comes from.</summary>
    /// <param name="plan">What is written.</param>
    /// <param name="files">The files in their order: a name, parts joined by '/', and the content.</param>
    /// <exception cref="ArgumentException">A name cannot stand in an archive.</exception>
    protected static CheckpointLayout Archive(InitializationPlan plan, IEnumerable<KeyValuePair<string, CheckpointLayout>> files)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return ZipWriter.Layout(files, ArchiveComment.Of(plan));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
