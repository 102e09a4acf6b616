namespace Seedbed.Autodiff;

/// <summary>y = x, a constant to whoever derives by it.</summary>
public sealed class StopGradient : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs) => inputs[0].WithDimensions(inputs[0].Dimensions);

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
    }
}
