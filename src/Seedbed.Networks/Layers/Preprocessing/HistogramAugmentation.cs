using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Each image with the first bits of its values alone, as many as are drawn; no derivative goes through it.</summary>
/// <remarks>Source: <c>keras.layers.RandomPosterization</c>: the upper end of a range of bits is not drawn.</remarks>
internal sealed class RandomPosterization : ColorAugmentation
{
    private const int Bits = 8;

    private protected override ArgumentKind<IReadOnlyList<double>> Strengths => Factor with
    {
        Accepted = $"a number from 1 to {Bits} or a list of two",
        Accepts = factor => Factor.Accepts(factor) && factor.All(bits => bits is >= 1 and <= Bits),
    };

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        (double low, double high) = Range(Strength, least: 1);
        int[] shifts = [.. Draw(layer, (low, high), x[0]).Select(drawn => Bits - (int)Math.Floor(drawn))];
        double[] range = [ValueRange.Min(), ValueRange.Max()];
        int count = x.CountIn(1..);
        double[] values = TensorValues.All(Rescale(tape, x, range, [0, 255]));
        double[] kept = [.. values.Select((value, i) => (double)((byte)value >> shifts[i / count] << shifts[i / count]))];
        return Rescale(tape, TensorValues.Constant(tape, kept, x.Dimensions), [0, 255], range);
    }
}

/// <summary>
/// Each channel of each image stretched over the range of values, in training and outside; one that has a single value stays.
/// </summary>
/// <remarks>
/// Source: <c>keras.layers.AutoContrast</c>, which takes the second and third axis for those of the image in any data format.
/// </remarks>
internal sealed class AutoContrast() : Layer(name: null)
{
    private static readonly ArgumentKind<IReadOnlyList<double>?> s_range = Kinds.NumbersOrNull with
    {
        Accepted = "a list of two different numbers", Accepts = range => range is [var low, var high] && low != high,
    };

    private IReadOnlyList<double>? _valueRange = [0, 255];

    internal override void Declare(ArgumentList arguments) => arguments.Accept("value_range", ref _valueRange, s_range);

    internal override bool HasOneOutput => false;

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => layer.Inputs.All;

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        (double low, double high) = (_valueRange!.Min(), _valueRange!.Max());
        return call =>
        {
            layer.CheckRank(call.Input, 4, "a batch of images, and nothing beside it");
            Tape tape = call.Tape;
            Tensor x = call.Input;
            Tensor turned = Rearrangement.Permute(tape, x, 0, 3, 1, 2);
            Tensor rows = Autodiff.Reshape.Of(tape, turned, x[0] * x[3], x[1] * x[2]);
            Tensor least = tape.Apply(new RowExtremum(isMaximum: false), rows);
            Tensor size = tape.Apply(Subtraction.Instance, tape.Apply(new RowExtremum(isMaximum: true), rows), least);
            bool[] varies = [.. TensorValues.All(size).Select(value => value > 0)];
            Tensor divisor = Over(tape, tape.Apply(new Selection(varies, otherwise: 1), size), rows);
            Tensor parts = tape.Apply(Division.Instance, tape.Apply(Subtraction.Instance, rows, Over(tape, least, rows)), divisor);
            Tensor stretched = tape.Apply(new ScaleAndShift(high - low, low), tape.Apply(new BoundedRelu(0, 1, 0), parts));
            Tensor result = Autodiff.Reshape.Of(tape, tape.Apply(new Selection(varies), stretched, rows), turned.Dimensions);
            return Rearrangement.Permute(tape, result, 0, 2, 3, 1);
        };
    }

    private static Tensor Over(Tape tape, Tensor each, Tensor rows) =>
        Rearrangement.Expand(tape, Autodiff.Reshape.Of(tape, each, rows[0], 1), rows.Dimensions);
}

/// <summary>
/// Each channel of a batch with equally many points of each value, as near as its values allow; no derivative goes through it.
/// </summary>
/// <remarks>Source: <c>keras.layers.Equalization</c>: one histogram is that of a channel of the whole batch.</remarks>
internal sealed class Equalization : ImageAugmentation
{
    private const double White = 255;
    private long _bins = 256;
    private IReadOnlyList<double> _valueRange = [0, 255];

    internal override int SeedGenerators => 0;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("value_range", ref _valueRange, Factor);
        arguments.Accept("bins", ref _bins, Kinds.Size);
        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x)
    {
        double[] range = [_valueRange.Min(), _valueRange.Max()];
        double[] values = TensorValues.All(Rescale(tape, x, range, [0, White]));
        int channels = x[3];
        for (int channel = 0; channel < channels; channel++)
        {
            double[] table = Table([.. values.Where((_, i) => i % channels == channel)], checked((int)_bins));
            for (int i = channel; table.Length > 0 && i < values.Length; i += channels)
            {
                values[i] = table[Bin(values[i], table.Length)];
            }
        }

        return Rescale(tape, TensorValues.Constant(tape, values, x.Dimensions), [0, White], range);
    }

    /// <summary>
    /// The new value of each bin: its share of the points up to it, those of the first bin aside; none where all are in one.
    /// </summary>
    private static double[] Table(double[] values, int bins)
    {
        long[] counts = new long[bins];
        Array.ForEach(values, value => counts[Bin(value, bins)]++);
        long first = counts.First(count => count > 0);
        if (first == values.Length)
        {
            return [];
        }

        long sum = 0;
        return [.. counts.Select(count => Math.Clamp(Math.Round((sum += count) - first >= 0
            ? (sum - first) * White / (values.Length - first) : 0), 0, White))];
    }

    private static int Bin(double value, int bins) => (int)Math.Clamp(value * (bins - 1) / White, 0, bins - 1);
}
