using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Images that are changed in training, each by numbers of its own; outside of training they stay as they are.</summary>
/// <remarks>
/// What is drawn is not what Keras draws: it follows from the model's seed and the layer's name, or from the layer's own seed.
/// </remarks>
internal abstract class ImageAugmentation() : Layer(name: null)
{
    /// <summary>A number, or the two ends of a range; null stands for a missing one.</summary>
    private protected static readonly ArgumentKind<IReadOnlyList<double>> Factor = new(
        "a number or a list of two numbers", Kinds.NumbersOrNull.Parse!, Kinds.NumbersOrNull.Write!,
        factor => factor is { Count: 1 or 2 } && factor.All(double.IsFinite));

    private string _dataFormat = "channels_last";
    private long? _seed;

    /// <summary>The seed of what is drawn; null where it follows from the model's.</summary>
    internal long? Seed
    {
        get => _seed;
        init => _seed = value;
    }

    internal override bool HasOneOutput => false;

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => layer.Inputs.All;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("data_format", ref _dataFormat, Kinds.DataFormat);
        arguments.Accept("seed", ref _seed, Kinds.Seed);
    }

    internal override LayerFunction Bind(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, new SpatialAxes(2, _dataFormat));
        return call => !call.IsTraining ? call.Inputs
            : call.Inputs.Length == 1 ? [spatial.Around(call, x => Change(layer, call.Tape, x))]
            : throw new ArgumentException(
                $"{layer.Place}: it is called on {call.Inputs.Length} tensors; in training it is computed here for images alone.");
    }

    /// <summary>The images (batch, height, width, channels), changed.</summary>
    internal abstract Tensor Change(LayerBinding layer, Tape tape, Tensor x);

    /// <summary>Numbers between two, drawn from the layer's stream.</summary>
    private protected double[] Draw(LayerBinding layer, (double Low, double High) range, int count) =>
        Noise.Uniform(layer, _seed, range.Low, range.High, count);

    /// <summary>The range of a factor: a number is one on both sides of 0, as far as it may go.</summary>
    private protected static (double Low, double High) Range(IReadOnlyList<double> factor, double least = -1) =>
        factor.Count == 1 ? (Math.Max(-Math.Abs(factor[0]), least), Math.Abs(factor[0])) : (factor.Min(), factor.Max());

    /// <summary>A value for each image, the same for all its points.</summary>
    private protected static Tensor Spread(Tape tape, double[] values, Tensor x) =>
        Rearrangement.Expand(tape, TensorValues.Constant(tape, values, [x[0], 1, 1, 1]), x.Dimensions);

    /// <summary>For each image whether it is changed: with a probability that is drawn from a range itself.</summary>
    private protected bool[] Choices(LayerBinding layer, (double Low, double High) probability, int count)
    {
        double[] probabilities = Draw(layer, probability, count);
        return [.. Draw(layer, (0, 1), count).Zip(probabilities, (drawn, most) => drawn < most)];
    }

    /// <summary>Values of one range as those of another, end to end.</summary>
    private protected static Tensor Rescale(Tape tape, Tensor x, IReadOnlyList<double> from, IReadOnlyList<double> to)
    {
        double scale = (to[^1] - to[0]) / (from[^1] - from[0]);
        return scale == 1 && from[0] == to[0] ? x : tape.Apply(new ScaleAndShift(scale, to[0] - (from[0] * scale)), x);
    }

    /// <summary>Each channel of each image under one window, zeros around the image.</summary>
    private protected static Tensor Filter(Tape tape, Tensor x, double[] window, int height, int width)
    {
        double[] kernel = [.. window.SelectMany(weight => Enumerable.Repeat(weight, x[3]))];
        WindowShape shape = WindowShape.Reading(x.Dimensions[1..3], [height, width], [1, 1], [1, 1], "same");
        return tape.Apply(
            new DepthwiseConvolution(shape, x.Dimensions.ToArray()), x, TensorValues.Constant(tape, kernel, [height, width, x[3], 1]));
    }

    /// <summary>max(low, min(high, x)).</summary>
    private protected static Tensor Clip(Tape tape, Tensor x, IReadOnlyList<double> range)
    {
        Tensor low = tape.Apply(Extremum.Maximum, x, Spread(tape, [.. Enumerable.Repeat(range[0], x[0])], x));
        return tape.Apply(Extremum.Minimum, low, Spread(tape, [.. Enumerable.Repeat(range[^1], x[0])], x));
    }
}

/// <summary>Each image turned round with the probability ½.</summary>
/// <remarks>Source: <c>keras.layers.RandomFlip</c>; one draw decides both directions.</remarks>
internal sealed class RandomFlip : ImageAugmentation
{
    private string _mode = "horizontal_and_vertical";

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("mode", ref _mode, Kinds.Choice("horizontal", "vertical", "horizontal_and_vertical"));
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        bool[] turns = [.. Draw(layer, (0, 1), x[0]).Select(drawn => drawn <= 0.5)];
        Tensor turned = x;
        turned = _mode.Contains("horizontal", StringComparison.Ordinal) ? Rearrangement.Flip(tape, turned, 2) : turned;
        turned = _mode.Contains("vertical", StringComparison.Ordinal) ? Rearrangement.Flip(tape, turned, 1) : turned;
        return tape.Apply(new Selection(turns), turned, x);
    }
}

/// <summary>(x − mean)·factor + mean of each channel of each image, within a range of values.</summary>
/// <remarks>Source: <c>keras.layers.RandomContrast</c>: factors from 1 − the lower to 1 + the upper.</remarks>
internal sealed class RandomContrast : ColorAugmentation
{
    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        (double low, double high) = Range(Strength, least: 0);
        double[] factors = Draw(layer, (1 - low, 1 + high), x[0]);
        int points = x[1] * x[2];
        Tensor shares = TensorValues.Constant(tape, [.. Enumerable.Repeat(1.0 / points, x[0] * points)], [x[0], 1, points]);
        Tensor mean = tape.Apply(
            new BatchedProduct(isTransposed: false), shares, Autodiff.Reshape.Of(tape, x, x[0], points, x[3]));
        Tensor middle = Rearrangement.Expand(tape, Autodiff.Reshape.Of(tape, mean, x[0], 1, 1, x[3]), x.Dimensions);
        Tensor difference = tape.Apply(Subtraction.Instance, x, middle);
        Tensor scaled = tape.Apply(Multiplication.Instance, difference, Spread(tape, factors, x));
        return Clip(tape, tape.Apply(Addition.Instance, scaled, middle), ValueRange);
    }
}

/// <summary>Each image brighter or darker by a part of the range of values.</summary>
/// <remarks>Source: <c>keras.layers.RandomBrightness</c>.</remarks>
internal sealed class RandomBrightness : ColorAugmentation
{
    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        double size = ValueRange[^1] - ValueRange[0];
        double[] added = [.. Draw(layer, Range(Strength), x[0]).Select(drawn => drawn * size)];
        return Clip(tape, tape.Apply(Addition.Instance, x, Spread(tape, added, x)), ValueRange);
    }
}
