using System.Numerics.Tensors;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Theory;

/// <summary>What papers on initialization tell of the schemes themselves, in tensors that are drawn.</summary>
public sealed class PublishedInitializationTests
{
    /// <summary>He et al. 2015, section 2.2: VGG's model B.</summary>
    [Theory]
    [InlineData(64, 0.05893)]
    [InlineData(128, 0.04167)]
    [InlineData(256, 0.02946)]
    [InlineData(512, 0.02083)]
    public void He_s_standard_deviations_of_VGG(int channels, double expected) =>
        Assert.Equal(expected, new HeNormal(seed: 1).DistributionFor([3, 3, channels, channels]).StandardDeviation, 5e-6);

    /// <summary>He et al. 2015, figure 3: the same draws, each layer scaled by 2.</summary>
    [Fact]
    public void He_s_second_moment_behind_30_layers_is_2_to_the_30_times_Xavier_s()
    {
        double he = LastSecondMoment(layer => new VarianceScaling(2, seed: layer));
        double xavier = LastSecondMoment(layer => new VarianceScaling(1, FanMode.FanAverage, seed: layer));

        Assert.Equal(Math.Pow(2, 30), he / xavier, 1e-5 * Math.Pow(2, 30));
        Assert.InRange(xavier, 1e-11, 1e-8);
    }

    /// <summary>Glorot and Bengio 2010, section 4.2.1: 8/(3π) = .8488, and 1/√3 of it for the standard initialization.</summary>
    [Fact]
    public void Mean_singular_values_of_Glorot_and_Bengio()
    {
        const int units = 160;
        double[] normalized = new GlorotUniform(seed: 3).CreateArray<double>([units, units]);
        double[] standard = new VarianceScaling(1 / 3.0, FanMode.FanIn, ScalingDistribution.Uniform, seed: 3).CreateArray<double>([units, units]);

        Assert.Equal(0.8488, SingularValues(normalized, units).Average(), 0.01);
        Assert.Equal(0.4901, SingularValues(standard, units).Average(), 0.006);
    }

    /// <summary>Saxe et al. 2014: products of orthogonal matrices have singular values 1.</summary>
    [Fact]
    public void Singular_values_of_products_of_orthogonal_matrices()
    {
        const int units = 48;
        double[] product = Wide(new Orthogonal(seed: 0).CreateArray<float>([units, units]));
        for (int layer = 1; layer < 20; layer++)
        {
            product = Product(product, Wide(new Orthogonal(seed: layer).CreateArray<float>([units, units])), units);
        }

        Assert.All(SingularValues(product, units), value => Assert.Equal(1, value, 1e-5));
    }

    private static double LastSecondMoment(Func<int, Initializer> scheme)
    {
        const int width = 256;
        double[] units = new RandomNormal(stddev: 1, seed: 77).CreateArray<double>([width]);
        for (int layer = 0; layer < 30; layer++)
        {
            double[] kernel = scheme(layer).CreateArray<double>([width, width]);
            double[] next = new double[width];
            for (int i = 0; i < width; i++)
            {
                TensorPrimitives.MultiplyAdd(kernel.AsSpan(i * width, width), Math.Max(0, units[i]), next, next);
            }

            units = next;
        }

        return units.Average(unit => unit * unit);
    }

    private static double[] Wide(float[] matrix) => Array.ConvertAll(matrix, value => (double)value);

    private static double[] Product(double[] a, double[] b, int units)
    {
        double[] product = new double[units * units];
        for (int row = 0; row < units; row++)
        {
            for (int i = 0; i < units; i++)
            {
                Span<double> sum = product.AsSpan(row * units, units);
                TensorPrimitives.MultiplyAdd(b.AsSpan(i * units, units), a[(row * units) + i], sum, sum);
            }
        }

        return product;
    }

    /// <summary>Hestenes's one-sided Jacobi method: rows are rotated until they are orthogonal; their lengths are the singular values.</summary>
    private static double[] SingularValues(double[] matrix, int units)
    {
        double[] rows = [.. matrix];
        for (int sweep = 0; sweep < 12; sweep++)
        {
            for (int i = 0; i < units; i++)
            {
                for (int j = i + 1; j < units; j++)
                {
                    Rotate(rows.AsSpan(i * units, units), rows.AsSpan(j * units, units));
                }
            }
        }

        return [.. Enumerable.Range(0, units).Select(i => TensorPrimitives.Norm<double>(rows.AsSpan(i * units, units)))];
    }

    private static void Rotate(Span<double> first, Span<double> second)
    {
        double inner = TensorPrimitives.Dot<double>(first, second);
        double difference = TensorPrimitives.SumOfSquares<double>(second) - TensorPrimitives.SumOfSquares<double>(first);
        if (Math.Abs(inner) < 1e-15)
        {
            return;
        }

        double ratio = difference / (2 * inner);
        double tangent = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt(1 + (ratio * ratio)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        double sine = tangent * cosine;
        for (int k = 0; k < first.Length; k++)
        {
            (first[k], second[k]) = ((cosine * first[k]) - (sine * second[k]), (sine * first[k]) + (cosine * second[k]));
        }
    }
}
