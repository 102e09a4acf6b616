using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>An activation by its Keras name.</summary>
/// <param name="activation">The name: <c>relu</c>, <c>tanh</c>, <c>softmax</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Activation</c>.</remarks>
public sealed class Activation(string activation, string? name = null) : Layer(name)
{
    /// <summary>The activation's Keras name.</summary>
    public string Function => activation;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments) => arguments.Activation("activation", ref activation);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        Func<Tape, Tensor, Tensor> function = Activations.Of(layer, activation);
        return call => function(call.Tape, call.Input);
    }
}

/// <summary>max(0, x); with a slope for x below the threshold, and a largest value.</summary>
/// <param name="maxValue">The largest value; null for any.</param>
/// <param name="negativeSlope">The slope below the threshold.</param>
/// <param name="threshold">Where the ramp begins.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.ReLU</c>.</remarks>
public sealed class ReLU(double? maxValue = null, double negativeSlope = 0, double threshold = 0, string? name = null) : Layer(name)
{
    /// <summary>The largest value; null for any.</summary>
    public double? MaxValue => maxValue;

    /// <summary>The slope below the threshold.</summary>
    public double NegativeSlope => negativeSlope;

    /// <summary>Where the ramp begins.</summary>
    public double Threshold => threshold;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("max_value", ref maxValue, Kinds.NotNegativeOrNull);
        arguments.Add("negative_slope", ref negativeSlope, Kinds.NotNegative);
        arguments.Add("threshold", ref threshold, Kinds.NotNegative);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) =>
        Elementwise(negativeSlope == 0 && maxValue is null && threshold == 0
            ? new ReluOperation()
            : new BoundedRelu(negativeSlope, maxValue ?? double.PositiveInfinity, threshold));
}

/// <summary>x where it is positive, else slope·x.</summary>
/// <param name="negativeSlope">The slope below 0.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.LeakyReLU</c>.</remarks>
public sealed class LeakyReLU(double negativeSlope = 0.3, string? name = null) : Layer(name)
{
    /// <summary>The slope below 0.</summary>
    public double NegativeSlope => negativeSlope;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        // Keras 2 calls it alpha.
        arguments.Accept("alpha", ref negativeSlope, Kinds.Number);
        arguments.Add("negative_slope", ref negativeSlope, Kinds.NotNegative);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) =>
        Elementwise(new BoundedRelu(negativeSlope, double.PositiveInfinity, 0));
}

/// <summary>α·(eˣ − 1) below 0, x above.</summary>
/// <remarks>Source: <c>keras.layers.ELU</c>.</remarks>
internal sealed class ELU() : Layer(name: null)
{
    private double _alpha = 1;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments) => arguments.Add("alpha", ref _alpha, Kinds.Number);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => Elementwise(new EluOperation(_alpha));
}

/// <summary>x above a threshold, else 0. Of Keras 2.</summary>
internal sealed class ThresholdedReLU() : Layer(name: null)
{
    private double _theta = 1;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments) => arguments.Add("theta", ref _theta, Kinds.Number);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => Elementwise(new Threshold(_theta, defaultValue: 0));
}

/// <summary>eˣ over its sum along an axis.</summary>
/// <remarks>Source: <c>keras.layers.Softmax</c>.</remarks>
internal sealed class Softmax() : Layer(name: null)
{
    /// <summary>What stands in the place of what is masked, as in Keras.</summary>
    private const double Hidden = -1e9;

    private IReadOnlyList<int> _axis = [-1];

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments) => arguments.Add("axis", ref _axis, Kinds.Axes);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        int axis = _axis is [int only] ? only : throw layer.Wrong("axis", Kinds.Axes.Text(_axis), "one axis to be computed here");
        return call =>
        {
            Mask? mask = call.Mask is { IsFull: false } given ? Fitting(layer, given, call.Input) : null;
            Tensor seen = mask is null ? call.Input : call.Tape.Apply(new Selection(mask.Values, Hidden), call.Input);
            Tensor shares = AxisOrder.Around(
                AxisOrder.ToEnd(call.Input.Rank, call.Input.Axis(axis)), call.Tape, seen,
                x => call.Tape.Apply(new Autodiff.Softmax(), x));
            return mask is null ? shares : mask.Keep(call.Tape, shares);
        };
    }

    private static Mask Fitting(LayerBinding layer, Mask mask, Tensor x) =>
        mask.Rank <= x.Rank
            && Enumerable.Range(1, mask.Rank).All(axis => mask.Dimensions[^axis] == 1 || mask.Dimensions[^axis] == x[-axis])
            ? mask.Expand(x.Dimensions)
            : throw new ArgumentException(
                $"{layer.Place}: its mask has the shape {mask.ShapeText}, which does not broadcast to its input, {x.ShapeText}; each of "
                + "its last sizes must be 1 or that of the input.");
}

/// <summary>What it is given.</summary>
/// <remarks>Source: <c>keras.layers.Identity</c>.</remarks>
internal sealed class Identity() : Layer(name: null)
{
    internal override bool HasOneOutput => false;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => layer.Inputs.All;

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call => call.Input;
}

/// <summary>x where it is positive, else α·x, α learned.</summary>
/// <param name="alphaInitializer">Of α; zeros by default.</param>
/// <param name="sharedAxes">Axes along which α is the same, from 1 on; null for none.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.PReLU</c>.</remarks>
public sealed class PReLU(
    InitializerArgument? alphaInitializer = null,
    IReadOnlyList<int>? sharedAxes = null,
    string? name = null) : Layer(name)
{
    /// <summary>Axes along which α is the same, from 1 on; null for none.</summary>
    public IReadOnlyList<int>? SharedAxes => sharedAxes;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Initializer("alpha_initializer", ref alphaInitializer, "zeros");
        arguments.Add("shared_axes", ref sharedAxes, Kinds.AxesOrNull);
    }

    /// <summary>A slope for each element of an input, one for all along shared axes; axis 1 is the first behind the batch.</summary>
    internal override void Build(BuiltLayer layer)
    {
        PartialShape input = layer.Input;
        int rank = input.Rank - 1;
        HashSet<int> shared = [.. (sharedAxes ?? []).Select(axis => axis - 1 < 0 ? axis - 1 + rank : axis - 1)];
        if (shared.Any(axis => axis < 0 || axis >= rank))
        {
            throw layer.Wrong("shared_axes", Kinds.AxesOrNull.Text(sharedAxes), $"a list of axes from 1 to {rank}");
        }

        layer.Weight(
            "alpha", [.. Enumerable.Range(0, Math.Max(0, rank)).Select(axis => shared.Contains(axis) ? 1 : input[axis + 1])],
            alphaInitializer);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        Tensor alpha = layer.Weight("alpha");
        return call =>
        {
            bool fits = call.Input.Rank == alpha.Rank + 1
                && Enumerable.Range(0, alpha.Rank).All(axis => alpha[axis] == 1 || alpha[axis] == call.Input[axis + 1]);
            return fits
                ? call.Tape.Apply(new PReluOperation(), call.Input, Rearrangement.Expand(call.Tape, alpha, call.Input.Dimensions))
                : throw layer.Misfit(call.Input, $"one for slopes of the shape {alpha.ShapeText}");
        };
    }
}
