namespace Seedbed.Diagnostics;

/// <summary>How a model is calibrated.</summary>
public sealed record CalibrationOptions
{
    /// <summary>
    /// How many samples are looked at, the first ones; at least 1. Null for 64, or fewer where all layers together give more than 2²⁸
    /// values for so many. A model whose file fixes its batch takes that.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? BatchSize
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(BatchSize), $"the batch size is {value}; it must be at least 1.");
    }

    /// <summary>
    /// Patterns of the names of weights that stay as they are, of layers or of weights: <c>head</c>, <c>block_*/**</c>. Weights that were
    /// set, loaded or trained stay in any case.
    /// </summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Threads and cancellation; the values do not depend on the threads.</summary>
    public ExecutionOptions Execution { get; init; }
}
