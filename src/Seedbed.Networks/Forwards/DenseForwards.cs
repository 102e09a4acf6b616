using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations;
using Seedbed.Autodiff.Operations.Activations;

namespace Seedbed.Networks.Forwards;

/// <summary>y = activation(x·W + b).</summary>
internal static class DenseForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } = [LayerForward.Of("Dense", Dense)];

    private static Func<ForwardCall, Tensor> Dense(LayerBinding layer)
    {
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        (ElementOperation? fused, Func<Tape, Tensor, Tensor> activation) = Activations.Split(layer);
        DenseProduct operation = new(fused);
        return call =>
        {
            layer.CheckFeatures(call.Input, kernel[0]);
            return activation(call.Tape,
                bias is null ? call.Tape.Apply(operation, call.Input, kernel) : call.Tape.Apply(operation, call.Input, kernel, bias));
        };
    }
}
