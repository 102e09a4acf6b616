using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// y = (x − μ) / √(σ² + ε) with the mean μ and the variance σ² (divided by n) of each column over all rows: x (…, columns).
/// </summary>
/// <param name="epsilon">ε.</param>
/// <param name="counted">
/// Which rows, or equal numbers of rows that follow each other, the statistics are taken of; null for all. The others are normalized by
/// them.
/// </param>
/// <remarks>Ioffe and Szegedy 2015, algorithm 1. With r = 1/√(σ² + ε): dx = r·(g − mean g − y·mean(g·y)), means over the rows.</remarks>
public sealed class ColumnNormalization(double epsilon, bool[]? counted = null) : Operation
{
    /// <summary>What Keras adds to the number of rows that are counted one by one: <c>keras.config.epsilon()</c>.</summary>
    private const double CountEpsilon = 1e-7;

    private Tensor? _scale;

    /// <summary>μ, once the forward is done.</summary>
    public Tensor? ColumnMean { get; private set; }

    /// <summary>σ², once the forward is done.</summary>
    public Tensor? ColumnVariance { get; private set; }

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        int size = x[-1];
        Tensor y = tape.New(x.Dimensions);
        ColumnMean = tape.Zeros(size);
        ColumnVariance = tape.Zeros(size);
        _scale = tape.New(size);
        Measure<T>(x.Values<T>(), y.Values<T>());
        ReadOnlySpan<T> scale = _scale.Values<T>();
        for (int start = 0; start < x.Count; start += size)
        {
            Span<T> row = y.Values<T>().Slice(start, size);
            TensorPrimitives.Multiply(row, scale, row);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int size = output[-1];
        ReadOnlySpan<T> outer = output.Gradient!.Values<T>();
        Span<T> mean = tape.Zeros(size).Values<T>();
        Span<T> slope = tape.Zeros(size).Values<T>();
        for (int start = 0; start < output.Count; start += size)
        {
            TensorPrimitives.Add(mean, outer.Slice(start, size), mean);
            TensorPrimitives.MultiplyAdd(outer.Slice(start, size), output.Values<T>().Slice(start, size), slope, slope);
        }

        T share = T.One / RowCount<T>(output.Count / size);
        TensorPrimitives.Multiply(mean, share, mean);
        TensorPrimitives.Multiply(slope, share, slope);
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        Span<T> line = tape.New(size).Values<T>();
        for (int start = 0; start < output.Count; start += size)
        {
            Span<T> row = gradient.Slice(start, size);
            if (!IsCounted(start, output.Count))
            {
                TensorPrimitives.MultiplyAdd(outer.Slice(start, size), _scale!.Values<T>(), row, row);
                continue;
            }

            TensorPrimitives.Multiply(output.Values<T>().Slice(start, size), slope, line);
            TensorPrimitives.Add(line, mean, line);
            TensorPrimitives.Subtract(outer.Slice(start, size), line, line);
            TensorPrimitives.MultiplyAdd(line, _scale!.Values<T>(), row, row);
        }
    }

    /// <summary>The statistics, and y = x − μ.</summary>
    private void Measure<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> mean = ColumnMean!.Values<T>();
        Span<T> variance = ColumnVariance!.Values<T>();
        T rows = RowCount<T>(x.Length / mean.Length);
        SumRows(x, mean);
        TensorPrimitives.Divide(mean, rows, mean);
        for (int start = 0; start < x.Length; start += mean.Length)
        {
            Span<T> row = y.Slice(start, mean.Length);
            TensorPrimitives.Subtract(x.Slice(start, mean.Length), mean, row);
            if (IsCounted(start, x.Length))
            {
                TensorPrimitives.MultiplyAdd(row, row, variance, variance);
            }
        }

        TensorPrimitives.Divide(variance, rows, variance);
        for (int i = 0; i < mean.Length; i++)
        {
            _scale!.Values<T>()[i] = T.One / T.Sqrt(variance[i] + T.CreateTruncating(epsilon));
        }
    }

    private bool IsCounted(int element, int elements) => counted is null || counted[(int)((long)element * counted.Length / elements)];

    private T RowCount<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => counted is null
            ? T.CreateChecked(rows)
            : T.CreateChecked(((double)counted.AsSpan().Count(true) * rows / counted.Length) + CountEpsilon);

    private void SumRows<T>(ReadOnlySpan<T> x, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (counted is null)
        {
            Rows.Sum(x, sum, WriteMode.Overwrite);
            return;
        }

        for (int start = 0; start < x.Length; start += sum.Length)
        {
            if (IsCounted(start, x.Length))
            {
                TensorPrimitives.Add(sum, x.Slice(start, sum.Length), sum);
            }
        }
    }
}
