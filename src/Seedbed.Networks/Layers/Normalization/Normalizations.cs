using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>γ·(x − mean)/√(variance + ε) + β, by the batch in training, else by moving statistics.</summary>
/// <param name="axis">The axis of the features.</param>
/// <param name="momentum">The share of the old in the moving statistics.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <param name="betaInitializer">Of beta; zeros by default.</param>
/// <param name="gammaInitializer">Of gamma; ones by default.</param>
/// <param name="movingMeanInitializer">Of the moving mean; zeros by default.</param>
/// <param name="movingVarianceInitializer">Of the moving variance; ones by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.BatchNormalization</c>.</remarks>
/// <example>
/// <code>
/// Sequential model = new([new Input([64]), new Dense(64, useBias: false), new BatchNormalization(), new Activation("relu")]);
/// </code>
/// </example>
public sealed class BatchNormalization(
    int axis = -1,
    double momentum = 0.99,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    InitializerArgument? betaInitializer = null,
    InitializerArgument? gammaInitializer = null,
    InitializerArgument? movingMeanInitializer = null,
    InitializerArgument? movingVarianceInitializer = null,
    string? name = null) : Layer(name)
{
    private bool _renorm;

    /// <summary>The axis of the features.</summary>
    public int Axis => axis;

    /// <summary>The share of the old in the moving statistics.</summary>
    public double Momentum => momentum;

    /// <summary>What is added to the variance.</summary>
    public double Epsilon => epsilon;

    /// <summary>Whether beta is added.</summary>
    public bool Center => center;

    /// <summary>Whether gamma multiplies.</summary>
    public bool Scale => scale;

    private protected override bool PassesMask => true;

    internal override bool CastsWeights => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Axis("axis", ref axis);
        arguments.Add("momentum", ref momentum, Kinds.Number);
        arguments.Add("epsilon", ref epsilon, Kinds.Number);
        arguments.Add("center", ref center, Kinds.Flag);
        arguments.Add("scale", ref scale, Kinds.Flag);
        arguments.Initializer("beta_initializer", ref betaInitializer, "zeros");
        arguments.Initializer("gamma_initializer", ref gammaInitializer, "ones");
        arguments.Initializer("moving_mean_initializer", ref movingMeanInitializer, "zeros");
        arguments.Initializer("moving_variance_initializer", ref movingVarianceInitializer, "ones");
        arguments.Accept("renorm", ref _renorm, Kinds.Flag);
    }

    internal override void Build(BuiltLayer layer)
    {
        long size = layer.Input[axis];
        NormalizedAxes.BuildScaleAndShift(layer, [size], scale ? gammaInitializer : null, center ? betaInitializer : null);
        layer.Weight("moving_mean", [size], movingMeanInitializer, trainable: false);
        layer.Weight("moving_variance", [size], movingVarianceInitializer, trainable: false);
        if (!_renorm)
        {
            return;
        }

        // Batch renormalization keeps deviations beside the variance: they start at its root.
        Initializer deviation = new SquareRootInitializer(layer.InitializerOf(movingVarianceInitializer));
        layer.Weight("moving_stddev", [size], deviation, trainable: false);
        layer.Weight("renorm_mean", [size], movingMeanInitializer, trainable: false);
        layer.Weight("renorm_stddev", [size], deviation, trainable: false);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        if (_renorm)
        {
            throw layer.Wrong("renorm", "true", "false to be computed here");
        }

        Tensor? gamma = layer.FindWeight("gamma");
        Tensor? beta = layer.FindWeight("beta");
        MovingStatistics statistics = new(layer.Weight("moving_mean"), layer.Weight("moving_variance"), momentum);
        return call =>
        {
            int at = call.Input.Axis(axis);
            if (at < 0 || at >= call.Input.Rank || call.Input[at] != statistics.Count)
            {
                throw layer.Misfit(call.Input, $"one of the size {statistics.Count} along axis {axis}");
            }

            Mask? mask = call.Mask;
            bool fits = mask is null || (at == call.Input.Rank - 1 && call.Input.Dimensions[..^1].SequenceEqual(mask.Dimensions));
            if (!fits)
            {
                throw new ArgumentException(
                    $"{layer.Place}: its mask has the shape {mask!.ShapeText}, and its input {call.Input.ShapeText}; it must have the "
                    + "input's sizes without the last axis, which is the one that is normalized.");
            }

            return AxisOrder.Around(AxisOrder.ToEnd(call.Input.Rank, at), call.Tape, call.Input, x =>
            {
                // A layer that is not trained keeps to its statistics, as Keras's does.
                Tensor normalized = call.IsTraining && layer.Built.IsTrainable
                    ? statistics.NormalizeBatch(call.Tape, x, epsilon, mask)
                    : statistics.Normalize(call.Tape, x, epsilon);
                return ColumnAffine.Of(call.Tape, normalized, gamma, beta);
            });
        };
    }
}

