namespace Seedbed.Autodiff;

/// <summary>y = max(x, 0) + alpha·min(x, 0), alpha of x's shape.</summary>
public sealed class PReluOperation : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        ReadOnlySpan<T> x = inputs[0].Values<T>();
        for (int i = 0; i < x.Length; i++)
        {
            y.Values<T>()[i] = x[i] > T.Zero ? x[i] : inputs[1].Values<T>()[i] * x[i];
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        ReadOnlySpan<T> x = inputs[0].Values<T>();
        ReadOnlySpan<T> outer = output.Gradient!.Values<T>();
        if (inputs[0].NeedsGradient)
        {
            Span<T> inner = tape.AddedGradient(inputs[0]).Values<T>();
            for (int i = 0; i < x.Length; i++)
            {
                inner[i] += x[i] > T.Zero ? outer[i] : inputs[1].Values<T>()[i] * outer[i];
            }
        }

        if (inputs[1].NeedsGradient)
        {
            Span<T> inner = tape.AddedGradient(inputs[1]).Values<T>();
            for (int i = 0; i < x.Length; i++)
            {
                inner[i] += x[i] > T.Zero ? T.Zero : x[i] * outer[i];
            }
        }
    }
}
