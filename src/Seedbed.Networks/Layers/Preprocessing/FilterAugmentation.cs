using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;
using Seedbed.Simd;

namespace Seedbed.Layers;

/// <summary>Each image a part of the way between itself, a smooth image, and a sharp one: x + (1 − 2f)·(smooth − x).</summary>
/// <remarks>
/// Source: <c>keras.layers.RandomSharpness</c>: the smooth image has 5/13 of each point and 1/13 of its eight neighbours.
/// </remarks>
internal sealed class RandomSharpness : ColorAugmentation
{
    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        const double Edge = 1.0 / 13;
        double[] shares = [.. Draw(layer, Range(Strength, least: 0), x[0]).Select(factor => 1 - (2 * factor))];
        Tensor smooth = Filter(tape, x, [Edge, Edge, Edge, Edge, 5 * Edge, Edge, Edge, Edge, Edge], 3, 3);
        Tensor way = tape.Apply(Multiplication.Instance, tape.Apply(Subtraction.Instance, smooth, x), Spread(tape, shares, x));
        return Clip(tape, tape.Apply(Addition.Instance, x, way), [ValueRange.Min(), ValueRange.Max()]);
    }
}

/// <summary>Images under a Gaussian window, each with a probability that is drawn from a range.</summary>
/// <remarks>Source: <c>keras.layers.RandomGaussianBlur</c>; one standard deviation an axis is drawn for the whole batch.</remarks>
internal sealed class RandomGaussianBlur : ImageAugmentation
{
    private static readonly ArgumentKind<Sizes> s_sizes = Kinds.Sizes(2) with
    {
        Accepted = "an odd number or a list of two", Accepts = sizes => sizes.Count is 1 or 2 && sizes.All(long.IsOddInteger),
    };

    private IReadOnlyList<double> _factor = [1];
    private IReadOnlyList<double> _sigma = [1];
    private IReadOnlyList<double> _valueRange = [0, 255];
    private Sizes _kernelSize = 3;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("factor", ref _factor, Factor);
        arguments.Accept("kernel_size", ref _kernelSize, s_sizes);
        arguments.Accept("sigma", ref _sigma, Factor);
        arguments.Accept("value_range", ref _valueRange, Factor);
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        const double LeastDeviation = 1e-6;
        bool[] blurs = Choices(layer, Range(_factor, least: 0), x[0]);
        double[] deviations = Draw(layer, Range(_sigma, least: 0), 2);
        int[] sizes = _kernelSize.InMemory(2);
        double[] first = Bell(sizes[0], deviations[0] + LeastDeviation), second = Bell(sizes[1], deviations[1] + LeastDeviation);

        // As in Keras, the second axis's window times the first's, row-major, is read as a window of the first size by the second.
        double[] window = [.. second.SelectMany(outer => first.Select(inner => outer * inner))];
        return Clip(tape, tape.Apply(new Selection(blurs), Filter(tape, x, window, sizes[0], sizes[1]), x), _valueRange);
    }

    /// <summary>exp(−½ (i/σ)²) around the middle, with the sum 1.</summary>
    private static double[] Bell(int size, double deviation)
    {
        double[] weights = [.. Enumerable.Range(0, size).Select(i => (i - ((size - 1) / 2.0)) / deviation)
            .Select(distance => distance == 0 ? 1 : DoubleExp.Exp(Math.Max(-700, -0.5 * distance * distance)))];
        double sum = weights.Aggregate(0.0, (total, weight) => total + weight);
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}

/// <summary>A rectangle of each image filled, with a probability that is drawn from a range.</summary>
/// <remarks>
/// Source: <c>keras.layers.RandomErasing</c>: its sides are the square roots of two draws from <c>scale</c>, as parts of the image's.
/// </remarks>
internal sealed class RandomErasing : ImageAugmentation
{
    private static readonly ArgumentKind<IReadOnlyList<double>?> s_fill = Kinds.NumbersOrNull with
    {
        Accepted = "a number, a list of three, or null",
        Accepts = fill => fill is null || (fill.Count is 1 or 3 && fill.All(double.IsFinite)),
    };

    private IReadOnlyList<double> _factor = [1];
    private IReadOnlyList<double> _scale = [0.02, 0.33];
    private IReadOnlyList<double>? _fillValue;
    private IReadOnlyList<double> _valueRange = [0, 255];

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("factor", ref _factor, Factor);
        arguments.Accept("scale", ref _scale, Factor);
        arguments.Accept("fill_value", ref _fillValue, s_fill);
        arguments.Accept("value_range", ref _valueRange, Factor);
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        int count = x[0];
        double[] sides = [.. Draw(layer, Range(_scale, least: 0), 2 * count).Select(Math.Sqrt)];
        double[] left = Draw(layer, (0, 1), count), top = Draw(layer, (0, 1), count);
        bool[] erases = Choices(layer, Range(_factor, least: 0), count);
        double[] filling = Filling(layer, x);
        bool[] stays = new bool[count * x[1] * x[2]];
        for (int i = 0; i < stays.Length; i++)
        {
            (int image, int row, int column) = (i / (x[1] * x[2]), i / x[2] % x[1], i % x[2]);
            stays[i] = !erases[image] || !IsInside(column, x[2], sides[2 * image], left[image])
                || !IsInside(row, x[1], sides[(2 * image) + 1], top[image]);
        }

        return tape.Apply(new Selection(stays), x, TensorValues.Constant(tape, filling, x.Dimensions));
    }

    /// <summary>Whether a point is on a side of a length that is a part of the image's, and begins at a part of what is left.</summary>
    private static bool IsInside(int point, int length, double side, double start)
    {
        double size = side * length;
        double first = start * (length - size);
        return point >= first && point < first + size;
    }

    private double[] Filling(LayerBinding layer, Tensor x)
    {
        IEnumerable<double> values = _fillValue is null ? Noise.NormalValues(layer, Seed, x.Count).Select(drawn => drawn * _valueRange[^1])
            : _fillValue.Count == 1 || x[3] == _fillValue.Count ? Enumerable.Range(0, x.Count).Select(i => _fillValue[i % _fillValue.Count])
            : throw layer.Misfit(x, "a batch of images of three channels, as fill_value has three numbers");
        return [.. values.Select(value => Math.Clamp(value, _valueRange.Min(), _valueRange.Max()))];
    }
}
