using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>y = γ·x along the channels, γ small at first.</summary>
/// <remarks>
/// Source: <c>keras.applications.convnext</c>, whose variable has no name but that of its attribute; Touvron et al. 2021, equation 4.
/// </remarks>
internal sealed class LayerScale() : Layer(name: null)
{
    private double _initValues = double.NaN;
    private long _projectionDim;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("init_values", ref _initValues, Kinds.Number);
        arguments.Add("projection_dim", ref _projectionDim, Kinds.Size);
    }

    internal override void Build(BuiltLayer layer) => layer.Weight("gamma", [_projectionDim], new Constant(_initValues));

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        Tensor gamma = layer.Weight("gamma");
        return call =>
        {
            layer.CheckFeatures(call.Input, gamma.Count);
            return call.Tape.Apply(Multiplication.Instance, call.Input, Rearrangement.Expand(call.Tape, gamma, call.Input.Dimensions));
        };
    }
}

/// <summary>In training whole samples are 0 with the probability of the rate, and the others divided by 1 − rate.</summary>
/// <remarks>Source: <c>keras.applications.convnext</c>; Huang et al. 2016, equation 2.</remarks>
internal sealed class StochasticDepth() : Layer(name: null)
{
    private double _rate = double.NaN;

    internal override void Declare(ArgumentList arguments) => arguments.Add("drop_path_rate", ref _rate, Kinds.Rate);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        double rate = Noise.Rate(layer, "drop_path_rate", _rate);
        return Noise.Dropout(layer, rate, seed: null, x => [x[0], .. Enumerable.Repeat(1, x.Rank - 1)]);
    }
}

/// <summary>y = a + scale·b.</summary>
/// <remarks>Source: <c>keras.applications.inception_resnet_v2</c>.</remarks>
internal sealed class CustomScaleLayer() : Layer(name: null)
{
    private double _scale = double.NaN;

    internal override bool TakesList => true;

    internal override void Declare(ArgumentList arguments) => arguments.Add("scale", ref _scale, Kinds.Number);

    private protected override PartialShape OutputShape(BuiltLayer layer) => layer.Inputs.All[0];

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call =>
        call.Inputs is [var a, var b] && a.Dimensions.SequenceEqual(b.Dimensions)
            ? call.Tape.Apply(Addition.Instance, a, call.Tape.Apply(new ScaleAndShift(_scale), b))
            : throw new ArgumentException(
                $"{layer.Place}: it is called on {call.Inputs.Length} tensors; it must be called on two of one shape.");
}
