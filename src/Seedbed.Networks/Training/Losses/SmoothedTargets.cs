using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>Targets of which a part is spread evenly: (1 − s)·y + s/n. Source: Szegedy et al. 2016, section 7.</summary>
internal static class SmoothedTargets
{
    /// <summary>The targets, or a copy of which a part is spread.</summary>
    internal static Tensor Of(Tape tape, Tensor targets, double part, int classes)
    {
        if (part == 0)
        {
            return targets;
        }

        Tensor smoothed = tape.New(targets.Dimensions);
        if (targets.Type == ElementType.Float32)
        {
            Spread<float>(targets.Values<float>(), part, classes, smoothed.Values<float>());
        }
        else
        {
            Spread<double>(targets.Values<double>(), part, classes, smoothed.Values<double>());
        }

        return smoothed;
    }

    private static void Spread<T>(ReadOnlySpan<T> targets, double part, int classes, Span<T> smoothed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(targets, T.CreateTruncating(1 - part), smoothed);
        TensorPrimitives.Add(smoothed, T.CreateTruncating(part / classes), smoothed);
    }
}
