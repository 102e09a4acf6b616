namespace Seedbed.Diagnostics;

/// <summary>What a calibration changed.</summary>
public sealed class CalibrationTable
{
    internal CalibrationTable(
        Calibration method, int batchSize, IReadOnlyList<CalibratedLayer> layers, IReadOnlyList<string> changed,
        IReadOnlyList<string> notes)
    {
        (Method, BatchSize, Layers, ChangedWeights, Notes) = (method, batchSize, layers, changed, notes);
    }

    /// <summary>What was done.</summary>
    public Calibration Method { get; }

    /// <summary>How many samples were looked at.</summary>
    public int BatchSize { get; }

    /// <summary>A row for every kernel of every call with weights, in computing order.</summary>
    public IReadOnlyList<CalibratedLayer> Layers { get; }

    /// <summary>The full names of the weights that have other values now.</summary>
    public IReadOnlyList<string> ChangedWeights { get; }

    /// <summary>What was assumed, and what a user must know: a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }
}
