using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>
/// Where models stand between order and chaos, if their hidden layers have one activation and no normalization between them.
/// </summary>
internal static class ChaosFigure
{
    private const int Points = 14;
    private const double LeastBias = 1e-3;
    private const double FactorOfPoints = 1.7;

    /// <summary>The figure; null where theory has no critical line for the models.</summary>
    internal static LineFigure? Of(IReadOnlyList<(string Name, ProbeResult Result)> probes)
    {
        ModelNode[] hidden = [.. probes[0].Result.Weighted.Select(layer => layer.Node).SkipLast(1)];
        string?[] activations = [.. hidden.Select(NodeActivation.Of).Distinct()];
        if (hidden.Length < 2 || hidden.Any(node => node.ClassName != "Dense") || activations is not [{ } activation]
            || NamedActivations.Functions.Find(activation.Split('(')[0]) is null
            || probes[0].Result.Layers.Any(layer => layer.Node.IsNormalization()))
        {
            return null;
        }

        var function = ActivationFunction.Named(activation);
        CriticalLinePoint[] line = [.. Enumerable.Range(0, Points)
            .Select(point => Enumerable.Repeat(FactorOfPoints, point).Aggregate(LeastBias, (bias, factor) => bias * factor))
            .Select(bias => CriticalLinePoint.At(function, bias)).OfType<CriticalLinePoint>()];
        return line.Length < 2 ? null : LineFigure.EdgeOfChaos(
            "Order and chaos",
            $"On the line two inputs of a deep {activation} network neither come together (below: order) nor apart (above: chaos). A "
            + "model's point is the median over its hidden layers.",
            [.. line.Select(point => (point.BiasVariance, point.WeightVariance))],
            [.. probes.Select(probe => (probe.Name, Median(probe.Result, BiasVariance), Median(probe.Result, WeightVariance)))]);
    }

    private static double Median(ProbeResult result, Func<LayerProbe, double> variance) =>
        Band.Of(result.Weighted.SkipLast(1).Skip(1).Select(variance)).Median;

    /// <summary>fan in·Var[w].</summary>
    private static double WeightVariance(LayerProbe layer)
    {
        Weight kernel = layer.Node.Weights[0];
        double deviation = layer.BandOf(signal => signal.WeightStd).Median;
        return deviation * deviation * kernel.Shape.ElementCount / kernel.Shape[kernel.Shape.Rank - 1];
    }

    private static double BiasVariance(LayerProbe layer) => layer.BandOf(signal => signal.BiasVariance).Median;
}
