using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>What a probe found.</summary>
/// <param name="Model">The model.</param>
/// <param name="Layers">Every call, in computing order.</param>
public sealed record ProbeResult(Model Model, IReadOnlyList<LayerProbe> Layers)
{
    /// <summary>The samples that were sent through.</summary>
    public int BatchSize { get; init; }

    /// <summary>The number of initializations.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The seed of the first.</summary>
    public long FirstSeed { get; init; }

    /// <summary>Whether the samples were given; else they were drawn.</summary>
    public bool HasData { get; init; }

    /// <summary>What was sent through, in words: <c>64 standard normal samples</c>.</summary>
    public string InputsInWords
    {
        get
        {
            string samples = BatchSize == 1 ? "sample" : "samples";
            string[] tokens = [.. Model.InputNames.Where((_, index) => DrawnInputs.VocabularyOf(Model, index) is not null)];
            return HasData ? $"{BatchSize} {samples} of the data"
                : tokens.Length == 0 ? $"{BatchSize} standard normal {samples}"
                : tokens.Length == Model.InputNames.Count ? $"{BatchSize} {samples} of tokens, each as likely"
                : $"{BatchSize} {samples} of standard normal numbers, and of tokens for {string.Join(", ", tokens)}";
        }
    }

    /// <summary>Whether normalization took its moving statistics.</summary>
    public bool IsInference { get; init; }

    /// <summary>Singular values of the first seed's model; null where none were asked for.</summary>
    public ModelSpectra? Spectra { get; init; }

    /// <summary>
    /// The median of ‖Δw‖/‖w‖ over the first five steps of <see cref="ProbeOptions.Optimizer"/> by the weight's name, for the first seed;
    /// 1e-4 to 1e-2 is usual. Empty without an optimizer; weights that begin with 0 have none.
    /// </summary>
    public IReadOnlyDictionary<string, double> UpdateRatios { get; init; } = new Dictionary<string, double>();

    /// <summary>‖Δw‖/‖w‖ of a layer's first weight that has one; null where none has.</summary>
    /// <param name="layer">The layer.</param>
    public double? UpdateRatioOf(LayerProbe layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Node.Weights.Where(weight => UpdateRatios.ContainsKey(weight.Name))
            .Select(weight => (double?)UpdateRatios[weight.Name]).FirstOrDefault();
    }

    /// <summary>How layers' values follow the width of the model; empty without <see cref="ProbeOptions.Widths"/>.</summary>
    public IReadOnlyList<CoordinateCheck> Coordinates { get; init; } = [];

    /// <summary>How the values of some layers with weights are spread, before their activations, for the first seed.</summary>
    public IReadOnlyList<ValueHistogram> Activations { get; init; } = [];

    /// <summary>How some kernels of the first seed's model are spread; empty without <see cref="ProbeOptions.HasSpectra"/>.</summary>
    public IReadOnlyList<ValueHistogram> Histograms { get; init; } = [];

    /// <summary>What is wrong, from the front to the back; empty where nothing was found.</summary>
    public IReadOnlyList<SignalFinding> Findings => field ??= SignalFindings.Of(this);

    /// <summary>The calls of layers with weights.</summary>
    public IEnumerable<LayerProbe> Weighted => Layers.Where(layer => layer.HasWeights);

    /// <summary>The second moments of the sums in a residual stream, by depth.</summary>
    public IEnumerable<LayerProbe> ResidualStream => Layers.Where(layer => layer.Node.ClassName == "Add");

    /// <summary>
    /// The first call of a layer with weights whose second moment before the activation, divided by that of the first such layer, is
    /// outside of bounds; medians over the seeds. Null where there is none.
    /// </summary>
    /// <param name="low">The least ratio.</param>
    /// <param name="high">The largest.</param>
    public (LayerProbe Layer, double Ratio)? FirstOutside(double low, double high)
    {
        LayerProbe[] weighted = [.. Weighted];
        double first = weighted.Length == 0 ? double.NaN : weighted[0].SecondMoment.Median;
        return weighted.Select(layer => (Layer: layer, Ratio: layer.SecondMoment.Median / first))
            .Where(each => !(each.Ratio >= low && each.Ratio <= high)).Cast<(LayerProbe, double)?>().FirstOrDefault();
    }
}
