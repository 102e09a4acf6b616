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
        double[] all = [.. values];
        return all.Length == 0 || all.Any(double.IsNaN)
            ? new Band(double.NaN, double.NaN, double.NaN, double.NaN)
            : Of(Quantiles.Of(all, 0.1, 0.5, 0.9), all.Average());
    }

    private static Band Of(double[] quantiles, double mean) => new(quantiles[0], quantiles[1], quantiles[2], mean);
}
