using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Images whose colors are changed by a factor, within a range of values.</summary>
internal abstract class ColorAugmentation : ImageAugmentation
{
    private IReadOnlyList<double> _factor = null!;
    private IReadOnlyList<double> _valueRange = [0, 255];

    /// <summary>Keras's <c>factor</c>: a number, or the two ends of a range.</summary>
    internal IReadOnlyList<double> Strength
    {
        get => _factor;
        init => _factor = value;
    }

    /// <summary>The two ends of the values of images.</summary>
    internal IReadOnlyList<double> ValueRange
    {
        get => _valueRange;
        init => _valueRange = value;
    }

    /// <summary>What the factor may be.</summary>
    private protected virtual ArgumentKind<IReadOnlyList<double>> Strengths => Factor;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("factor", ref _factor, Strengths);
        arguments.Accept("value_range", ref _valueRange, Factor);
        base.Declare(arguments);
    }
}

/// <summary>Each image in shades of gray, with a probability: 0.2989·red + 0.587·green + 0.114·blue.</summary>
/// <remarks>Source: <c>keras.layers.RandomGrayscale</c>, <c>rgb_to_grayscale</c>.</remarks>
internal sealed class RandomGrayscale : ImageAugmentation
{
    private double _factor = 0.5;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("factor", ref _factor, Kinds.Rate);
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        bool[] turns = [.. Draw(layer, (0, 1), x[0]).Select(drawn => drawn < _factor)];
        return tape.Apply(new Selection(turns), Gray(layer, tape, x), x);
    }

    /// <summary>The gray in all three channels.</summary>
    internal static Tensor Gray(LayerBinding layer, Tape tape, Tensor x)
    {
        double[] shares = [0.2989, 0.587, 0.114];
        Tensor kernel = Autodiff.Reshape.Of(
            tape, TensorValues.Constant(tape, [.. shares.SelectMany(share => Enumerable.Repeat(share, 3))]), 3, 3);
        return x[3] == 1 ? x
            : x[3] == 3 ? tape.Apply(DenseProduct.Instance, x, kernel)
            : throw layer.Misfit(x, "a batch of images of one channel, or of three: red, green and blue");
    }
}

/// <summary>Each image a part of the way to its shades of gray, within a range of values.</summary>
/// <remarks>Source: <c>keras.layers.RandomColorDegeneration</c>.</remarks>
internal sealed class RandomColorDegeneration : ColorAugmentation
{
    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        Tensor shares = Spread(tape, Draw(layer, Range(Strength), x[0]), x);
        Tensor way = tape.Apply(Subtraction.Instance, RandomGrayscale.Gray(layer, tape, x), x);
        return Clip(tape, tape.Apply(Addition.Instance, x, tape.Apply(Multiplication.Instance, shares, way)), ValueRange);
    }
}

/// <summary>Each image turned into its negative, with a probability that is drawn from a range.</summary>
/// <remarks>Source: <c>keras.layers.RandomInvert</c>.</remarks>
internal sealed class RandomInvert : ImageAugmentation
{
    private IReadOnlyList<double> _factor = [1];
    private IReadOnlyList<double> _valueRange = [0, 255];

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("factor", ref _factor, Factor);
        arguments.Accept("value_range", ref _valueRange, Factor);
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        bool[] turns = Choices(layer, Range(_factor, least: 0), x[0]);
        return tape.Apply(new Selection(turns), tape.Apply(new ScaleAndShift(-1, _valueRange[^1]), x), x);
    }
}

/// <summary>Values of 0 to 255 with a number added, and those that reach a threshold turned into 255 − x.</summary>
/// <remarks>Source: <c>keras.layers.Solarization</c>.</remarks>
internal sealed class Solarization : ImageAugmentation
{
    private IReadOnlyList<double> _additionFactor = [0];
    private IReadOnlyList<double> _thresholdFactor = [0];
    private IReadOnlyList<double> _valueRange = [0, 255];

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("addition_factor", ref _additionFactor, Factor);
        arguments.Accept("threshold_factor", ref _thresholdFactor, Factor);
        arguments.Accept("value_range", ref _valueRange, Factor);
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        const double White = 255;
        (double low, double size) = (_valueRange.Min(), (_valueRange.Max() - _valueRange.Min()) / White);
        double[] added = Draw(layer, Ends(_additionFactor), x[0]);
        double[] thresholds = Draw(layer, Ends(_thresholdFactor), x[0]);
        Tensor scaled = tape.Apply(new ScaleAndShift(1 / size, -low / size), x);
        Tensor raised = Clip(tape, tape.Apply(Addition.Instance, scaled, Spread(tape, added, x)), [0, White]);
        int count = x.CountIn(1..);
        bool[] stay = [.. TensorValues.All(raised).Select((value, i) => value < thresholds[i / count])];
        Tensor solarized = tape.Apply(new Selection(stay), raised, tape.Apply(new ScaleAndShift(-1, White), raised));
        return tape.Apply(new ScaleAndShift(size, low), solarized);

        // As in Keras, the upper end alone is a part of 255, and a number is the upper end of a range from 0 on.
        static (double Low, double High) Ends(IReadOnlyList<double> factor) =>
            factor.Count == 1 ? (0, Math.Abs(factor[0]) * White) : (factor.Min(), factor.Max() * White);
    }
}

/// <summary>Each image slanted: the value at (x, y) is that at (x + sx·y, y + sy·x).</summary>
/// <remarks>Source: <c>keras.layers.RandomShear</c>; one draw turns both directions.</remarks>
internal sealed class RandomShear : AffineAugmentation
{
    private IReadOnlyList<double> _xFactor = [0];
    private IReadOnlyList<double> _yFactor = [0];

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("x_factor", ref _xFactor, Factor);
        arguments.Accept("y_factor", ref _yFactor, Factor);
        base.Declare(arguments);
    }

    private protected override double[][] Maps(LayerBinding layer, Tensor x)
    {
        double[] signs = [.. Draw(layer, (0, 1), x[0]).Select(drawn => drawn > 0.5 ? -1.0 : 1)];
        double[] down = Draw(layer, Range(_yFactor), x[0]);
        double[] across = Draw(layer, Range(_xFactor), x[0]);
        return [.. signs.Select((sign, image) => new[] { 1, sign * across[image], 0, sign * down[image], 1, 0 })];
    }
}
