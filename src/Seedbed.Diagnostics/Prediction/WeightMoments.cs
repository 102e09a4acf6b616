using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Random;
using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>E[w] and E[w²] of a weight's elements.</summary>
internal readonly record struct WeightMoments(double Mean, double SecondMoment)
{
    /// <summary>By how many deviations a sample of its size differs from the distribution where its values were changed.</summary>
    private const double Strange = 8;

    internal double Variance => Math.Max(0, SecondMoment - (Mean * Mean));

    /// <summary>
    /// By the distribution that the weight was drawn from; by the values themselves where there is none (constants, functions, matrices
    /// that are not random), where they were set, loaded or trained, or where they were changed in their place, as calibrations do.
    /// </summary>
    internal static WeightMoments Of(Weight weight)
    {
        double count = weight.Value.Count;
        if (count == 0)
        {
            return default;
        }

        if (weight.DrawnFrom is Identity or PaddedIdentity or Dirac or ZerO)
        {
            throw new NotSupportedException(
                $"{KernelPart.OwnName(weight)} is of {weight.DrawnFrom.ClassName}, whose structure, not its moments, decides.");
        }

        WeightMoments measured = new(weight.Value.Sum() / count, weight.Value.SumOfSquares() / count);
        Distribution? distribution = weight.DrawnFrom?.DistributionFor(weight.Shape);
        double? deviation = distribution?.StandardDeviation ?? weight.DrawnFrom?.StandardDeviationFor(weight.Shape);
        if (deviation is not { } spread || !double.IsFinite(spread))
        {
            return measured;
        }

        double mean = distribution?.Mean ?? 0;
        WeightMoments meant = new(mean, (spread * spread) + (mean * mean));
        double ratio = DoubleLog.Log(measured.SecondMoment / meant.SecondMoment);
        bool isMeant = Math.Abs(ratio) <= Strange * Math.Sqrt(2 / count)
            && Math.Abs(measured.Mean - mean) <= Strange * spread / Math.Sqrt(count);
        return isMeant ? meant : measured;
    }
}
