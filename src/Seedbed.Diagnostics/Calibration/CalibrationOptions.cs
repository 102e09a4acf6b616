namespace Seedbed.Diagnostics;

/// <summary>How a model is calibrated.</summary>
public sealed record CalibrationOptions
{
    /// <summary>How many samples are looked at, the first ones; at least 1. A model whose file fixes its batch takes that.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int BatchSize
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(BatchSize), $"the batch size is {value}; it must be at least 1.");
    }
    = 64;

    /// <summary>
    /// Patterns of the names of weights that stay as they are, of layers or of weights: <c>head</c>, <c>block_*/**</c>. Weights that were
    /// set, loaded or trained stay in any case.
    /// </summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Threads and cancellation; the values do not depend on the threads.</summary>
    public ExecutionOptions Execution { get; init; }
}
