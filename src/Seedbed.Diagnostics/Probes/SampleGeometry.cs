using System.Numerics;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Diagnostics;

/// <summary>How the samples of a batch stand to each other in a layer.</summary>
/// <param name="EffectiveRank">
/// (Σλ)²/Σλ² of the eigenvalues λ of the batch's covariance, from 1 to samples − 1: the directions in which the samples differ. Source: the
/// participation ratio.
/// </param>
/// <param name="Correlation">The mean of ⟨xᵢ, xⱼ⟩/(‖xᵢ‖‖xⱼ‖) over all pairs of samples: Schoenholz et al. 2017, equation 4.</param>
internal readonly record struct SampleGeometry(double EffectiveRank, double Correlation)
{
    /// <summary>More samples add little and cost the square.</summary>
    private const int MostSamples = 32;

    /// <summary>Of larger layers so many elements of a sample are taken, evenly spread.</summary>
    private const int MostElements = 1 << 12;

    internal static SampleGeometry Of(Tensor tensor) =>
        tensor.Type == ElementType.Float32 ? Of<float>(tensor.Values<float>(), tensor) : Of<double>(tensor.Values<double>(), tensor);

    private static SampleGeometry Of<T>(ReadOnlySpan<T> values, Tensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = tensor.Rank == 0 ? 0 : Math.Min(tensor[0], MostSamples);
        int length = tensor.Rank == 0 ? 0 : tensor.Count / Math.Max(1, tensor[0]);
        if (samples < 2 || length == 0)
        {
            return new SampleGeometry(double.NaN, double.NaN);
        }

        int taken = Math.Min(length, MostElements);
        int stride = length / taken;
        double[][] rows = new double[samples][];
        for (int i = 0; i < samples; i++)
        {
            rows[i] = new double[taken];
            ReadOnlySpan<T> sample = values.Slice(i * length, length);
            for (int j = 0; j < taken; j++)
            {
                // The last term goes through all channels where the stride is a multiple of their number.
                rows[i][j] = double.CreateTruncating(sample[(int)((long)j * length / taken) + (j % stride)]);
            }
        }

        double[][] gram = Gram(rows);
        return new SampleGeometry(RankOf(gram, samples), CorrelationOf(gram, samples));
    }

    internal static double[][] Gram(double[][] rows)
    {
        double[][] gram = [.. rows.Select(_ => new double[rows.Length])];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                gram[i][j] = gram[j][i] = Dot(rows[i], rows[j]);
            }
        }

        return gram;
    }

    /// <summary>Four sums, whatever the width of vectors, so that a number does not depend on the machine.</summary>
    private static double Dot(double[] x, double[] y)
    {
        (double a, double b, double c, double d) = (0, 0, 0, 0);
        int i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }

        for (; i < x.Length; i++)
        {
            a += x[i] * y[i];
        }

        return a + b + c + d;
    }

    /// <summary>Of the Gram matrix of rows without their mean, whose trace and squares give both sums of eigenvalues.</summary>
    private static double RankOf(double[][] gram, int samples)
    {
        double[] means = [.. Enumerable.Range(0, samples).Select(i => Enumerable.Range(0, samples).Average(j => gram[i][j]))];
        double all = means.Average();
        (double trace, double squares) = (0, 0);
        for (int i = 0; i < samples; i++)
        {
            for (int j = 0; j < samples; j++)
            {
                double centered = gram[i][j] - means[i] - means[j] + all;
                squares += centered * centered;
                trace += i == j ? centered : 0;
            }
        }

        return squares > 0 ? trace * trace / squares : 0;
    }

    private static double CorrelationOf(double[][] gram, int samples)
    {
        double sum = 0;
        for (int i = 0; i < samples; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += gram[i][j] / Math.Sqrt(gram[i][i] * gram[j][j]);
            }
        }

        return sum / (samples * (samples - 1) / 2);
    }
}
