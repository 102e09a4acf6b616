using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Peers;

/// <summary>Looks at a result. <c>peers/protocol.py</c> does the same.</summary>
internal static class FactsOf
{
    private const int LargestSample = 1_000_000;
    private const int CheckedColumns = 64;

    public static Facts Result<T>(Workload workload, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Facts facts = Sample(values);
        return workload.Kind switch
        {
            WorkloadKind.Orthogonal or WorkloadKind.OrthogonalReflectors =>
                facts with { Defect = Orthogonality(values, workload.Rows, workload.Columns) },
            WorkloadKind.Product => facts with { Defect = ProductInput.Defect(values, workload.Rows) },
            _ => facts,
        };
    }

    /// <summary>Every k-th element, at most a million, and the last.</summary>
    private static Facts Sample<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int stride = Math.Max(1, values.Length / LargestSample);
        double[] sample = new double[((values.Length - 1) / stride) + 1];
        for (int i = 0; i < sample.Length - 1; i++)
        {
            sample[i] = double.CreateTruncating(values[i * stride]);
        }

        sample[^1] = double.CreateTruncating(values[^1]);
        double mean = TensorPrimitives.Sum<double>(sample) / sample.Length;
        double squares = sample.Sum(value => (value - mean) * (value - mean));
        return new Facts
        {
            Count = values.Length,
            Sampled = sample.Length,
            Mean = Finite(mean),
            Std = Finite(double.Sqrt(squares / sample.Length)),
            Min = Finite(TensorPrimitives.Min<double>(sample)),
            Max = Finite(TensorPrimitives.Max<double>(sample)),
        };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>max |qᵢ·qⱼ − δᵢⱼ| over all j and evenly spread i, in double.</summary>
    private static double? Orthogonality<T>(ReadOnlySpan<T> values, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[][] vectors = [.. Enumerable.Range(0, columns).Select(_ => new double[rows])];
        for (int i = 0; i < values.Length; i++)
        {
            vectors[i % columns][i / columns] = double.CreateTruncating(values[i]);
        }

        int step = Math.Max(1, columns / CheckedColumns);
        double defect = 0;
        for (int i = 0; i < columns; i += step)
        {
            for (int j = 0; j < columns; j++)
            {
                double difference = TensorPrimitives.Dot<double>(vectors[i], vectors[j]) - (i == j ? 1 : 0);
                defect = double.Max(defect, double.Abs(difference));
            }
        }

        return Finite(defect);
    }
}
