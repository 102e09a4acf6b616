using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Training;

/// <summary>How often elements above a threshold, and others, were targets: weights in four sums.</summary>
/// <param name="TruePositives">Above, and to be.</param>
/// <param name="FalsePositives">Above, and not to be.</param>
/// <param name="TrueNegatives">Not above, and not to be.</param>
/// <param name="FalseNegatives">Not above, and to be.</param>
internal readonly record struct ConfusionCounts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    /// <summary>Keras's <c>divide_no_nan</c>: 0 where the divisor is.</summary>
    internal static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    internal double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    internal double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    internal double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);
}

/// <summary>A number of the counts at one threshold. Sources: <c>keras.metrics.Precision</c> and its relatives.</summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="Threshold">What a prediction must exceed.</param>
/// <param name="Value">The number.</param>
internal sealed record ConfusionMetric(string Identifier, double Threshold, Func<ConfusionCounts, double> Value) : Metric(Identifier)
{
    internal override MetricState NewState() => new State(this);

    internal override bool Accepts(bool hasLabels) => !hasLabels;

    private sealed class State(ConfusionMetric metric) : MetricState
    {
        private ConfusionCounts _counts;

        internal override double Result => metric.Value(_counts);

        internal override void Clear() => _counts = default;

        internal override void Add(Tape tape, Tensor predictions, Tensor targets, Tensor? weights)
        {
            double threshold = predictions.Type == ElementType.Float32 ? (float)metric.Threshold : metric.Threshold;
            foreach ((double prediction, double target, double weight) in ElementValues.Of(predictions, targets, weights))
            {
                double positive = target != 0 ? weight : 0;
                double negative = weight - positive;
                _counts = prediction > threshold
                    ? _counts with
                    {
                        TruePositives = _counts.TruePositives + positive,
                        FalsePositives = _counts.FalsePositives + negative,
                    }
                    : _counts with
                    {
                        TrueNegatives = _counts.TrueNegatives + negative,
                        FalseNegatives = _counts.FalseNegatives + positive,
                    };
            }
        }
    }
}

/// <summary>The elements of predictions with their targets and weights.</summary>
internal static class ElementValues
{
    internal static IEnumerable<(double Prediction, double Target, double Weight)> Of(Tensor predictions, Tensor targets, Tensor? weights)
    {
        int rowLength = predictions[-1];
        for (int i = 0; i < predictions.Count; i++)
        {
            yield return (TensorValues.At(predictions, i), TensorValues.At(targets, i),
                weights is null ? 1 : TensorValues.At(weights, i / rowLength));
        }
    }
}
