using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>y = scale·x + offset.</summary>
/// <param name="scale">The factor.</param>
/// <param name="offset">What is added.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Rescaling</c>.</remarks>
public sealed class Rescaling(double scale, double offset = 0, string? name = null) : Layer(name)
{
    private IReadOnlyList<double>? _scale = double.IsNaN(scale) ? null : [scale];
    private IReadOnlyList<double>? _offset = [offset];

    /// <summary>The factor, or one for each channel.</summary>
    public IReadOnlyList<double> Scale => _scale ?? [];

    /// <summary>What is added, or a number for each channel.</summary>
    public IReadOnlyList<double> Offset => _offset ?? [];

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("scale", ref _scale, ChannelAffine.Numbers);
        arguments.Add("offset", ref _offset, ChannelAffine.Numbers);
    }

    /// <summary>scale·x + offset; each a number, or a list of them for the channels.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        if (_scale is [double factor] && _offset is [double added])
        {
            ScaleAndShift operation = new(factor, added);
            return call => call.Tape.Apply(operation, call.Input);
        }

        return call => ChannelAffine.Of(
            call, TensorValues.Constant(call.Tape, [.. _scale!]), TensorValues.Constant(call.Tape, [.. _offset!]));
    }
}

/// <summary>y = (x − mean)/√variance along an axis, by given numbers or by weights.</summary>
/// <param name="axis">The axis of the features.</param>
/// <param name="mean">The means; weights, 0 at first, where it is null.</param>
/// <param name="variance">The variances; weights, 1 at first, where it is null.</param>
/// <param name="invert">Whether y = mean + √variance·x.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Normalization</c>.</remarks>
public sealed class Normalization(
    int axis = -1,
    IReadOnlyList<double>? mean = null,
    IReadOnlyList<double>? variance = null,
    bool invert = false,
    string? name = null) : Layer(name)
{
    /// <summary>The smallest deviation that is divided by: <c>keras.config.epsilon()</c>.</summary>
    private const double SmallestDeviation = 1e-7;

    private static readonly ArgumentKind<IReadOnlyList<int>> s_axes =
        Kinds.Axes with { HasNull = true, Null = [], Write = axes => axes.Count == 0 ? null : Kinds.Axes.Write(axes) };

    private IReadOnlyList<int> _axes = [axis];

    /// <summary>The axes of the features.</summary>
    public IReadOnlyList<int> Axes => _axes;

    /// <summary>The means; null where they are weights.</summary>
    public IReadOnlyList<double>? Mean => mean;

    /// <summary>The variances; null where they are weights.</summary>
    public IReadOnlyList<double>? Variance => variance;

    /// <summary>Whether y = mean + √variance·x.</summary>
    public bool Invert => invert;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        // An explicit null means no axis: one mean over everything.
        arguments.Add("axis", ref _axes, s_axes);
        arguments.Add("mean", ref mean, Kinds.NumbersOrNull);
        arguments.Add("variance", ref variance, Kinds.NumbersOrNull);
        arguments.Add("invert", ref invert, Kinds.Flag);
    }

    /// <summary>Given statistics are constants; without them the layer has weights that adapt() sets.</summary>
    internal override void Build(BuiltLayer layer)
    {
        if (mean is not null)
        {
            return;
        }

        long[] shape = NormalizedAxes.Shape(layer, _axes);
        layer.Weight("mean", shape, new Zeros(), trainable: false);
        layer.Weight("variance", shape, new Ones(), trainable: false);
        layer.Weight("count", [], new Zeros(), trainable: false, DType.Int32);
    }

    /// <summary>Sets the means and variances to those of samples, as Keras's <c>adapt</c>: before the model is trained.</summary>
    /// <typeparam name="T">The numbers' type.</typeparam>
    /// <param name="samples">Row-major, a whole number of samples of the shape that the layer was built on, without the batch.</param>
    /// <param name="sample">The sizes of one sample.</param>
    /// <exception cref="ArgumentException">There is no sample, or the sizes do not fit the layer's means.</exception>
    /// <exception cref="InvalidOperationException">The layer was given its means, or no model that is built has it.</exception>
    public void Adapt<T>(ReadOnlySpan<T> samples, params ReadOnlySpan<int> sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (mean is not null)
        {
            throw new InvalidOperationException(
                $"the layer '{Name.Excerpt()}' (Normalization) was given its means; make one without them to adapt it.");
        }

        Weight means = Weights[0];
        int[] sizes = [1, .. sample];
        int[] own = [.. _axes.Select(axis => axis < 0 ? axis + sizes.Length : axis).Order()];
        int length = sizes.Aggregate(1, (product, size) => product * size);
        bool fits = length > 0 && samples.Length > 0 && samples.Length % length == 0 && own.All(axis => axis > 0 && axis < sizes.Length)
            && own.Select(axis => (long)sizes[axis]).SequenceEqual(means.Shape.Dimensions.ToArray());
        if (!fits)
        {
            throw new ArgumentException(
                $"{samples.Length} numbers are given to the layer '{Name.Excerpt()}' (Normalization) as samples of the sizes "
                + $"[{string.Join(", ", sizes.Skip(1).Select(size => $"{size}"))}], and its means are {means.Shape}; give whole samples of "
                + "its input's shape.");
        }

        (double[] sums, double[] squares) = (new double[means.Value.Count], new double[means.Value.Count]);
        double count = samples.Length / (double)sums.Length;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                int feature = FeatureOf(i % length, sizes, own);
                double value = double.CreateTruncating(samples[i]);
                double distance = value - (sums[feature] / count);
                (sums[feature], squares[feature]) = pass == 0
                    ? (sums[feature] + value, 0)
                    : (sums[feature], squares[feature] + (distance * distance));
            }
        }

        means.Set<double>([.. sums.Select(sum => sum / count)]);
        Weights[1].Set<double>([.. squares.Select(sum => sum / count)]);
    }

    /// <summary>The place among the features of an element of a sample.</summary>
    private static int FeatureOf(int element, int[] sizes, int[] axes)
    {
        int feature = 0;
        int stride = 1;
        for (int axis = sizes.Length - 1; axis > 0; axis--)
        {
            bool isOwn = axes.Contains(axis);
            feature += isOwn ? element % sizes[axis] * stride : 0;
            stride *= isOwn ? sizes[axis] : 1;
            element /= sizes[axis];
        }

        return feature;
    }

    /// <summary>(x − mean) / max(√variance, 1e−7), or back.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        Tensor? meanWeight = layer.FindWeight("mean");
        Tensor? varianceWeight = layer.FindWeight("variance");
        return call =>
        {
            double[] means = meanWeight is null ? [.. mean ?? [0]] : TensorValues.All(meanWeight);
            double[] variances = varianceWeight is null ? [.. variance ?? [1]] : TensorValues.All(varianceWeight);
            double[] deviations = [.. variances.Select(each => Math.Max(Math.Sqrt(each), SmallestDeviation))];
            double[] factors = [.. deviations.Select(deviation => invert ? deviation : 1 / deviation)];
            double[] added = [.. means.Select((each, i) => invert ? each : -each / deviations[i % deviations.Length])];
            return ChannelAffine.Of(call, ChannelAffine.Along(layer, call, factors, _axes), ChannelAffine.Along(layer, call, added, _axes));
        };
    }
}

