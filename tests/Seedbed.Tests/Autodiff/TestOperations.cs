using Seedbed.Autodiff;

namespace Seedbed.Tests.Autodiff;

/// <summary>y = Σ wᵢ·xᵢ.</summary>
internal sealed class WeightedSum(double[] weights) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.Zeros();
        for (int i = 0; i < weights.Length; i++)
        {
            y.Values<T>()[0] += T.CreateChecked(weights[i]) * inputs[0].Values<T>()[i];
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        for (int i = 0; i < weights.Length; i++)
        {
            gradient[i] += T.CreateChecked(weights[i]) * output.GradientMemory!.Values<T>()[0];
        }
    }
}

/// <summary>y = factor·x, whose gradient is written into the output's memory where that may be.</summary>
internal sealed class Scaled(double factor) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        for (int i = 0; i < y.Count; i++)
        {
            y.Values<T>()[i] = T.CreateChecked(factor) * inputs[0].Values<T>()[i];
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Tensor gradient = tape.ElementGradient(output, inputs[0], out WriteMode mode);
        for (int i = 0; i < gradient.Count; i++)
        {
            T value = T.CreateChecked(factor) * output.GradientMemory!.Values<T>()[i];
            gradient.Values<T>()[i] = mode == WriteMode.Add ? gradient.Values<T>()[i] + value : value;
        }
    }
}
