namespace Seedbed.Diagnostics;

/// <summary>A quantity over several seeds: its median and where the middle 80 % of the seeds lie.</summary>
/// <param name="Low">The quantile .1; the least of up to ten seeds, about.</param>
/// <param name="Median">The quantile .5.</param>
/// <param name="High">The quantile .9.</param>
/// <param name="Mean">The mean, with which expectations are compared.</param>
public readonly record struct Band(double Low, double Median, double High, double Mean)
{
    /// <summary>The band of these values; NaN throughout where one of them is.</summary>
    /// <param name="values">One for each seed.</param>
    public static Band Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 || sorted.Any(double.IsNaN)
            ? new Band(double.NaN, double.NaN, double.NaN, double.NaN)
            : new Band(Quantile(sorted, 0.1), Quantile(sorted, 0.5), Quantile(sorted, 0.9), sorted.Average());
    }

    /// <summary>Linear between the two values around (n − 1)·p, as NumPy's default.</summary>
    private static double Quantile(double[] sorted, double p)
    {
        double place = p * (sorted.Length - 1);
        int below = (int)place;
        double part = place - below;
        return part == 0 ? sorted[below] : sorted[below] + (part * (sorted[below + 1] - sorted[below]));
    }
}
