namespace Seedbed.Diagnostics;

/// <summary>Quantiles of a sample, between its values where they fall so.</summary>
/// <remarks>
/// Of the sorted x₀ … xₙ₋₁ the quantile p is x at the place h = (n − 1)·p: x⌊h⌋ + (h − ⌊h⌋)·(x⌊h⌋₊₁ − x⌊h⌋). Source: Hyndman and Fan 1996,
/// definition 7; NumPy's default.
/// </remarks>
public static class Quantiles
{
    /// <summary>The quantiles of a sample.</summary>
    /// <param name="sample">At least one number, in any order; infinities stand at the ends, NaN is taken as +∞.</param>
    /// <param name="shares">p, from 0, the least, to 1, the greatest; 0.5 is the median.</param>
    /// <exception cref="ArgumentException">The sample has no number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A share is below 0 or above 1.</exception>
    public static double[] Of(IReadOnlyList<double> sample, params ReadOnlySpan<double> shares)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Count == 0)
        {
            throw new ArgumentException("the sample has no number; give at least one.", nameof(sample));
        }

        double[] sorted = [.. sample.Select(value => double.IsNaN(value) ? double.PositiveInfinity : value).Order()];
        double[] quantiles = new double[shares.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            if (!(shares[i] is >= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(shares), $"a share is {shares[i]}; it must be from 0 to 1.");
            }

            double place = (sorted.Length - 1) * shares[i];
            int below = (int)Math.Floor(place);
            double low = sorted[below];
            double high = sorted[Math.Min(below + 1, sorted.Length - 1)];
            quantiles[i] = place == below || low == high ? low : low + ((place - below) * (high - low));
        }

        return quantiles;
    }
}
