namespace Seedbed.Tests.Random.Distributions;

/// <summary>The one-sample test of Kolmogorov and Smirnov, and the distribution functions it is held against.</summary>
internal static class KolmogorovSmirnov
{
    private const double SignificanceLevel = 1e-6;

    /// <summary>D = sup |Fₙ − F|.</summary>
    public static double Statistic(IReadOnlyCollection<double> sample, Func<double, double> cumulative)
    {
        double[] ordered = [.. sample.Order()];
        double largest = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            double expected = cumulative(ordered[i]);
            largest = Math.Max(largest, Math.Max(((i + 1.0) / ordered.Length) - expected, expected - ((double)i / ordered.Length)));
        }

        return largest;
    }

    /// <summary>√(ln(2/α)/2)/√n with α = 10⁻⁶, Kolmogorov's limit for large n.</summary>
    public static double Threshold(int count) => Math.Sqrt(Math.Log(2 / SignificanceLevel) / 2 / count);

    /// <summary>Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/15 + …). Source: Marsaglia 2004, "Evaluating the normal distribution".</summary>
    public static double Normal(double x)
    {
        double term = x;
        double sum = x;
        for (int odd = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The normal given |x| ≤ 2.</summary>
    public static double TruncatedNormal(double x) => (Normal(x) - Normal(-2)) / (Normal(2) - Normal(-2));
}
