using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>y = a + b, of one shape.</summary>
public sealed class Addition : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static Addition Instance { get; } = new();

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        TensorPrimitives.Add<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), y.Values<T>());
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        foreach (Tensor input in inputs)
        {
            if (input.NeedsGradient)
            {
                tape.Pass(output, input);
            }
        }
    }
}
