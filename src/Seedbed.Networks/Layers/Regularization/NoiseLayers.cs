using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>In training each value is 0 with a probability, and the others grow by 1/(1 − rate); else unchanged.</summary>
/// <param name="rate">The probability, from 0 to 1.</param>
/// <param name="seed">Of what is dropped; drawn from the model's where it is null.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Dropout</c>.</remarks>
public sealed class Dropout(double rate, long? seed = null, string? name = null) : Layer(name)
{
    private IReadOnlyList<long?>? _noiseShape;

    /// <summary>The probability, from 0 to 1.</summary>
    public double Rate => rate;

    /// <summary>Of what is dropped; null where it follows from the model's.</summary>
    public long? Seed => seed;

    internal override int SeedGenerators => rate > 0 ? 1 : 0;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("rate", ref rate, Kinds.Rate);
        arguments.Add("seed", ref seed, Kinds.Seed);
        arguments.Accept("noise_shape", ref _noiseShape, Kinds.PartialSizesOrNull);
    }

    /// <summary>All elements along an axis that noise_shape has as 1 fall together.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => Noise.Dropout(
        layer, rate, seed, x => Noise.Shape(layer, x, _noiseShape));
}

/// <summary>Dropout of whole channels.</summary>
/// <param name="rank">The spatial axes.</param>
/// <remarks>Source: <c>keras.layers.SpatialDropout1D</c> and its siblings.</remarks>
internal sealed class SpatialDropout(int rank) : Layer(name: null)
{
    private double _rate = double.NaN;
    private long? _seed;
    private string _dataFormat = "channels_last";

    public override string ClassName => $"SpatialDropout{rank}D";

    internal override int SeedGenerators => _rate > 0 ? 1 : 0;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("rate", ref _rate, Kinds.Rate);
        arguments.Add("seed", ref _seed, Kinds.Seed);
        arguments.Accept("data_format", ref _dataFormat, Kinds.DataFormat);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => Noise.Dropout(
        layer, _rate, _seed, x =>
        {
            int channels = rank == 1 || _dataFormat == "channels_last" ? x.Rank - 1 : 1;
            return [.. Enumerable.Range(0, x.Rank).Select(axis => axis == 0 || axis == channels ? x[axis] : 1)];
        });
}

/// <summary>Noise of a normal distribution that is added in training.</summary>
/// <remarks>Source: <c>keras.layers.GaussianNoise</c>.</remarks>
internal sealed class GaussianNoise() : Layer(name: null)
{
    private double _stddev = double.NaN;
    private long? _seed;

    internal override int SeedGenerators => _stddev > 0 ? 1 : 0;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("stddev", ref _stddev, Kinds.NotNegative);
        arguments.Add("seed", ref _seed, Kinds.Seed);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) =>
        Noise.Normal(layer, 0, _stddev, _seed, Addition.Instance);
}

/// <summary>Factors of mean 1 and deviation √(rate/(1 − rate)) in training.</summary>
/// <remarks>Source: <c>keras.layers.GaussianDropout</c>.</remarks>
internal sealed class GaussianDropout() : Layer(name: null)
{
    private double _rate = double.NaN;
    private long? _seed;

    internal override int SeedGenerators => _rate > 0 ? 1 : 0;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("rate", ref _rate, Kinds.Rate);
        arguments.Add("seed", ref _seed, Kinds.Seed);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        double rate = Noise.Rate(layer, "rate", _rate);
        return Noise.Normal(layer, 1, Math.Sqrt(rate / (1 - rate)), _seed, Multiplication.Instance);
    }
}

/// <summary>
/// In training each value is −λα with a probability, and all are scaled and shifted so that a mean of 0 and a variance of 1 stay.
/// </summary>
/// <remarks>Source: <c>keras.layers.AlphaDropout</c>; Klambauer et al. 2017, section 3.3.</remarks>
internal sealed class AlphaDropout() : Layer(name: null)
{
    private const double Dropped = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    private double _rate = double.NaN;
    private long? _seed;
    private IReadOnlyList<long?>? _noiseShape;

    internal override int SeedGenerators => _rate > 0 ? 1 : 0;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("rate", ref _rate, Kinds.Rate);
        arguments.Add("noise_shape", ref _noiseShape, Kinds.PartialSizesOrNull);
        arguments.Add("seed", ref _seed, Kinds.Seed);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        double rate = Noise.Rate(layer, "rate", _rate);
        double scale = 1 / Math.Sqrt((1 - rate) * (1 + (rate * Dropped * Dropped)));
        ScaleAndShift affine = new(scale, -scale * Dropped * rate);
        return call =>
        {
            if (!call.IsTraining || rate == 0)
            {
                return call.Input;
            }

            Tape tape = call.Tape;
            Tensor kept = Noise.Mask(layer, tape, rate, _seed, Noise.Shape(layer, call.Input, _noiseShape));
            Mask mask = Mask.Unequal(kept, 0).Expand(call.Input.Dimensions);
            return tape.Apply(affine, tape.Apply(new Selection(mask.Values, Dropped), call.Input));
        };
    }
}

/// <summary>What it is given; a penalty on it is a part of the loss.</summary>
/// <remarks>Source: <c>keras.layers.ActivityRegularization</c>.</remarks>
internal sealed class ActivityRegularization() : Layer(name: null)
{
    private double _absolute;
    private double _squared;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("l1", ref _absolute, Kinds.NotNegative);
        arguments.Add("l2", ref _squared, Kinds.NotNegative);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call => call.Input;
}
