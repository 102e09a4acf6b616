using Seedbed.Autodiff;
using Seedbed.Layers;

namespace Seedbed.Diagnostics;

/// <summary>A trainable weight, whose values before a recorded step are kept until it is done.</summary>
/// <param name="weight">The weight.</param>
internal sealed class WatchedWeight(Weight weight)
{
    private Tensor? _before;
    private TensorMoments _moments;
    private double? _gradientDeviation;
    private int _withGradient;

    /// <summary>Whether some element of the last gradient is not 0.</summary>
    internal bool HasGradient => _withGradient > 0;

    private double Norm => Math.Sqrt(_moments.SecondMoment * weight.Value.Count);

    /// <summary>Within a step, when the gradients are there and the weights are as they were.</summary>
    /// <param name="isUpdate">Whether the step will change the weight.</param>
    internal void Begin(bool isUpdate)
    {
        Tensor value = weight.Value;
        ElementSums? gradient = value.Gradient is { } slopes ? ElementSums.Of(slopes) : null;
        _moments = ElementSums.Of(value).Moments;
        _gradientDeviation = gradient?.Moments.Std;
        _withGradient = gradient?.Changed ?? 0;
        if (isUpdate)
        {
            _before ??= Tensor.Zeros(value.Type, value.Dimensions);
            Copy(value, _before);
        }
    }

    /// <summary>Behind the step.</summary>
    internal WeightRecord End(bool isUpdate)
    {
        WeightRecord record = new(weight.Name, Norm, _moments.Std, _gradientDeviation, null, null, null);
        if (!isUpdate)
        {
            return record;
        }

        (TensorMoments update, int changed) = ElementSums.Of(weight.Value, _before!);
        return record with
        {
            UpdateDeviation = update.Std,
            UpdateRatio = _moments.SecondMoment > 0 ? Math.Sqrt(update.SecondMoment / _moments.SecondMoment) : null,
            LostFraction = HasGradient ? Math.Max(0, 1 - ((double)changed / _withGradient)) : null,
        };
    }

    private static void Copy(Tensor from, Tensor to)
    {
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