/// <summary>x·a + b, a and b being constants along some axes.</summary>
internal static class ChannelAffine
{
    /// <summary>A number or a list of them; null stands for a missing one.</summary>
    internal static ArgumentKind<IReadOnlyList<double>?> Numbers { get; } = Kinds.NumbersOrNull with
    {
        Accepts = values => values is not null && values.All(double.IsFinite),
        Write = values => values is [double one] ? one : Kinds.NumbersOrNull.Write(values),
    };

    internal static Tensor Of(ForwardCall call, Tensor scale, Tensor shift)
    {
        Tape tape = call.Tape;
        Tensor scaled = tape.Apply(Multiplication.Instance, call.Input, Rearrangement.Expand(tape, scale, call.Input.Dimensions));
        return tape.Apply(Addition.Instance, scaled, Rearrangement.Expand(tape, shift, call.Input.Dimensions));
    }

    /// <summary>Values along some axes of the input, the same for all others.</summary>
    internal static Tensor Along(LayerBinding layer, ForwardCall call, double[] values, IReadOnlyList<int> axes)
    {
        int[] own = [.. axes.Select(call.Input.Axis)];
        int[] sizes =
            [.. Enumerable.Range(0, call.Input.Rank).Select(axis => own.Contains(axis) && values.Length > 1 ? call.Input[axis] : 1)];
        return sizes.Aggregate(1, (product, size) => product * size) == values.Length
            ? TensorValues.Constant(call.Tape, values, sizes)
            : throw layer.Misfit(
                call.Input, $"one with {values.Length} elements along the axes {string.Join(", ", axes.Select(axis => $"{axis}"))}");
    }
}
