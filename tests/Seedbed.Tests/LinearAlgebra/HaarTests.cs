using Seedbed.LinearAlgebra;
using Xunit;
using Xunit.Sdk;

namespace Seedbed.Tests.LinearAlgebra;

/// <summary>
/// The factor of a normal matrix is Haar-distributed (Mezzadri 2007, arXiv:math-ph/0609050), and so is the product of independent
/// reflections (Stewart 1980).
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

    /// <summary>The classic mistake: R's diagonal has the signs that the reflections left there. These tests would not let it pass.</summary>
    [Fact]
    public void A_factor_without_the_sign_fix_has_other_moments()
    {
        NormalMatrix normal = new(2026);
        double[] traces = [.. Enumerable.Range(0, Samples).Select(_ => Trace(WithoutSignFix(normal.Draw(Size, Size)).Q))];

        Assert.Equal(-1.83, traces.Average(), 0.02);
        Assert.Equal(3.88, traces.Average(trace => trace * trace), 0.1);
        Assert.ThrowsAny<XunitException>(() => AssertHaar(matrix => WithoutSignFix([.. matrix]).Q.CopyTo(matrix)));
    }

    [Fact]
    public void With_the_sign_fix_it_is_the_library_s_factor()
    {
        double[] matrix = new NormalMatrix(5).Draw(Size, Size);
        (double[] q, double[] r) = WithoutSignFix([.. matrix]);
        HouseholderQr.Orthonormalize(matrix.AsSpan(), Size, Size);

        Assert.All(Enumerable.Range(0, Size * Size), i =>
            Assert.Equal(matrix[i], q[i] * Math.Sign(r[i % Size * (Size + 1)]), 1e-13));
    }

    private static double Trace(double[] matrix) => Enumerable.Range(0, Size).Sum(i => matrix[i * (Size + 1)]);

    /// <summary>QR as LAPACK's: each column's reflection turns it to the side where its head is not, and the last is left alone.</summary>
    private static (double[] Q, double[] R) WithoutSignFix(double[] r)
    {
        double[] q = [.. Enumerable.Range(0, Size * Size).Select(i => i % (Size + 1) == 0 ? 1.0 : 0)];
        for (int column = 0; column < Size - 1; column++)
        {
            double[] v = [.. Enumerable.Range(0, Size).Select(row => row < column ? 0 : r[(row * Size) + column])];
            double length = Math.Sqrt(v.Sum(value => value * value));
            v[column] += v[column] >= 0 ? length : -length;
            double twice = 2 / v.Sum(value => value * value);
            for (int other = 0; other < Size; other++)
            {
                double fromLeft = twice * Enumerable.Range(0, Size).Sum(row => v[row] * r[(row * Size) + other]);
                double fromRight = twice * Enumerable.Range(0, Size).Sum(place => q[(other * Size) + place] * v[place]);
                for (int i = 0; i < Size; i++)
                {
                    r[(i * Size) + other] -= v[i] * fromLeft;
                    q[(other * Size) + i] -= fromRight * v[i];
                }
            }
        }

        return (q, r);
    }

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
            traces[sample] = Trace(q);
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
