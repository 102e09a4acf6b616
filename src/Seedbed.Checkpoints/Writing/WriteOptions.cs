namespace Seedbed.Checkpoints;

/// <summary>How a checkpoint is written. None of it changes a byte of the file.</summary>
public sealed record WriteOptions
{
    /// <summary>A new file, on all cores, flushed to disk.</summary>
    public static WriteOptions Default { get; } = new();

    /// <summary>Whether an existing file is replaced; else it is kept and the writer refuses before it starts.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The most threads at once, 0 for all processors.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>
    /// Whether the data has reached the disk before the file gets its name, so that a power cut leaves no half file under it.
    /// </summary>
    public bool FlushToDisk { get; init; } = true;

    /// <summary>Receives the number of tensor bytes written so far, rising, from one thread at a time.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>
    /// Receives each stored tensor of which a finite value is beyond the range of its new type and becomes infinite, once for each block
    /// of values, from several threads.
    /// </summary>
    public Action<PlannedTensor>? Overflowed { get; init; }

    /// <summary>Stops the writer with an <see cref="OperationCanceledException"/>; nothing is left behind.</summary>
    public CancellationToken CancellationToken { get; init; }
}
