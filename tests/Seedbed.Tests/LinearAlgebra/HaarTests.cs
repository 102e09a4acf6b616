using Seedbed.LinearAlgebra;
using Xunit;

namespace Seedbed.Tests.LinearAlgebra;

/// <summary>
/// The factor of a normal matrix is Haar-distributed (Mezzadri 2007, arXiv:math-ph/0609050), and so is the product of independent
/// reflections (Stewart 1980).
/// Without the sign fix n = 10 gives E[tr Q] = −1.83 and E[tr² Q] = 3.88.
/// </summary>
public sealed class HaarTests
{
    private const int Size = 10;
    private const int Samples = 20_000;

    private delegate void Method(Span<double> matrix);

    [Fact]
    public void A_factor_has_the_moments_of_the_group() =>
        AssertHaar(matrix => HouseholderQr.Orthonormalize(matrix, Size, Size));

    [Fact]
    public void A_product_of_reflections_has_the_moments_of_the_group() =>
        AssertHaar(matrix => HouseholderQr.ReplaceByReflections(matrix, Size, Size));

    /// <summary>The trace has mean 0 and mean square 1, an entry the sphere's fourth moment.</summary>
    private static void AssertHaar(Method method)
    {
        NormalMatrix normal = new(2026);
        double[] traces = new double[Samples];
        double[] corners = new double[Samples];
        double[] lastEntries = new double[Samples];
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] q = normal.Draw(Size, Size);
            method(q);
            traces[sample] = Enumerable.Range(0, Size).Sum(i => q[(i * Size) + i]);
            corners[sample] = q[0];
            lastEntries[sample] = q[^1];
        }

        const double FourthMoment = 3.0 / (Size * (Size + 2));
        AssertMean(0, traces);
        AssertMean(1, traces.Select(trace => trace * trace));
        AssertMean(0, corners);
        AssertMean(FourthMoment, corners.Select(q => Math.Pow(q, 4)));

        // The last column is the one whose sign a square factorization without the fix leaves alone.
        AssertMean(0, lastEntries);
        AssertMean(FourthMoment, lastEntries.Select(q => Math.Pow(q, 4)));
    }

    /// <summary>Within five standard errors, estimated from the values.</summary>
    private static void AssertMean(double expected, IEnumerable<double> values)
    {
        double[] sample = [.. values];
        double mean = sample.Average();
        double variance = sample.Sum(value => (value - mean) * (value - mean)) / (sample.Length - 1);
        double error = Math.Sqrt(variance / sample.Length);
        Assert.InRange(mean, expected - (5 * error), expected + (5 * error));
    }
}
