using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>Reads a probe: which of its numbers are those of a network that cannot learn.</summary>
internal sealed class SignalFindings
{
    /// <summary>A second moment that is so many times another one's, or as small a part, is told: Adam trains with a tenth of it.
    /// </summary>
    private const double FarSignal = 1e4;

    /// <summary>The same of the norm of a gradient: five layers of sigmoids take more, four take less.</summary>
    private const double FarGradient = 300;

    /// <summary>Against the layer before it: a last layer that is smaller is small on purpose.</summary>
    private const double SmallHead = 0.01;

    /// <summary>Units without a signal, or outputs at the ends, beyond it are told.</summary>
    private const double MostSaturated = 0.5;

    /// <summary>Half of ReLU's units are expected to be off, and deep in a narrow network up to three quarters for all samples.</summary>
    private const double MostDead = 0.8;

    /// <summary>
    /// E[φ⁴]/E[φ²]² − 1 of a rectifier: by chance alone the logarithm of the second moment wanders in each layer of n units with the
    /// variance 5/n, and half as much down (Hanin 2018, arXiv 1801.03744).
    /// </summary>
    private const double ChancePerUnit = 5;

    /// <summary>What chance gives to one network in a thousand.</summary>
    private const double Deviations = 3;

    /// <summary>
    /// A mean cosine between samples beyond it leaves nothing of what tells them apart; ReLU networks deeper than wide, which still learn,
    /// come to 0.9999.
    /// </summary>
    private const double Indistinguishable = 0.99999;

    /// <summary>Vectors of a few elements point in one direction by chance.</summary>
    private const int LeastElements = 8;

    /// <summary>Samples that were alike before the first layer are no fault of the network.</summary>
    private const double AlikeFromTheStart = 0.9;

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
        if (findings.FindNonFinite())
        {
            return findings._found;
        }

        bool hasZeros = findings.FindZeros();
        findings.FindSizes();
        findings.FindShares();
        findings.FindCollapse();
        findings._found.Sort((first, second) => first.Node.Index.CompareTo(second.Node.Index));
        if (!hasZeros)
        {
            findings.FindGradients();
        }

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

    /// <summary>Branches that begin with 0, and a last layer that does, are no fault: the rest of the network learns around them.</summary>
    private bool FindZeros()
    {
        int last = Array.FindLastIndex(_weighted, layer => !IsLost(layer));
        LayerProbe? lost = last + 1 < _weighted.Length - (HasZeroHead ? 1 : 0) ? _weighted[last + 1] : null;
        if (lost is not null)
        {
            double dead = Median(lost, signal => signal.DeadFraction);
            bool isZero = lost.SecondMoment.Median == 0;
            Add(SignalFault.ZeroSignal, lost, isZero ? 0 : dead, MostDead, isZero
                ? $"the signal is 0 from {lost.Node} on: nothing of the input is left."
                : $"{lost.Node} gives one value for all samples: nothing of the input is left.");
        }

        return lost is not null;
    }

    private static bool IsLost(LayerProbe layer) =>
        layer.SecondMoment.Median == 0 || Median(layer, signal => signal.DeadFraction) == 1;

    /// <summary>Whether the last layer's weights are 0, so that it learns first, and the others behind it.</summary>
    private bool HasZeroHead => _weighted.Length > 1 && IsLost(_weighted[^1]) && !IsLost(_weighted[^2])
        && Median(_weighted[^1], signal => signal.WeightStd) == 0;

    /// <summary>
    /// From its beginning to a normalization or an output, each layer against the first. What is far away for a layer or two, as in the
    /// branches of a residual network, is none that lasts; and nothing stands behind a head that is small.
    /// </summary>
    private void FindSizes()
    {
        foreach (SignalChain end in SignalChain.Of(_result))
        {
            LayerProbe[] part = end.Layers;
            bool isHead = part.Length > 1 && end.Layer == _weighted.LastOrDefault() && Ratio(part, part.Length - 1) < 1;
            part = isHead ? part[..^1] : part;
            (int Index, LayerProbe Layer)[] far =
                [.. part.Index().Where(each => IsFar(Ratio(part, each.Index), FarSignal, Chance(part[1..(each.Index + 1)])))];
            double last = Ratio(part, part.Length - 1);
            if (far.Length > 0 && IsFar(last, FarSignal, Chance(part[1..])) && last < 1 == Ratio(part, far[0].Index) < 1)
            {
                AddSize(part, far[0].Index, last);
                return;
            }
        }
    }

    private static double Ratio(LayerProbe[] part, int index) => part[index].SecondMoment.Median / part[0].SecondMoment.Median;

    private void AddSize(LayerProbe[] part, int index, double last)
    {
        double ratio = Ratio(part, index);
        bool vanishes = ratio < 1;
        string rate = part.Length > 2
            ? $", and {last:G3} times at {part[^1].Node}, a factor of {DoubleExp.Exp(DoubleLog.Log(last) / (part.Length - 1)):G3} a layer"
            : "";
        Add(vanishes ? SignalFault.VanishingSignal : SignalFault.ExplodingSignal, part[index], ratio, vanishes ? 1 / FarSignal : FarSignal,
            $"the signal {(vanishes ? "vanishes" : "explodes")}: the second moment of {part[index].Node} is {ratio:G3} times that of "
            + $"{part[0].Node}{rate}.");
    }

