using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>
/// y[b, p, :] = Σ w·x[b, i, :] over a few points i of the same sample: x (batch, points…, channels). Resized and turned images are
/// such sums.
/// </summary>
/// <param name="sizes">The sizes of y.</param>
/// <param name="points">For each point of y equally many points of x; −1 for one that is outside.</param>
/// <param name="weights">The weight of each.</param>
/// <param name="outside">The value of a point that is outside.</param>
/// <param name="isShared">Whether the points are those of one sample, and all samples have the same.</param>
public sealed class PointSampling(int[] sizes, int[] points, double[] weights, double outside = 0, bool isShared = false) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.Zeros(sizes);
        int channels = y[-1];
        ReadOnlySpan<T> x = inputs[0].Values<T>();
        for (int tap = 0; tap < Taps(y); tap++)
        {
            (int from, int to, double weight) = At(tap, inputs[0], y);
            Span<T> sum = y.Values<T>().Slice(to, channels);
            if (from < 0)
            {
                TensorPrimitives.Add(sum, T.CreateTruncating(weight * outside), sum);
            }
            else
            {
                TensorPrimitives.MultiplyAdd(x.Slice(from, channels), T.CreateTruncating(weight), sum, sum);
            }
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int channels = output[-1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        ReadOnlySpan<T> outer = output.Gradient!.Values<T>();
        for (int tap = 0; tap < Taps(output); tap++)
        {
            (int from, int to, double weight) = At(tap, inputs[0], output);
            if (from >= 0)
            {
                Span<T> row = gradient.Slice(from, channels);
                TensorPrimitives.MultiplyAdd(outer.Slice(to, channels), T.CreateTruncating(weight), row, row);
            }
        }
    }

    /// <summary>All taps of all samples.</summary>
    private int Taps(Tensor y) => isShared ? points.Length * y[0] : points.Length;

    /// <summary>Where a tap's features begin in x, −1 for outside, and in y.</summary>
    private (int From, int To, double Weight) At(int tap, Tensor x, Tensor y)
    {
        int pointsOfSample = y.CountIn(1..^1);
        int tapsOfPoint = Taps(y) / (pointsOfSample * y[0]);
        int own = tap % points.Length;
        int point = points[own];
        int from = point < 0 ? -1 : ((tap / tapsOfPoint / pointsOfSample * x.CountIn(1..^1)) + point) * x[-1];
        return (from, tap / tapsOfPoint * y[-1], weights[own]);
    }
}
