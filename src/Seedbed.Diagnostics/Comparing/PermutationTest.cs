using Seedbed.Initializers;

namespace Seedbed.Diagnostics;

/// <summary>
/// The paired sign-flip permutation test: whether differences d₁ … d_K of pairs are more than noise. Where a pair's two results come from
/// the same distribution, d and −d are equally probable, so that the mean of all d is one of 2^K equally probable ones, ±d₁ … ±d_K.
/// </summary>
/// <param name="MeanDifference">Σd / K, the statistic; infinite where a difference is.</param>
/// <param name="PValue">
/// The two-sided p: the share of the 2^K means that are as far from 0 or farther; where they are drawn, (1 + those among the draws) /
/// (1 + draws).
/// </param>
/// <param name="Pairs">K.</param>
/// <param name="IsExact">Whether all 2^K were counted, as they are up to K = 16, else 10,000 drawn ones.</param>
/// <remarks>
/// No distribution is assumed. An infinite difference, of a run that failed, counts as greater than the sum of all finite ones; two that
/// failed differ by 0. Sources: Fisher 1935, The Design of Experiments, section 21; Pitman 1937; for drawn flips Phipson and Smyth 2010.
/// </remarks>
/// <example>
/// <code>
/// PermutationTest test = PermutationTest.Of([0.31, 0.12, 0.25, 0.4, 0.08, 0.2]);
/// Console.WriteLine($"{test.MeanDifference:F3}, p = {test.PValue}");   // 0.227, p = 0.03125
/// </code>
/// </example>
public sealed record PermutationTest(double MeanDifference, double PValue, int Pairs, bool IsExact)
{
    /// <summary>What the test is called.</summary>
    public const string Name = "paired sign-flip permutation test";

    private const int MostExact = 16;
    private const int Draws = 10_000;

    /// <summary>Means that are equal but for the order of their sums; far below what differs.</summary>
    private const double Rounding = 1e-12;

    /// <summary>
    /// The least p of so many pairs: 2/2^K, of differences that all have one sign; where flips are drawn 1/10,001, which is more.
    /// </summary>
    public double LeastPValue => LeastPValueOf(Pairs);

    /// <summary>The test of a sample of differences.</summary>
    /// <param name="differences">d, one for each pair: at least one; NaN is refused.</param>
    /// <param name="seed">Gives the flips where they are drawn.</param>
    /// <exception cref="ArgumentException">There is no difference, or one is NaN.</exception>
    public static PermutationTest Of(IReadOnlyList<double> differences, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(differences);
        if (differences.Count == 0 || differences.Any(double.IsNaN))
        {
            throw new ArgumentException(
                differences.Count == 0 ? "there is no difference; give at least one pair." : "a difference is NaN; leave its pair out.",
                nameof(differences));
        }

        double[] finite = Finite(differences);
        bool isExact = finite.Length <= MostExact;
        return new(differences.Average(), isExact ? Exact(finite) : Drawn(finite, seed), finite.Length, isExact);
    }

    /// <summary>The least p of K pairs.</summary>
    /// <param name="pairs">K, at least 1.</param>
    public static double LeastPValueOf(int pairs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        return pairs <= MostExact ? 2.0 / (1 << pairs) : 1.0 / (1 + Draws);
    }

    /// <summary>The p values of several tests, so that the chance of one false finding among all is held (Holm 1979).</summary>
    /// <param name="pValues">p of each test.</param>
    /// <returns>In the same order: of the i-th least of m, from 0, the greatest of (m − j)·pⱼ over j ≤ i, at most 1.</returns>
    public static double[] Holm(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        double[] adjusted = new double[pValues.Count];
        double greatest = 0;
        foreach ((int rank, (int index, double value)) in pValues.Index().OrderBy(each => each.Item).Index())
        {
            greatest = Math.Max(greatest, Math.Min(1, (pValues.Count - rank) * value));
            adjusted[index] = greatest;
        }

        return adjusted;
    }

    /// <summary>Infinite ones beyond the sum of the others.</summary>
    private static double[] Finite(IReadOnlyList<double> differences)
    {
        double beyond = 1 + (2 * differences.Where(double.IsFinite).Sum(Math.Abs));
        return [.. differences.Select(value => double.IsFinite(value) ? value : Math.Sign(value) * beyond)];
    }

    private static double Exact(double[] differences)
    {
        int count = 0;
        double threshold = Threshold(differences);
        for (int flips = 0; flips < 1 << differences.Length; flips++)
        {
            double sum = 0;
            for (int i = 0; i < differences.Length; i++)
            {
                sum += (flips >> i & 1) == 0 ? differences[i] : -differences[i];
            }

            count += Math.Abs(sum) >= threshold ? 1 : 0;
        }

        return (double)count / (1 << differences.Length);
    }

    private static double Drawn(double[] differences, int seed)
    {
        int count = 0;
        double threshold = Threshold(differences);
        RandomUniform flips = new(-1, 1, seed);
        Shape shape = [Draws, differences.Length];
        float[] signs = new float[differences.Length];
        for (int draw = 0; draw < Draws; draw++)
        {
            flips.FillSlice(signs, shape, (long)draw * signs.Length);
            double sum = 0;
            for (int i = 0; i < signs.Length; i++)
            {
                sum += signs[i] < 0 ? -differences[i] : differences[i];
            }

            count += Math.Abs(sum) >= threshold ? 1 : 0;
        }

        return (1.0 + count) / (1 + Draws);
    }

    private static double Threshold(double[] differences) => Math.Abs(differences.Sum()) - (Rounding * differences.Sum(Math.Abs));
}