    /// <summary>Whether a ratio is far from 1, and farther than chance takes it.</summary>
    private static bool IsFar(double ratio, double far, double chance)
    {
        double size = Math.Abs(DoubleLog.Log(ratio));
        return size > DoubleLog.Log(far) && size > chance;
    }

    /// <summary>How far the logarithm of the second moment wanders in some layers of a network whose initialization is right.</summary>
    private static double Chance(LayerProbe[] layers)
    {
        double variance = layers.Sum(layer => ChancePerUnit / (layer.Node.OutputShapes[0][^1] ?? 1));
        return (variance / 2) + (Deviations * Math.Sqrt(variance));
    }

    private void FindGradients()
    {
        LayerProbe[] reached = [.. _weighted.Where(layer => !double.IsNaN(Median(layer, signal => signal.GradientNorm)))];
        if (HasZeroHead)
        {
            return;
        }

        int living = Array.FindIndex(reached, layer => Median(layer, signal => signal.GradientNorm) > 0);
        if (living != 0 && reached.Length > 0)
        {
            LayerProbe cut = reached[living < 0 ? ^1 : living - 1];
            Add(SignalFault.ZeroGradient, cut, 0, 1, $"no gradient reaches {cut.Node} and what is before it.");
            return;
        }

        if (reached.Length < 2)
        {
            return;
        }

        // A head may be small on purpose, by which all gradients behind it are smaller than its own.
        LayerProbe end = reached.Length > 2 && reached[^1].SecondMoment.Median < SmallHead * reached[^2].SecondMoment.Median
            ? reached[^2]
            : reached[^1];
        double last = Median(end, signal => signal.GradientNorm);
        LayerProbe? far = reached.Index().LastOrDefault(each => IsFar(
            Median(each.Item, signal => signal.GradientNorm) / last, FarGradient, Chance(reached[each.Index..^1]) / 2)).Item;
        if (far is not null)
        {
            double ratio = Median(far, signal => signal.GradientNorm) / last;
            double atFirst = Median(reached[0], signal => signal.GradientNorm) / last;
            bool vanishes = ratio < 1;
            Add(
                vanishes ? SignalFault.VanishingGradient : SignalFault.ExplodingGradient, far, ratio,
                vanishes ? 1 / FarGradient : FarGradient,
                $"the gradient {(vanishes ? "vanishes" : "explodes")} on its way back: at {far.Node} its norm is {ratio:G3} times that at "
                + $"{end.Node}{(far == reached[0] ? "" : $", at {reached[0].Node} {atFirst:G3} times")}.");
        }
    }

    private void FindShares()
    {
        LayerProbe? dead = _result.Layers.FirstOrDefault(layer => Median(layer, signal => signal.DeadFraction) > MostDead
            && !(HasZeroHead && layer.Node.Index >= _weighted[^1].Node.Index));
        if (dead is not null)
        {
            double share = Median(dead, signal => signal.DeadFraction);
            Add(SignalFault.DeadUnits, dead, share, MostDead, $"{share:P0} of the units of {dead.Node} give one value for all samples.");
        }

        // A loss of probabilities takes the logarithm: where they begin near 0, as rare classes do, gradients are not lost.
        LayerProbe? saturated = _result.Layers.FirstOrDefault(layer => Median(layer, signal => signal.SaturatedFraction) > MostSaturated
            && !(NodeActivation.Of(layer.Node) == "sigmoid" && _result.Model.OutputTensors.Any(output => output.Node == layer.Node.Index)));
        if (saturated is not null)
        {
            double share = Median(saturated, signal => signal.SaturatedFraction);
            Add(SignalFault.Saturation, saturated, share, MostSaturated,
                $"{share:P0} of the outputs of {saturated.Node} stand at the ends of its activation, where it is flat.");
        }
    }

    private void FindCollapse()
    {
        if (_weighted.Length == 0 || Median(_weighted[0], signal => signal.Correlation) > AlikeFromTheStart)
        {
            return;
        }

        LayerProbe? same = _weighted.FirstOrDefault(layer =>
            Median(layer, signal => signal.Correlation) > Indistinguishable && DrawnInputs.ElementsOf(layer.Node) >= LeastElements);
        if (same is not null)
        {
            double cosine = Median(same, signal => signal.Correlation);
            Add(SignalFault.CollapsedSamples, same, cosine, Indistinguishable,
                $"all samples look the same from {same.Node} on: the mean cosine between two of them is {cosine:G6}.");
        }
    }

    private void Add(SignalFault fault, LayerProbe layer, double value, double expected, string sentence) =>
        _found.Add(SignalFinding.Of(fault, layer.Node, value, expected, sentence));

    private static double Median(LayerProbe layer, Func<LayerSignal, double> quantity) => layer.BandOf(quantity).Median;
}
