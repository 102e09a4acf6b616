using Seedbed.Checkpoints.Inspection;

namespace Seedbed.Checkpoints;

/// <summary>How a checkpoint is inspected. None of it changes the result.</summary>
public sealed record InspectOptions
{
    /// <summary>The most threads at once, 0 for all processors.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Told the number of tensor bytes read so far, rising, from one thread at a time.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Stops the reading with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
