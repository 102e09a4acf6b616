using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Each image with its hues turned by up to half a circle, one way or the other.</summary>
/// <remarks>Source: <c>keras.layers.RandomHue</c>.</remarks>
internal sealed class RandomHue : ColorAugmentation
{
    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        double[] signs = [.. Draw(layer, (0, 1), x[0]).Select(drawn => drawn > 0.5 ? -0.5 : 0.5)];
        double[] turns = [.. Draw(layer, Range(Strength, least: 0), x[0]).Zip(signs, (factor, sign) => factor * sign)];
        HueSaturationValue colors = HueSaturationValue.Of(layer, tape, Rescale(tape, x, ValueRange, [0, 1]));
        Tensor hue = tape.Apply(Addition.Instance, colors.Hue, Spread(tape, turns, colors.Hue));
        Tensor around = (colors with { Hue = HueSaturationValue.Wrap(tape, hue) }).ToColors(tape);
        return Rescale(tape, Clip(tape, around, [0, 1]), [0, 1], ValueRange);
    }
}

/// <summary>Each image with its saturation times f/(1 − f) of a factor f: ½ leaves it, 0 makes it gray.</summary>
/// <remarks>
/// Source: <c>keras.layers.RandomSaturation</c>, which takes the colors as they are and keeps saturations in the range of values.
/// </remarks>
internal sealed class RandomSaturation : ColorAugmentation
{
    private const double Epsilon = 1e-7;

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        double[] factors = [.. Draw(layer, Range(Strength), x[0]).Select(factor => factor / (1 - factor + Epsilon))];
        HueSaturationValue colors = HueSaturationValue.Of(layer, tape, x);
        Tensor saturation = tape.Apply(Multiplication.Instance, colors.Saturation, Spread(tape, factors, colors.Saturation));
        return (colors with { Saturation = Clip(tape, saturation, [ValueRange.Min(), ValueRange.Max()]) }).ToColors(tape);
    }
}

/// <summary>Brightness, contrast, saturation and hue, each changed where its factor is given.</summary>
/// <remarks>Source: <c>keras.layers.RandomColorJitter</c>.</remarks>
internal sealed class RandomColorJitter : ImageAugmentation
{
    private static readonly ArgumentKind<IReadOnlyList<double>?> s_factor =
        new(Factor.Accepted, Kinds.NumbersOrNull.Parse, Kinds.NumbersOrNull.Write, factor => factor is null || Factor.Accepts(factor));

    private IReadOnlyList<double> _valueRange = [0, 255];
    private IReadOnlyList<double>? _brightness;
    private IReadOnlyList<double>? _contrast;
    private IReadOnlyList<double>? _saturation;
    private IReadOnlyList<double>? _hue;

    /// <summary>Its own, and that of a layer inside for each factor.</summary>
    internal override int SeedGenerators =>
        1 + new[] { _brightness, _contrast, _saturation, _hue }.Count(factor => factor is not null);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("value_range", ref _valueRange, Factor);
        arguments.Accept("brightness_factor", ref _brightness, s_factor);
        arguments.Accept("contrast_factor", ref _contrast, s_factor);
        arguments.Accept("saturation_factor", ref _saturation, s_factor);
        arguments.Accept("hue_factor", ref _hue, s_factor);
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        ColorAugmentation?[] changes =
        [
            _brightness is null ? null : new RandomBrightness { Strength = _brightness, ValueRange = _valueRange, Seed = Seed },
            _contrast is null ? null : new RandomContrast { Strength = _contrast, ValueRange = _valueRange, Seed = Seed },
            _saturation is null ? null : new RandomSaturation { Strength = _saturation, ValueRange = _valueRange, Seed = Seed },
            _hue is null ? null : new RandomHue { Strength = _hue, ValueRange = _valueRange, Seed = Seed },
        ];
        return changes.OfType<ColorAugmentation>().Aggregate(x, (image, change) => change.Change(layer, tape, image));
    }
}