/// <summary>γ·(x − mean)/√(variance + ε) + β over the features of each sample.</summary>
/// <param name="axis">The axis that is normalized.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <param name="betaInitializer">Of beta; zeros by default.</param>
/// <param name="gammaInitializer">Of gamma; ones by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.LayerNormalization</c>.</remarks>
public sealed class LayerNormalization(
    int axis = -1,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    InitializerArgument? betaInitializer = null,
    InitializerArgument? gammaInitializer = null,
    string? name = null) : Layer(name)
{
    private IReadOnlyList<int> _axes = [axis];
    private bool _rmsScaling;

    /// <summary>The axes that are normalized.</summary>
    public IReadOnlyList<int> Axes => _axes;

    /// <summary>What is added to the variance.</summary>
    public double Epsilon => epsilon;

    /// <summary>Whether beta is added.</summary>
    public bool Center => center;

    /// <summary>Whether gamma multiplies.</summary>
    public bool Scale => scale;

    private protected override bool PassesMask => true;

    internal override bool CastsInputs => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("axis", ref _axes, Kinds.Axes);
        arguments.Add("epsilon", ref epsilon, Kinds.Number);
        arguments.Add("center", ref center, Kinds.Flag);
        arguments.Add("scale", ref scale, Kinds.Flag);
        arguments.Initializer("beta_initializer", ref betaInitializer, "zeros");
        arguments.Initializer("gamma_initializer", ref gammaInitializer, "ones");
        arguments.Accept("rms_scaling", ref _rmsScaling, Kinds.Flag);
    }

    internal override void Build(BuiltLayer layer) => NormalizedAxes.BuildScaleAndShift(
        layer, NormalizedAxes.Shape(layer, _axes), _rmsScaling || scale ? gammaInitializer : null,
        !_rmsScaling && center ? betaInitializer : null);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => _rmsScaling
        ? throw layer.Wrong("rms_scaling", "true", "false to be computed here")
        : NormalizedAxes.Rows(
            layer, _axes, () => new RowNormalization(epsilon, centers: true), layer.FindWeight("gamma"), layer.FindWeight("beta"));
}

/// <summary>scale·x/√(mean x² + ε) over the features of each sample; Keras has it since 3.9.</summary>
/// <param name="axis">The axis that is normalized.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.RMSNormalization</c>.</remarks>
public sealed class RMSNormalization(int axis = -1, double epsilon = 1e-6, string? name = null) : Layer(name)
{
    private IReadOnlyList<int> _axes = [axis];

    /// <summary>The axes that are normalized.</summary>
    public IReadOnlyList<int> Axes => _axes;

    /// <summary>What is added to the variance.</summary>
    public double Epsilon => epsilon;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("axis", ref _axes, Kinds.Axes);
        arguments.Add("epsilon", ref epsilon, Kinds.Number);
    }

    internal override void Build(BuiltLayer layer) => layer.Weight("scale", NormalizedAxes.Shape(layer, _axes), new Ones());

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => NormalizedAxes.Rows(
        layer, _axes, () => new RowNormalization(epsilon, centers: false), layer.FindWeight("scale"), null);
}

