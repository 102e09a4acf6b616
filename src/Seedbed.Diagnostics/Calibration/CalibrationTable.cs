using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>What a calibration changed.</summary>
public sealed class CalibrationTable
{
    internal CalibrationTable(Model model, Calibration method, IReadOnlyList<CalibratedLayer> layers, IReadOnlyList<string> changed)
    {
        (Model, Method, Layers, ChangedWeights) = (model, method, layers, changed);
        Histograms = ValueHistogram.Of(model, weight => changed.Contains(weight.Name));
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>What was done.</summary>
    public Calibration Method { get; }

    /// <summary>How many samples were looked at.</summary>
    public int BatchSize { get; internal init; }

    /// <summary>A row for every kernel of every call with weights, in computing order.</summary>
    public IReadOnlyList<CalibratedLayer> Layers { get; }

    /// <summary>The full names of the weights that have other values now.</summary>
    public IReadOnlyList<string> ChangedWeights { get; }

    /// <summary>How some of the changed kernels are spread now, beside what their initializers draw from.</summary>
    public IReadOnlyList<ValueHistogram> Histograms { get; }

    /// <summary>What was assumed, and what a user must know: a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>Whether a kernel that was to be changed could not be.</summary>
    internal bool HasFailures { get; init; }
}
