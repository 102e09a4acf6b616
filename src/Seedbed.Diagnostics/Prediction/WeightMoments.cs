using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Random;

namespace Seedbed.Diagnostics;

/// <summary>E[w] and E[w²] of a weight's elements.</summary>
internal readonly record struct WeightMoments(double Mean, double SecondMoment)
{
    /// <summary>By how many deviations a sample of its size differs from the distribution where its values came from elsewhere.</summary>
    private const double Strange = 8;

    internal double Variance => Math.Max(0, SecondMoment - (Mean * Mean));

    /// <summary>
    /// By the distribution that the weight is drawn from; by the values themselves where there is none (constants, functions, matrices that
    /// are not random) or where they do not come from it: they were loaded or trained.
    /// </summary>
    internal static WeightMoments Of(Weight weight, Initializer initializer)
    {
        double count = weight.Value.Count;
        if (count == 0)
        {
            return default;
        }

        WeightMoments measured = new(weight.Value.Sum() / count, weight.Value.SumOfSquares() / count);
        Distribution? distribution = initializer.DistributionFor(weight.Shape);
        double? deviation = distribution?.StandardDeviation ?? initializer.StandardDeviationFor(weight.Shape);
        if (deviation is not { } spread || !double.IsFinite(spread))
        {
            return measured;
        }

        double mean = distribution?.Mean ?? 0;
        WeightMoments meant = new(mean, (spread * spread) + (mean * mean));
        double noise = Strange * Math.Sqrt(2 / count);
        bool isMeant = Math.Abs(measured.SecondMoment - meant.SecondMoment) <= noise * meant.SecondMoment
            && Math.Abs(measured.Mean - mean) <= Strange * spread / Math.Sqrt(count);
        return isMeant ? meant : measured;
    }
}
