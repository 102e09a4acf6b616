using System.Numerics;
using Seedbed.Autodiff;

namespace Seedbed.Layers.Computing;

/// <summary>
/// The mean and the variance that batch normalization follows from batch to batch: m ← momentum·m + (1 − momentum)·(that of the batch).
/// </summary>
/// <param name="mean">The moving mean.</param>
/// <param name="variance">The moving variance; the batch's is divided by n.</param>
/// <param name="momentum">From 0 to 1.</param>
internal sealed class MovingStatistics(Tensor mean, Tensor variance, double momentum)
{
    /// <summary>The number of columns.</summary>
    internal int Count => mean.Count;

    /// <summary>(x − μ) / √(σ² + ε) by the batch's own statistics, which the moving ones then follow.</summary>
    internal Tensor NormalizeBatch(Tape tape, Tensor x, double epsilon, Mask? mask)
    {
        ColumnNormalization operation = new(epsilon, mask is { IsFull: false } ? mask.Values : null);
        Tensor y = tape.Apply(operation, x);
        if (tape.Type == ElementType.Float32)
        {
            Move<float>(mean, operation.ColumnMean!);
            Move<float>(variance, operation.ColumnVariance!);
        }
        else
        {
            Move<double>(mean, operation.ColumnMean!);
            Move<double>(variance, operation.ColumnVariance!);
        }

        return y;
    }

    /// <summary>(x − μ) / √(σ² + ε) by the moving statistics.</summary>
    internal Tensor Normalize(Tape tape, Tensor x, double epsilon)
    {
        Tensor scale = tape.New(mean.Count);
        Tensor shift = tape.New(mean.Count);
        if (tape.Type == ElementType.Float32)
        {
            Fill<float>(scale, shift, epsilon);
        }
        else
        {
            Fill<double>(scale, shift, epsilon);
        }

        return ColumnAffine.Of(tape, x, scale, shift);
    }

    private void Move<T>(Tensor moving, Tensor batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T share = T.CreateTruncating(momentum);
        for (int i = 0; i < moving.Count; i++)
        {
            ref T value = ref moving.Values<T>()[i];
            value = (value * share) + (batch.Values<T>()[i] * (T.One - share));
        }
    }

    private void Fill<T>(Tensor scale, Tensor shift, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < mean.Count; i++)
        {
            scale.Values<T>()[i] = T.One / T.Sqrt(variance.Values<T>()[i] + T.CreateTruncating(epsilon));
            shift.Values<T>()[i] = -mean.Values<T>()[i] * scale.Values<T>()[i];
        }
    }
}
