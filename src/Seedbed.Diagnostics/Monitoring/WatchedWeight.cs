using Seedbed.Autodiff;
using Seedbed.Layers;

namespace Seedbed.Diagnostics;

/// <summary>A trainable weight, whose values before a recorded step are kept until it is done.</summary>
/// <param name="weight">The weight.</param>
internal sealed class WatchedWeight(Weight weight)
{
    private Tensor? _before;
    private Tensor? _gradient;
    private ElementSums _sums;
    private double? _gradientDeviation;
    private int _withGradient;

    /// <summary>Whether some element of the last gradient is not 0.</summary>
    internal bool HasGradient => _withGradient > 0;

    /// <summary>Whether all elements of it are not 0.</summary>
    private bool IsDense => _withGradient == weight.Value.Count;

    private double Norm => Math.Sqrt(_sums.Moments.SecondMoment * weight.Value.Count);

    /// <summary>Within a step, when the gradients are there and the weights are as they were.</summary>
    /// <param name="isUpdate">Whether the step will change the weight.</param>
    internal void Begin(bool isUpdate)
    {
        Tensor value = weight.Value;
        ElementSums? gradient = value.Gradient is { } slopes ? ElementSums.Of(slopes) : null;
        _sums = ElementSums.Of(value);
        _gradientDeviation = gradient?.Deviation;
        _withGradient = gradient?.Changed ?? 0;
        if (isUpdate)
        {
            Copy(value, ref _before);
        }

        if (isUpdate && HasGradient && !IsDense)
        {
            Copy(value.Gradient!, ref _gradient);
        }
    }

    /// <summary>Behind the step.</summary>
    internal WeightRecord End(bool isUpdate)
    {
        WeightRecord record = new(weight.Name, Norm, _sums.Deviation, _gradientDeviation, null, null, null);
        if (!isUpdate)
        {
            return record;
        }

        ElementSums update = ElementSums.Of(weight.Value, _before!);
        double before = _sums.Moments.SecondMoment;
        return record with
        {
            UpdateDeviation = update.Deviation,
            UpdateRatio = before > 0 ? Math.Sqrt(update.Moments.SecondMoment / before) : null,
            LostFraction = HasGradient ? Lost(update.Changed) / (double)_withGradient : null,
        };
    }

    /// <summary>
    /// Where some elements have no gradient, momentum and weight decay may move those while the others are lost.
    /// </summary>
    private int Lost(int changed) => IsDense ? _withGradient - changed : ElementSums.CountLost(weight.Value, _before!, _gradient!);

    private static void Copy(Tensor from, ref Tensor? copy)
    {
        Tensor to = copy ??= Tensor.Zeros(from.Type, from.Dimensions);
        if (from.Type == ElementType.Float32)
        {
            from.Values<float>().CopyTo(to.Values<float>());
        }
        else
        {
            from.Values<double>().CopyTo(to.Values<double>());
        }
    }
}