/// <summary>Colors as hue, saturation and value, each (batch, height, width, 1).</summary>
/// <param name="Hue">From 0 to 1 around the circle, 0 where a color is gray.</param>
/// <param name="Saturation">(max − min) / max, 0 where the color is black.</param>
/// <param name="Value">The largest of the three.</param>
/// <remarks>Source: <c>RGBToHSV</c> and <c>HSVToRGB</c> of TensorFlow.</remarks>
internal sealed record HueSaturationValue(Tensor Hue, Tensor Saturation, Tensor Value)
{
    /// <summary>Those of red, green and blue.</summary>
    internal static HueSaturationValue Of(LayerBinding layer, Tape tape, Tensor x)
    {
        if (x[3] != 3)
        {
            throw layer.Misfit(x, "a batch of images of three channels: red, green and blue");
        }

        Tensor[] colors = [.. Enumerable.Range(0, 3).Select(channel =>
            Rearrangement.Slice(tape, x, [0, 0, 0, channel], [x[0], x[1], x[2], 1]))];
        (Tensor red, Tensor green, Tensor blue) = (colors[0], colors[1], colors[2]);
        Tensor most = tape.Apply(Extremum.Maximum, tape.Apply(Extremum.Maximum, red, green), blue);
        Tensor least = tape.Apply(Extremum.Minimum, tape.Apply(Extremum.Minimum, red, green), blue);
        Tensor range = tape.Apply(Subtraction.Instance, most, least);
        double[] value = TensorValues.All(most);
        bool[] isRed = [.. TensorValues.All(red).Zip(value, (own, all) => own == all)];
        bool[] isGreen = [.. TensorValues.All(green).Zip(value, (own, all) => own == all)];
        bool[] isColored = [.. TensorValues.All(range).Select(size => size > 0)];
        bool[] isLit = [.. value.Select(size => size > 0)];
        Tensor divisor = tape.Apply(new ScaleAndShift(6), tape.Apply(new Selection(isColored, otherwise: 1), range));
        Tensor other = tape.Apply(new Selection(isGreen), Part(blue, red, 2), Part(red, green, 4));
        Tensor hue = tape.Apply(new Selection(isColored), tape.Apply(new Selection(isRed), Part(green, blue, 0), other));
        Tensor saturation = tape.Apply(
            new Selection(isLit), tape.Apply(Division.Instance, range, tape.Apply(new Selection(isLit, otherwise: 1), most)));
        return new(Wrap(tape, hue), saturation, most);

        Tensor Part(Tensor first, Tensor second, int sixths) => tape.Apply(new ScaleAndShift(1, sixths / 6.0),
            tape.Apply(Division.Instance, tape.Apply(Subtraction.Instance, first, second), divisor));
    }

    /// <summary>Hues at most a circle beside [0, 1], in it.</summary>
    internal static Tensor Wrap(Tape tape, Tensor hue)
    {
        double[] turns = [.. TensorValues.All(hue).Select(value => value > 1 ? -1.0 : value < 0 ? 1 : 0)];
        return tape.Apply(Addition.Instance, hue, TensorValues.Constant(tape, turns, hue.Dimensions));
    }

    /// <summary>((1 − s) + s·clip(|6h − 3| − 1, 0, 1))·v for red, and so on around the circle.</summary>
    internal Tensor ToColors(Tape tape)
    {
        return Placement.Concatenate(tape, -1, Channel(3, 1, -1), Channel(2, -1, 2), Channel(4, -1, 2));

        Tensor Channel(int at, int slope, int shift)
        {
            Tensor distance = tape.Apply(new AbsoluteValue(), tape.Apply(new ScaleAndShift(6, -at), Hue));
            Tensor share = tape.Apply(new BoundedRelu(0, 1, 0), tape.Apply(new ScaleAndShift(slope, shift), distance));
            Tensor color = tape.Apply(Multiplication.Instance, Saturation, tape.Apply(new ScaleAndShift(1, -1), share));
            return tape.Apply(Multiplication.Instance, tape.Apply(new ScaleAndShift(1, 1), color), Value);
        }
    }
}
