using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;
using Seedbed.Simd;

namespace Seedbed.Layers;

/// <summary>Images seen through an affine map: the value at (x, y) is that at (a₀x + a₁y + a₂, b₀x + b₁y + b₂).</summary>
/// <remarks>Source: <c>ImageProjectiveTransformV3</c> of TensorFlow.</remarks>
internal abstract class AffineAugmentation : ImageAugmentation
{
    private string _fillMode = "reflect";
    private string _interpolation = "bilinear";
    private double _fillValue;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("fill_mode", ref _fillMode, Kinds.Choice("reflect", "wrap", "nearest", "constant"));
        arguments.Accept("interpolation", ref _interpolation, Kinds.Choice("nearest", "bilinear"));
        arguments.Accept("fill_value", ref _fillValue, Kinds.Number);
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        double[][] maps = Maps(layer, x);
        int taps = _interpolation == "nearest" ? 1 : 4;
        int[] points = new int[x.CountIn(..^1) * taps];
        double[] weights = new double[points.Length];
        for (int i = 0; i < points.Length / taps; i++)
        {
            double[] map = maps[i / (x[1] * x[2])];
            (int row, int column) = (i / x[2] % x[1], i % x[2]);
            double across = Place((map[0] * column) + (map[1] * row) + map[2], x[2]);
            double down = Place((map[3] * column) + (map[4] * row) + map[5], x[1]);
            for (int tap = 0; tap < taps; tap++)
            {
                (int Point, double Weight) left = Tap(across, tap % 2, taps), top = Tap(down, tap / 2, taps);
                bool isInside = left.Point >= 0 && left.Point < x[2] && top.Point >= 0 && top.Point < x[1];
                points[(i * taps) + tap] = isInside ? (top.Point * x[2]) + left.Point : -1;
                weights[(i * taps) + tap] = left.Weight * top.Weight;
            }
        }

        return tape.Apply(new PointSampling(x.Dimensions.ToArray(), points, weights, _fillValue), x);
    }

    /// <summary>a₀, a₁, a₂, b₀, b₁, b₂ for each image (batch, height, width, channels).</summary>
    private protected abstract double[][] Maps(LayerBinding layer, Tensor x);

    /// <summary>The two points beside a place, or the one that is nearest.</summary>
    private static (int Point, double Weight) Tap(double place, int side, int taps)
    {
        double first = Math.Floor(place);
        return taps == 1 ? ((int)Math.Round(place), 1)
            : side == 0 ? ((int)first, 1 - (place - first))
            : ((int)first + 1, place - first);
    }

    /// <summary>A place beyond the image's ends as one within, by the fill mode.</summary>
    private double Place(double place, int size)
    {
        double period = 2.0 * size;
        switch (_fillMode)
        {
            case "reflect":
                double within = place - (period * Math.Floor(place / period));
                return Math.Clamp(within >= size ? period - within - 1 : within, 0, size - 1);
            case "wrap" when size > 1:
                double turns = place < 0 ? Math.Truncate(-place / (size - 1)) + 1 : -Math.Truncate(place / (size - 1));
                return place < 0 || place > size - 1 ? Math.Clamp(place + (size * turns), 0, size - 1) : place;
            case "constant":
                return Math.Clamp(place, -2, size + 1);
            default:
                return Math.Clamp(place, 0, size - 1);
        }
    }
}

/// <summary>Each image turned around its middle by a part of a full turn.</summary>
/// <remarks>Source: <c>keras.layers.RandomRotation</c>.</remarks>
internal sealed class RandomRotation : AffineAugmentation
{
    private IReadOnlyList<double> _factor = null!;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("factor", ref _factor, Factor);
        base.Declare(arguments);
    }

    private protected override double[][] Maps(LayerBinding layer, Tensor x)
    {
        (double cx, double cy) = (0.5 * (x[2] - 1), 0.5 * (x[1] - 1));
        return [.. Draw(layer, Range(_factor), x[0]).Select(turn =>
        {
            (double sin, double cos) = DoubleSinCos.SinCos(turn * 2 * Math.PI);
            return new[] { cos, -sin, cx - (cx * cos) + (cy * sin), sin, cos, cy - (cx * sin) - (cy * cos) };
        })];
    }
}

/// <summary>Each image moved by parts of its height and width.</summary>
/// <remarks>Source: <c>keras.layers.RandomTranslation</c>.</remarks>
internal sealed class RandomTranslation : AffineAugmentation
{
    private IReadOnlyList<double> _heightFactor = null!;
    private IReadOnlyList<double> _widthFactor = null!;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("height_factor", ref _heightFactor, Factor);
        arguments.Add("width_factor", ref _widthFactor, Factor);
        base.Declare(arguments);
    }

    private protected override double[][] Maps(LayerBinding layer, Tensor x)
    {
        double[] down = Draw(layer, Range(_heightFactor), x[0]);
        double[] across = Draw(layer, Range(_widthFactor), x[0]);
        return [.. down.Zip(across, (vertical, horizontal) => new[] { 1, 0, -horizontal * x[2], 0, 1, -vertical * x[1] })];
    }
}

/// <summary>Each image larger or smaller around its middle: a factor of −0.2 shows 0.8 of it, larger.</summary>
/// <remarks>Source: <c>keras.layers.RandomZoom</c>.</remarks>
internal sealed class RandomZoom : AffineAugmentation
{
    private IReadOnlyList<double> _heightFactor = null!;
    private IReadOnlyList<double>? _widthFactor;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("height_factor", ref _heightFactor, Factor);
        arguments.Accept("width_factor", ref _widthFactor, Kinds.NumbersOrNull);
        base.Declare(arguments);
    }

    private protected override double[][] Maps(LayerBinding layer, Tensor x)
    {
        double[] down = Draw(layer, Zoom(_heightFactor), x[0]);
        double[] across = _widthFactor is null ? down : Draw(layer, Zoom(_widthFactor), x[0]);
        return [.. down.Zip(across, (zy, zx) =>
            new[] { zx, 0, (x[2] - 1) / 2.0 * (1 - zx), 0, zy, (x[1] - 1) / 2.0 * (1 - zy) })];

        static (double Low, double High) Zoom(IReadOnlyList<double> factor)
        {
            (double low, double high) = Range(factor);
            return (1 + low, 1 + high);
        }
    }
}
