using Seedbed.Checkpoints;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>How a model is probed.</summary>
public sealed record ProbeOptions
{
    /// <summary>
    /// The samples that are sent through the model; null for standard normal numbers, and whole numbers below the vocabulary's size where
    /// an input is looked up in a table.
    /// </summary>
    public DataSet? Data { get; init; }

    /// <summary>
    /// What is derived: a loss of the data's targets. Null for L = Σ rᵢ·yᵢ/√n with standard normal r, for which no targets are needed.
    /// </summary>
    public Loss? Loss { get; init; }

    /// <summary>How many initializations are drawn, with the seeds <see cref="Seed"/>, <see cref="Seed"/> + 1, …; at least 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The first seed; the model's own where it is null.</summary>
    public long? Seed { get; init; }

    /// <summary>Initializers that replace the model's own.</summary>
    public IReadOnlyList<InitializerOverride> Overrides { get; init; } = [];

    /// <summary>Samples of the batch; as many as fit in about 2 GB, from 2 to 64, where it is null.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Whether the model predicts: moving statistics instead of the batch's, no dropout.</summary>
    public bool IsInference { get; init; }

    /// <summary>Whether the way back is measured, too.</summary>
    public bool HasGradients { get; init; } = true;

    /// <summary>Whether singular values of weights and of the input–output Jacobian are computed, for the first seed.</summary>
    public bool HasSpectra { get; init; } = true;

    /// <summary>
    /// Measures ‖Δw‖/‖w‖ over the first steps of this optimizer, with the data and loss, or drawn ones; null for not.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>
    /// At which widths of the model the sizes of layers' values are measured, with <see cref="Optimizer"/> what its first steps change of
    /// them, too: <see cref="CoordinateCheck"/>. None for not.
    /// </summary>
    public IReadOnlyList<int> Widths { get; init; } = [];

    /// <summary>Whether theory's second moments stand beside the measured ones.</summary>
    public bool HasPrediction { get; init; } = true;

    /// <summary>Threads and cancellation.</summary>
    public ExecutionOptions Execution { get; init; }

    /// <summary>Is told of each seed's part that is done, from 0 to 1.</summary>
    public IProgress<double>? Progress { get; init; }
}
