using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Training;

namespace Seedbed.Tests.Diagnostics.Calibration;

/// <summary>What the tests of calibrations share: samples, and sums that are done plainly, in double.</summary>
internal static class Batches
{
    /// <summary>Samples N(0.3, 1), whose mean is not 0.</summary>
    public static Samples Normal(params int[] sizes)
    {
        float[] values = new RandomNormal(0.3, 1, 5).CreateArray<float>(Shape.Create([.. sizes.Select(size => (long)size)]));
        return Samples.Of<float>(values, sizes);
    }

    /// <summary>The standard deviation of all values.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
    }

    /// <summary>x·W + b of rows.</summary>
    public static double[][] Affine(double[][] x, double[] kernel, double[]? bias, int units) =>
        [.. x.Select(row => Enumerable.Range(0, units)
            .Select(unit => row.Select((value, i) => value * kernel[(i * units) + unit]).Sum() + (bias?[unit] ?? 0)).ToArray())];

    /// <summary>Rows of samples.</summary>
    public static double[][] Rows(Samples samples)
    {
        double[] values = samples.ToArray();
        return [.. values.Chunk(values.Length / samples.Count)];
    }

    /// <summary>What keys of a calibration draw.</summary>
    public static double[] Orthonormal(long seed, string name, int rows, int columns) =>
        [.. new Orthogonal(seed: Seed.FromKey(RandomKey.FromName(seed, name))).CreateArray<float>(Shape.Create([rows, columns])).Select(value => (double)value)];

    /// <summary>The values of a weight.</summary>
    public static double[] Values(Model model, string name) => model.Weights.First(weight => weight.Name == name).ToArray<double>();
}
