namespace Seedbed.Diagnostics;

/// <summary>
/// All zeros of r(q) = F(q)/q − 1: simple ones where r changes its sign from one variance of the profile to the next, and double ones,
/// where r only touches 0, at its extrema.
/// </summary>
/// <param name="map">F.</param>
internal sealed class FixedPointSearch(VarianceMap map)
{
    /// <summary>What counts as 0 of r along a whole range.</summary>
    private const double Flat = 1e-12;

    /// <summary>What counts as touching 0: a pair of variances that was typed with 10 digits misses it by that much.</summary>
    private const double Touching = 1e-9;

    /// <summary>What stands for an infinite variance, small enough to be squared.</summary>
    private const double Largest = 1e100;

    private readonly MomentProfile _profile = map.Activation.Profile.Value;

    internal FixedPoint[] Find()
    {
        double[] excess = [.. _profile.Variances.Select((variance, i) => Excess(variance, _profile.Moments[i].MeanSquare))];
        if (excess.All(value => Math.Abs(value) <= Flat))
        {
            (double parallel, double perp) = map.Chi(1);
            return [new FixedPoint(1, Stability.Neutral, parallel, perp, (0, double.PositiveInfinity))];
        }

        SortedSet<double> zeros =
        [
            .. Enumerable.Range(1, excess.Length - 1).SelectMany(i => ZerosBetween(i, excess)),
            .. Enumerable.Range(1, excess.Length - 2).Where(i => IsZeroItself(i, excess)).Select(i => _profile.Variances[i]),
        ];
        if (CriticalPoint.Of(map.Activation) is { FixedPoint: > 0 and double critical } && Math.Abs(Excess(critical)) <= Touching
            && !zeros.Any(zero => Math.Abs(zero - critical) <= 1e-4 * critical))
        {
            zeros.Add(critical);
        }

        bool isZeroKept = map.BiasVariance == 0 && map.Activation.ValueAtZero == 0;
        return [.. (isZeroKept ? [0.0] : Array.Empty<double>()).Concat(zeros).Select((zero, _) => Describe(zero, zeros))];
    }

    private double Excess(double variance, double meanSquare) =>
        Math.Min((((map.WeightVariance * meanSquare) + map.BiasVariance) / variance) - 1, Largest);

    private double Excess(double variance) => Excess(variance, GaussianMoments.MeanSquareOf(map.Activation, variance));

    /// <summary>q·r′(q) = χ∥ − F(q)/q.</summary>
    private double ExcessSlope(double variance, GaussianMoments moments) =>
        (map.WeightVariance * moments.Growth) - (((map.WeightVariance * moments.MeanSquare) + map.BiasVariance) / variance);

    private List<double> ZerosBetween(int place, double[] excess)
    {
        (double from, double to) = (_profile.Variances[place - 1], _profile.Variances[place]);
        (double low, double high) = (excess[place - 1], excess[place]);
        List<double> zeros = [];
        if (IsApart(low, high))
        {
            zeros.Add(RootSearch.Zero(Excess, from, to));
            return zeros;
        }

        double slopeBefore = ExcessSlope(from, _profile.Moments[place - 1]);
        double slopeBehind = ExcessSlope(to, _profile.Moments[place]);
        if (!IsApart(slopeBefore, slopeBehind) || Math.Max(Math.Abs(low), Math.Abs(high)) <= Flat)
        {
            return zeros;
        }

        double extremum = RootSearch.Zero(
            variance => ExcessSlope(variance, GaussianMoments.Of(map.Activation, variance)), from, to);
        double value = Excess(extremum);
        if (Math.Abs(value) <= Touching)
        {
            zeros.Add(extremum);
        }
        else if (IsApart(low, value))
        {
            zeros.Add(RootSearch.Zero(Excess, from, extremum));
            zeros.Add(RootSearch.Zero(Excess, extremum, to));
        }

        return zeros;
    }

    /// <summary>A variance of the profile that is a zero, as q = 1 is under a gain, and not one of a range of them.</summary>
    private static bool IsZeroItself(int place, double[] excess) =>
        Math.Abs(excess[place]) <= Flat && Math.Abs(excess[place - 1]) > Flat && Math.Abs(excess[place + 1]) > Flat;

    private static bool IsApart(double before, double behind) =>
        double.IsFinite(before) && Math.Abs(before) > Flat && !double.IsNaN(behind) && Math.Abs(behind) > Flat && before > 0 != behind > 0;

    private FixedPoint Describe(double zero, SortedSet<double> zeros)
    {
        (double parallel, double perp) = map.Chi(zero);
        double below = zeros.Where(other => other < zero).DefaultIfEmpty(0).Max();
        double above = zeros.Where(other => other > zero).DefaultIfEmpty(double.PositiveInfinity).Min();
        if (!_profile.IsGrowing)
        {
            return new(zero, Math.Abs(parallel) < 1 ? Stability.Attracting : Stability.Repelling, parallel, perp, null);
        }

        bool fromBelow = zero > 0 && Excess(Between(below, zero)) > 0;
        bool fromAbove = Excess(Between(zero, above)) < 0;
        Stability stability = (fromBelow, fromAbove) switch
        {
            (true, true) => Stability.Attracting,
            (false, true) => zero == 0 ? Stability.Attracting : Stability.HalfStableFromAbove,
            (true, false) => Stability.HalfStableFromBelow,
            _ => Stability.Repelling,
        };
        (double, double)? reached = fromBelow || fromAbove ? (fromBelow ? below : zero, fromAbove ? above : zero) : null;
        return new(zero, stability, parallel, perp, reached);
    }

    /// <summary>A variance between two neighbouring zeros.</summary>
    private static double Between(double low, double high) =>
        double.IsInfinity(high) ? (low == 0 ? 1 : 2 * low) : low == 0 ? high / 2 : Math.Sqrt(low * high);
}
