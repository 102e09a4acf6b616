using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>A step all of whose features are one value holds nothing: it becomes 0, and the layers behind leave it out.</summary>
/// <remarks>Source: <c>keras.layers.Masking</c>.</remarks>
internal sealed class Masking() : Layer(name: null)
{
    private double _maskValue;

    internal override void Declare(ArgumentList arguments) => arguments.Add("mask_value", ref _maskValue, Kinds.Number);

    internal override bool SupportsMasking(LayerBinding layer) => true;

    internal override void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs) =>
        call.Masks.Set(outputs[0], MaskOf(layer, call));

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) =>
        call => MaskOf(layer, call).Keep(call.Tape, call.Input);

    private Mask MaskOf(LayerBinding layer, ForwardCall call) => call.Input.Rank > 1
        ? Mask.Unequal(call.Input, _maskValue).AnyOfLast()
        : throw layer.Misfit(call.Input, "[batch, …, features]");
}
