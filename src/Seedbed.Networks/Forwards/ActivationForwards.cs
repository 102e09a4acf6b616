using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Activations;
using Seedbed.Autodiff.Operations.Shaping;

namespace Seedbed.Networks.Forwards;

/// <summary>Activations as layers of their own.</summary>
internal static class ActivationForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        LayerForward.Of("Activation", Activation),
        LayerForward.Of("ReLU", layer => Apply(Rectifier(layer))),
        LayerForward.Of("LeakyReLU", layer => Apply(new BoundedRelu(Slope(layer), double.PositiveInfinity, 0))),
        LayerForward.Of("ELU", layer => Apply(new Elu(layer.Config.NumberOrNull("alpha") ?? 1))),
        LayerForward.Of("ThresholdedReLU", layer => Apply(new Threshold(layer.Config.NumberOrNull("theta") ?? 1, defaultValue: 0))),
        LayerForward.Of("PReLU", Parametric),
        LayerForward.Of("Softmax", Normalized),
        LayerForward.Of("Identity", _ => call => call.Input),
    ];

    /// <summary>Keras 2 calls it alpha.</summary>
    private static double Slope(LayerBinding layer) =>
        layer.Config.NumberOrNull("negative_slope") ?? layer.Config.NumberOrNull("alpha") ?? 0.3;

    private static Func<ForwardCall, Tensor> Apply(Operation operation) => call => call.Tape.Apply(operation, call.Input);

    private static Func<ForwardCall, Tensor> Activation(LayerBinding layer)
    {
        _ = layer.Config.FindOrNull("activation")
            ?? throw layer.Config.Wrong("activation", "the name of one of Keras's activations, or null");
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer);
        return call => activation(call.Tape, call.Input);
    }

    private static ElementOperation Rectifier(LayerBinding layer)
    {
        double slope = layer.Config.NumberOrNull("negative_slope") ?? 0;
        double most = layer.Config.NumberOrNull("max_value") ?? double.PositiveInfinity;
        double threshold = layer.Config.NumberOrNull("threshold") ?? 0;
        return slope == 0 && double.IsInfinity(most) && threshold == 0 ? new Relu() : new BoundedRelu(slope, most, threshold);
    }

    private static Func<ForwardCall, Tensor> Parametric(LayerBinding layer)
    {
        Tensor alpha = layer.Weight("alpha");
        return call =>
        {
            bool fits = call.Input.Rank == alpha.Rank + 1
                && Enumerable.Range(0, alpha.Rank).All(axis => alpha[axis] == 1 || alpha[axis] == call.Input[axis + 1]);
            return fits
                ? call.Tape.Apply(new PRelu(), call.Input, Rearrangement.Expand(call.Tape, alpha, call.Input.Dimensions))
                : throw layer.Misfit(call.Input, $"one for slopes of the shape {alpha.ShapeText}");
        };
    }

    private static Func<ForwardCall, Tensor> Normalized(LayerBinding layer)
    {
        int axis = layer.Config.Axes("axis") switch
        {
            null => -1,
            [int only] => only,
            _ => throw layer.Config.Wrong("axis", "one axis to be computed here"),
        };
        return call =>
            AxisOrder.Around(
                AxisOrder.ToEnd(call.Input.Rank, call.Input.Axis(axis)), call.Tape, call.Input, x => call.Tape.Apply(new Softmax(), x));
    }
}
