using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Random;

namespace Seedbed.Diagnostics;

/// <summary>How the values of a weight, or of a layer, are spread, and what was intended.</summary>
/// <param name="Name">The weight's or the layer's full name.</param>
/// <param name="Edges">The bins' edges, one more than there are counts.</param>
/// <param name="Counts">The values in each bin.</param>
/// <param name="Intended">The distribution that its initializer draws from; null where there is none, as for orthogonal matrices.</param>
public sealed record ValueHistogram(
    string Name, IReadOnlyList<double> Edges, IReadOnlyList<double> Counts, Distribution? Intended)
{
    private const int Bins = 40;

    /// <summary>More pictures are not looked at, nor more lines told apart.</summary>
    private const int MostWeights = 6;

    private const int DensityPoints = 121;

    /// <summary>Of some kernels of a model, evenly spread over its depth.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isTold">Which kernels to choose from; null for all.</param>
    internal static IReadOnlyList<ValueHistogram> Of(Model model, Func<Weight, bool>? isTold = null)
    {
        Weight[] kernels =
            [.. model.Weights.Where(weight => weight is { Trainable: true, Value.Rank: >= 2 } && isTold?.Invoke(weight) != false)];
        return [.. Some(kernels).Select(weight =>
            Of(weight.Name, weight.ToArray<double>(), weight.DrawnFrom?.DistributionFor(weight.Shape))).OfType<ValueHistogram>()];
    }

    /// <summary>Some of many weights or layers that are pictured, evenly spread.</summary>
    internal static T[] Some<T>(T[] all)
    {
        int step = Math.Max(1, (all.Length + MostWeights - 1) / MostWeights);
        return [.. all.Where((_, index) => index % step == 0)];
    }

    /// <summary>Of a layer's values before its activation.</summary>
    internal static ValueHistogram? Of(ObservedCall call) => Of(
        call.Node.Name, call.PreActivation.Type == ElementType.Float32
            ? Array.ConvertAll(call.PreActivation.Values<float>().ToArray(), value => (double)value)
            : call.PreActivation.Values<double>().ToArray(), null);

    /// <summary>Weights side by side, each with its intended density.</summary>
    internal static PanelFigure PanelOf(IReadOnlyList<ValueHistogram> weights, string caption) =>
        new("Weights and their intended density", caption, [.. weights.Select(weight => weight.ToFigure())]);

    /// <summary>The same as a figure.</summary>
    internal HistogramFigure ToFigure() => new(Name, "", new Axis("value"), Edges, Counts)
    {
        Density = Intended is { } distribution && Edges[^1] > Edges[0] ? Line(distribution) : null,
    };

    private static ValueHistogram? Of(string name, double[] values, Distribution? intended)
    {
        if (values.Length == 0)
        {
            return null;
        }

        (double low, double high) = (values.Min(), values.Max());
        if (!double.IsFinite(low) || !double.IsFinite(high) || low == high)
        {
            return null;
        }

        double[] counts = new double[Bins];
        foreach (double value in values)
        {
            counts[Math.Min((int)((value - low) / (high - low) * Bins), Bins - 1)]++;
        }

        return new ValueHistogram(
            name, [.. Enumerable.Range(0, Bins + 1).Select(edge => low + ((high - low) * edge / Bins))], counts, intended);
    }

    private Series Line(Distribution distribution)
    {
        double[] places = [.. Enumerable.Range(0, DensityPoints)
            .Select(point => Edges[0] + ((Edges[^1] - Edges[0]) * point / (DensityPoints - 1)))];
        return new Series("intended density", [.. places.Select(distribution.Density)]) { X = places };
    }
}
