namespace Seedbed.Autodiff;

/// <summary>y = mean of |p − t| along the last axis: predictions and targets (…, n), y (…).</summary>
public sealed class AbsoluteError : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static AbsoluteError Instance { get; } = new();

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        int size = inputs[0][-1];
        Tensor y = tape.New(inputs[0].Dimensions[..^1]);
        for (int row = 0; row < y.Count; row++)
        {
            T sum = T.Zero;
            for (int i = row * size; i < (row + 1) * size; i++)
            {
                sum += T.Abs(inputs[0].Values<T>()[i] - inputs[1].Values<T>()[i]);
            }

            y.Values<T>()[row] = sum / T.CreateChecked(size);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int size = inputs[0][-1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        for (int i = 0; i < gradient.Length; i++)
        {
            int sign = T.Sign(inputs[0].Values<T>()[i] - inputs[1].Values<T>()[i]);
            gradient[i] += T.CreateChecked(sign) / T.CreateChecked(size) * output.Gradient!.Values<T>()[i / size];
        }
    }
}
