using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>Reads a probe: which of its numbers are those of a network that cannot learn.</summary>
internal sealed class SignalFindings
{
    /// <summary>A second moment or a gradient that is so many times another one's, or as small a part, is told.</summary>
    private const double FarAway = 1e3;

    /// <summary>Units without a signal, or outputs at the ends, beyond it are told.</summary>
    private const double MostLost = 0.5;

    /// <summary>A mean cosine between samples beyond it leaves nothing of what tells them apart.</summary>
    private const double Indistinguishable = 0.9999;

    /// <summary>Samples that were alike before the first layer are no fault of the network.</summary>
    private const double AlikeFromTheStart = 0.9;

    /// <summary>Layers behind which the size of what came before does not matter.</summary>
    private static readonly string[] s_normalizations =
        ["BatchNormalization", "LayerNormalization", "RMSNormalization", "GroupNormalization", "UnitNormalization", "Normalization"];

    private readonly ProbeResult _result;
    private readonly LayerProbe[] _weighted;
    private readonly List<SignalFinding> _found = [];

    private SignalFindings(ProbeResult result)
    {
        _result = result;
        _weighted = [.. result.Weighted];
    }

    internal static IReadOnlyList<SignalFinding> Of(ProbeResult result)
    {
        SignalFindings findings = new(result);
        if (findings.FindNonFinite() || findings.FindZeros())
        {
            return findings._found;
        }

        findings.FindSizes();
        findings.FindGradients();
        findings.FindShares();
        findings.FindCollapse();
        return findings._found;
    }

    private bool FindNonFinite()
    {
        LayerProbe? first = _result.Layers.FirstOrDefault(layer => layer.Signals.Any(signal => !signal.IsFinite));
        if (first is not null)
        {
            Add(SignalFault.NonFinite, first, double.NaN, double.MaxValue, $"values are infinite or no numbers from {first.Node} on.");
        }

        return first is not null;
    }

    private bool FindZeros()
    {
        LayerProbe? zero = _result.Layers.FirstOrDefault(layer => layer.SecondMoment.Median == 0);
        if (zero is not null)
        {
            Add(SignalFault.ZeroSignal, zero, 0, 1, $"the signal is 0 from {zero.Node} on: nothing of the input is left.");
            return true;
        }

        LayerProbe? still = _weighted.FirstOrDefault(layer => Median(layer, signal => signal.DeadFraction) == 1);
        if (still is not null)
        {
            Add(SignalFault.ZeroSignal, still, 1, MostLost,
                $"{still.Node} gives one value for all samples: nothing of the input is left.");
        }

        return still is not null;
    }

    /// <summary>
    /// Between normalizations, each layer against the first one behind the last normalization; tables of embeddings are no start.
    /// </summary>
    private void FindSizes()
    {
        LayerProbe? start = null;
        foreach (LayerProbe layer in _result.Layers)
        {
            if (s_normalizations.Contains(layer.Node.ClassName) || layer.Node.ClassName.EndsWith("Embedding", StringComparison.Ordinal))
            {
                start = null;
            }
            else if (layer.Node.Weights.Count > 0)
            {
                start ??= layer;
                double ratio = layer.SecondMoment.Median / start.SecondMoment.Median;
                if (ratio is < 1 / FarAway or > FarAway)
                {
                    bool vanishes = ratio < 1;
                    Add(vanishes ? SignalFault.VanishingSignal : SignalFault.ExplodingSignal, layer, ratio,
                        vanishes ? 1 / FarAway : FarAway,
                        $"the signal {(vanishes ? "vanishes" : "explodes")}: the second moment of {layer.Node} is {ratio:G3} times that of "
                        + $"{start.Node}{Rate(start, _weighted[^1])}.");
                    return;
                }
            }
        }
    }

    /// <summary>The factor of one layer, over all of them.</summary>
    private string Rate(LayerProbe start, LayerProbe last)
    {
        int steps = Array.IndexOf(_weighted, last) - Array.IndexOf(_weighted, start);
        double ratio = last.SecondMoment.Median / start.SecondMoment.Median;
        return steps > 1
            ? $", and {ratio:G3} times at {last.Node}, a factor of {DoubleExp.Exp(DoubleLog.Log(ratio) / steps):G3} a layer"
            : "";
    }

    private void FindGradients()
    {
        LayerProbe[] reached = [.. _weighted.Where(layer => !double.IsNaN(Median(layer, signal => signal.GradientNorm)))];
        if (reached.LastOrDefault(layer => Median(layer, signal => signal.GradientNorm) == 0) is { } cut)
        {
            Add(SignalFault.ZeroGradient, cut, 0, 1, $"no gradient reaches {cut.Node} and what is before it.");
            return;
        }

        if (reached.Length < 2)
        {
            return;
        }

        double last = Median(reached[^1], signal => signal.GradientNorm);
        LayerProbe? far = reached.LastOrDefault(
            layer => Median(layer, signal => signal.GradientNorm) / last is < 1 / FarAway or > FarAway);
        if (far is not null)
        {
            double ratio = Median(far, signal => signal.GradientNorm) / last;
            double atFirst = Median(reached[0], signal => signal.GradientNorm) / last;
            bool vanishes = ratio < 1;
            Add(vanishes ? SignalFault.VanishingGradient : SignalFault.ExplodingGradient, far, ratio, vanishes ? 1 / FarAway : FarAway,
                $"the gradient {(vanishes ? "vanishes" : "explodes")} on its way back: at {far.Node} its norm is {ratio:G3} times that at "
                + $"{reached[^1].Node}{(far == reached[0] ? "" : $", at {reached[0].Node} {atFirst:G3} times")}.");
        }
    }

    private void FindShares()
    {
        LayerProbe? dead = _result.Layers.FirstOrDefault(layer => Median(layer, signal => signal.DeadFraction) > MostLost);
        if (dead is not null)
        {
            double share = Median(dead, signal => signal.DeadFraction);
            Add(SignalFault.DeadUnits, dead, share, MostLost, $"{share:P0} of the units of {dead.Node} give one value for all samples.");
        }

        LayerProbe? saturated = _result.Layers.FirstOrDefault(layer => Median(layer, signal => signal.SaturatedFraction) > MostLost);
        if (saturated is not null)
        {
            double share = Median(saturated, signal => signal.SaturatedFraction);
            Add(SignalFault.Saturation, saturated, share, MostLost,
                $"{share:P0} of the outputs of {saturated.Node} stand at the ends of its activation, where it is flat.");
        }
    }

    private void FindCollapse()
    {
        if (_weighted.Length == 0 || Median(_weighted[0], signal => signal.Correlation) > AlikeFromTheStart)
        {
            return;
        }

        LayerProbe? same = _weighted.FirstOrDefault(layer => Median(layer, signal => signal.Correlation) > Indistinguishable);
        if (same is not null)
        {
            double cosine = Median(same, signal => signal.Correlation);
            Add(SignalFault.CollapsedSamples, same, cosine, Indistinguishable,
                $"all samples look the same from {same.Node} on: the mean cosine between two of them is {cosine:G6}.");
        }
    }

    private void Add(SignalFault fault, LayerProbe layer, double value, double expected, string sentence) =>
        _found.Add(new SignalFinding(fault, layer.Node, value, expected, char.ToUpperInvariant(sentence[0]) + sentence[1..]));

    private static double Median(LayerProbe layer, Func<LayerSignal, double> quantity) => layer.BandOf(quantity).Median;
}
