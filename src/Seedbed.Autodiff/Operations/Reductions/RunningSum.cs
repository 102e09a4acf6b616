namespace Seedbed.Autodiff;

/// <summary>y[…, j] = Σ x[…, i] over i up to j along the last axis.</summary>
/// <param name="isReversed">Whether the sums begin at the end: over i from j on.</param>
/// <param name="isExclusive">Whether j itself is left out.</param>
public sealed class RunningSum(bool isReversed = false, bool isExclusive = false) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.Zeros(inputs[0].Dimensions);
        Run<T>(inputs[0].Values<T>(), y.Values<T>(), y[-1], isReversed);
        return y;
    }

    /// <summary>The gradients are summed the other way.</summary>
    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output) =>
        Run<T>(output.Gradient!.Values<T>(), tape.AddedGradient(inputs[0]).Values<T>(), output[-1], !isReversed);

    private void Run<T>(ReadOnlySpan<T> x, Span<T> sums, int size, bool isFromEnd)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < x.Length; row += size)
        {
            T sum = T.Zero;
            for (int i = 0; i < size; i++)
            {
                int at = row + (isFromEnd ? size - 1 - i : i);
                sums[at] += isExclusive ? sum : sum + x[at];
                sum += x[at];
            }
        }
    }
}
