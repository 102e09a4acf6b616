using System.Text.Json;
using Seedbed.Cli.Probing;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Probes for programs.</summary>
internal static class ProbeJson
{
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<ProbedRun> runs, Bounds? bounds, IReadOnlyList<string> assumptions)
    {
        ProbeResult first = runs[0].Result;
        json.WriteStartObject();
        json.WriteString("model", first.Model.Name);
        json.WriteInteger("seed", first.FirstSeed);
        json.WriteInteger("seeds", first.Seeds);
        json.WriteInteger("batch_size", first.BatchSize);
        json.WriteBoolean("inference", first.IsInference);
        json.WriteTexts("assumptions", assumptions);
        json.WriteStartArray("runs");
        foreach (ProbedRun run in runs)
        {
            Write(json, run, bounds);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProbedRun run, Bounds? bounds)
    {
        json.WriteStartObject();
        json.WriteString("initializer", run.Initializer);
        if (bounds is { } asserted)
        {
            WriteAssertion(json, run.Result, asserted);
        }

        json.WriteStartArray("layers");
        foreach (LayerProbe layer in run.Result.Layers)
        {
            Write(json, layer, run.Result);
        }

        json.WriteEndArray();
        WriteFindings(json, run.Result);
        WriteSpectra(json, run.Result.Spectra);
        WriteCoordinates(json, run.Result.Coordinates);
        json.WriteEndObject();
    }

    private static void WriteAssertion(Utf8JsonWriter json, ProbeResult result, Bounds bounds)
    {
        (LayerProbe Layer, double Ratio)? outside = result.FirstOutside(bounds.Low, bounds.High);
        json.WriteStartObject("assert");
        json.WriteValues("bounds", [bounds.Low, bounds.High]);
        json.WriteBoolean("holds", outside is null);
        json.WriteString("first_outside", outside?.Layer.Node.Name);
        json.WriteFinite("ratio", outside?.Ratio);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LayerProbe layer, ProbeResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Node.Name);
        json.WriteString("class_name", layer.Node.ClassName);
        json.WriteBoolean("has_weights", layer.HasWeights);
        json.WriteFinite("predicted_second_moment", layer.Predicted?.SecondMoment);
        json.WriteFinite("predicted_spread", layer.Predicted?.RelativeSpread);
        json.WriteString("measured_only", layer.Predicted?.Reason);
        if (result.UpdateRatios.Count > 0)
        {
            json.WriteFinite("update_to_weight", result.UpdateRatioOf(layer));
        }

        json.WriteBoolean("finite", layer.Signals.All(signal => signal.IsFinite));
        foreach ((string name, Func<LayerSignal, double> quantity) in SignalQuantities.All)
        {
            Band band = layer.BandOf(quantity);
            json.WriteFinite(name, band.Median);
            if (layer.Signals.Count > 1)
            {
                json.WriteValues($"{name}_band", [band.Low, band.High]);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, ProbeResult result)
    {
        json.WriteStartArray("residual_stream");
        foreach (LayerProbe sum in result.ResidualStream)
        {
            json.WriteStartObject();
            json.WriteString("name", sum.Node.Name);
            json.WriteFinite("second_moment", sum.SecondMoment.Median);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (SignalFinding finding in result.Findings)
        {
            json.WriteStartObject();
            json.WriteString("kind", AdviseJson.NameOf(finding.Fault));
            json.WriteString("layer", finding.Node.Name);
            json.WriteFinite("value", finding.Value);
            json.WriteFinite("expected", finding.Expected);
            json.WriteString("sentence", finding.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCoordinates(Utf8JsonWriter json, IReadOnlyList<CoordinateCheck> checks)
    {
        if (checks.Count == 0)
        {
            return;
        }

        json.WriteStartArray("widths");
        foreach (CoordinateCheck check in checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteValues("widths", [.. check.Widths.Select(width => (double)width)]);
            json.WriteValues("sizes", check.Sizes);
            json.WriteFinite("slope", check.Slope);
            json.WriteValues("changes", check.Changes);
            json.WriteFinite("change_slope", check.ChangeSlope);
            json.WriteString("trend", check.Trend);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSpectra(Utf8JsonWriter json, ModelSpectra? spectra)
    {
        if (spectra is null)
        {
            return;
        }

        json.WriteStartObject("jacobian");
        json.WriteFinite("mean_square", spectra.MeanSquare);
        json.WriteFinite("largest", spectra.Jacobian.Count > 0 ? spectra.Jacobian[0] : null);
        json.WriteFinite("smallest", spectra.Jacobian.Count > 0 ? spectra.Jacobian[^1] : null);
        json.WriteValues("singular_values", spectra.Jacobian);
        json.WriteEndObject();
        json.WriteStartArray("weights");
        foreach (WeightSpectrum weight in spectra.Weights)
        {
            json.WriteStartObject();
            json.WriteString("name", weight.Name);
            json.WriteFinite("largest_singular_value", weight.Largest);
            json.WriteFinite("smallest_singular_value", weight.Smallest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>The quantities of a layer by their names in JSON.</summary>
internal static class SignalQuantities
{
    internal static IReadOnlyList<(string Name, Func<LayerSignal, double> Quantity)> All { get; } =
    [
        ("forward_mean", signal => signal.ForwardMean),
        ("forward_std", signal => signal.ForwardStd),
        ("second_moment", signal => signal.SecondMoment),
        ("gradient_std", signal => signal.GradientStd),
        ("gradient_norm", signal => signal.GradientNorm),
        ("dead_fraction", signal => signal.DeadFraction),
        ("saturated_fraction", signal => signal.SaturatedFraction),
        ("near_zero_fraction", signal => signal.NearZeroFraction),
        ("effective_rank", signal => signal.EffectiveRank),
        ("correlation", signal => signal.Correlation),
        ("weight_std", signal => signal.WeightStd),
        ("gradient_to_weight", signal => signal.GradientToWeight),
    ];
}
