using System.Text.Json;
using Seedbed.Networks.Autodiff;
using Seedbed.Networks.Autodiff.Operations.Activations;
using Seedbed.Networks.Autodiff.Operations.Shaping;

namespace Seedbed.Networks.Forwards;

/// <summary>Activations as layers of their own.</summary>
internal static class ActivationForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        LayerForward.Of("Activation", Activation),
        LayerForward.Of("ReLU", layer => Apply(Rectifier(layer))),
        LayerForward.Of("LeakyReLU", layer => Apply(new BoundedRelu(Number(layer, Number(layer, 0.3, "alpha"), "negative_slope"), double.PositiveInfinity, 0))),
        LayerForward.Of("ELU", layer => Apply(new Elu(Number(layer, 1, "alpha")))),
        LayerForward.Of("ThresholdedReLU", layer => Apply(new Threshold(Number(layer, 1, "theta"), defaultValue: 0))),
        LayerForward.Of("PReLU", Parametric),
        LayerForward.Of("Softmax", Normalized),
        LayerForward.Of("Identity", _ => call => call.Input),
    ];

    /// <summary>A number, or the default where the key is absent or null.</summary>
    internal static double Number(LayerBinding layer, double defaultValue, string key) => layer.Config.Find(key) switch
    {
        null => defaultValue,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        _ => throw layer.Config.Wrong(key, "a number"),
    };

    private static Func<ForwardCall, Tensor> Apply(Operation operation) => call => call.Tape.Apply(operation, call.Input);

    private static Func<ForwardCall, Tensor> Activation(LayerBinding layer)
    {
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer);
        return call => activation(call.Tape, call.Input);
    }

    private static ElementOperation Rectifier(LayerBinding layer)
    {
        (double slope, double most, double threshold) = (Number(layer, 0, "negative_slope"), Number(layer, double.PositiveInfinity, "max_value"), Number(layer, 0, "threshold"));
        return slope == 0 && double.IsInfinity(most) && threshold == 0 ? new Relu() : new BoundedRelu(slope, most, threshold);
    }

    private static Func<ForwardCall, Tensor> Parametric(LayerBinding layer)
    {
        Tensor alpha = layer.Weight("alpha");
        return call =>
        {
            bool fits = call.Input.Rank == alpha.Rank + 1 && Enumerable.Range(0, alpha.Rank).All(axis => alpha[axis] == 1 || alpha[axis] == call.Input[axis + 1]);
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
        return call => AxisOrder.Around(AxisOrder.ToEnd(call.Input.Rank, call.Input.Axis(axis)), call.Tape, call.Input, x => call.Tape.Apply(new Softmax(), x));
    }
}
