using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>Takes the measures of one run: forward while layers compute, gradients on the way back.</summary>
/// <param name="count">The number of calls of the model.</param>
/// <param name="hasGradients">Whether there will be a way back.</param>
internal sealed class SignalMeter(int count, bool hasGradients)
{
    private readonly LayerSignal?[] _signals = new LayerSignal?[count];
    private readonly double[] _gradients = new double[count];

    /// <summary>Measures what a call gives.</summary>
    internal void Forward(ObservedCall call)
    {
        Tensor value = call.PreActivation;
        TensorMoments moments = TensorMoments.Of(value);
        bool isSame = ReferenceEquals(value, call.Outputs[0]);
        double outputMoment = isSame ? moments.SecondMoment : TensorMoments.Of(call.Outputs[0]).SecondMoment;
        UnitActivity activity = UnitActivity.Of(call.Node, call.Outputs[0], outputMoment);
        var geometry = SampleGeometry.Of(value);
        int index = call.Node.Index;
        _signals[index] = new LayerSignal
        {
            ForwardMean = moments.Mean,
            ForwardStd = moments.Std,
            SecondMoment = moments.SecondMoment,
            DeadFraction = activity.Dead,
            SaturatedFraction = activity.Saturated,
            NearZeroFraction = activity.NearZero,
            EffectiveRank = geometry.EffectiveRank,
            Correlation = geometry.Correlation,
        };
        _gradients[index] = value.NeedsGradient ? 0 : double.NaN;
        if (hasGradients && value.NeedsGradient)
        {
            call.Tape.WatchGradient(value, gradient => _gradients[index] = Math.Sqrt(TensorMoments.Of(gradient).SecondMoment));
        }
    }

    /// <summary>The signals of all calls, once the loss is derived.</summary>
    /// <param name="run">The run.</param>
    /// <param name="loss">What is derived; null for nothing.</param>
    internal LayerSignal[] Signals(ModelRun run, Tensor? loss)
    {
        if (hasGradients && loss is { NeedsGradient: true })
        {
            run.Tape.Backward(loss);
        }

        return [.. run.Calls.Select(call => _signals[call.Node.Index]! with
        {
            GradientStd = _gradients[call.Node.Index],
            GradientNorm = _gradients[call.Node.Index] * Math.Sqrt((double)call.PreActivation.Count / Math.Max(1, run.Inputs[0][0])),
            WeightStd = call.Node.Weights is [Weight first, ..] ? TensorMoments.Of(first.Value).Std : double.NaN,
            BiasVariance = call.Node.Weights.FirstOrDefault(weight => weight.Name.EndsWith("/bias", StringComparison.Ordinal)) is { } bias
                ? TensorMoments.Of(bias.Value).SecondMoment
                : 0,
            GradientToWeight = GradientToWeight(call.Node),
        })];
    }

    private static double GradientToWeight(ModelNode node) =>
        node.Weights.FirstOrDefault(weight => weight.Trainable)?.Value is { Gradient: { } gradient } value
            ? Math.Sqrt(gradient.SumOfSquares() / value.SumOfSquares())
            : double.NaN;
}