/// <summary>γ·(x − mean)/√(variance + ε) + β over groups of channels of each sample.</summary>
/// <param name="groups">Their number; −1 for one a channel.</param>
/// <param name="axis">The axis of the features.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <param name="betaInitializer">Of beta; zeros by default.</param>
/// <param name="gammaInitializer">Of gamma; ones by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GroupNormalization</c>.</remarks>
public sealed class GroupNormalization(
    long groups = 32,
    int axis = -1,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    InitializerArgument? betaInitializer = null,
    InitializerArgument? gammaInitializer = null,
    string? name = null) : Layer(name)
{
    /// <summary>The number of groups; −1 for one a channel.</summary>
    public long Groups => groups;

    /// <summary>The axis of the features.</summary>
    public int Axis => axis;

    /// <summary>What is added to the variance.</summary>
    public double Epsilon => epsilon;

    /// <summary>Whether beta is added.</summary>
    public bool Center => center;

    /// <summary>Whether gamma multiplies.</summary>
    public bool Scale => scale;

    private protected override bool PassesMask => true;

    internal override bool CastsInputs => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("groups", ref groups, Kinds.Whole);
        arguments.Axis("axis", ref axis);
        arguments.Add("epsilon", ref epsilon, Kinds.Number);
        arguments.Add("center", ref center, Kinds.Flag);
        arguments.Add("scale", ref scale, Kinds.Flag);
        arguments.Initializer("beta_initializer", ref betaInitializer, "zeros");
        arguments.Initializer("gamma_initializer", ref gammaInitializer, "ones");
    }

    internal override void Build(BuiltLayer layer)
    {
        long size = layer.Input[axis];
        bool fits = groups == -1 || (groups >= 1 && size % groups == 0);
        NormalizedAxes.BuildScaleAndShift(
            layer,
            fits ? [size] : throw layer.Wrong(
                "groups", $"{groups}", $"a divisor of the size {size} along axis {axis}, or -1 for a group of each"),
            scale ? gammaInitializer : null, center ? betaInitializer : null);
    }

    /// <summary>The channels of each group, with all points of an example, are one row.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        int asked = checked((int)groups);
        Tensor? gamma = layer.FindWeight("gamma");
        Tensor? beta = layer.FindWeight("beta");
        return call =>
        {
            Tensor x = call.Input;
            int at = x.Axis(axis);
            NormalizedAxes.Check(layer, x, [at], gamma ?? beta);
            int count = asked == -1 ? x[at] : asked;
            if (count < 1 || x[at] % count != 0)
            {
                throw layer.Misfit(x, $"one whose size along axis {axis} is a multiple of {count}, the groups");
            }

            AxisOrder channelsFirst = new([0, at, .. Enumerable.Range(1, x.Rank - 1).Where(other => other != at)]);
            Tensor moved = channelsFirst.Apply(call.Tape, x);
            Tensor rows = call.Tape.Apply(
                new RowNormalization(epsilon, centers: true),
                Autodiff.Reshape.Of(call.Tape, moved, x[0] * count, -1));
            Tensor normalized = channelsFirst.Undo(
                call.Tape, Autodiff.Reshape.Of(call.Tape, rows, moved.Dimensions));
            return AxisOrder.Around(
                AxisOrder.ToEnd(x.Rank, at), call.Tape, normalized, last => ColumnAffine.Of(call.Tape, last, gamma, beta));
        };
    }
}

/// <summary>x/√Σx² along some axes of each sample: vectors of the length 1.</summary>
/// <remarks>Source: <c>keras.layers.UnitNormalization</c>.</remarks>
internal sealed class UnitNormalization() : Layer(name: null)
{
    /// <summary>What Keras divides by at least.</summary>
    private const double SmallestLength = 1e-12;

    private IReadOnlyList<int> _axes = [-1];

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments) => arguments.Add("axis", ref _axes, Kinds.Axes);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call =>
    {
        Tape tape = call.Tape;
        int[] own = [.. _axes.Select(call.Input.Axis).Order()];
        NormalizedAxes.Check(layer, call.Input, own, null);
        return AxisOrder.Around(AxisOrder.ToEnd(call.Input.Rank, own), tape, call.Input, x => Autodiff.Reshape.Of(
            tape,
            tape.Apply(
                new UnitVectors(SmallestLength), Autodiff.Reshape.Of(tape, x, -1, x.CountIn((x.Rank - own.Length)..))),
            x.Dimensions));
    };
}
