using Seedbed.Networks.Autodiff;

namespace Seedbed.Networks.Forwards;

/// <summary>Activations as layers of their own.</summary>
internal static class ActivationForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } = [LayerForward.Of("Activation", Activation)];

    private static Func<ForwardCall, Tensor> Activation(LayerBinding layer)
    {
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer);
        return call => activation(call.Tape, call.Input);
    }
}
