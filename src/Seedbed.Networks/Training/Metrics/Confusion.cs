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

/// <summary>
/// The area below a curve of the counts at evenly spaced thresholds: ROC (recall over false positive rate), or PR (precision over recall).
/// Source: <c>keras.metrics.AUC</c>; its interpolation of PR is that of Davis and Goadrich 2006.
/// </summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="Thresholds">Their number, at least 2.</param>
/// <param name="IsPrecision">Whether the curve is PR.</param>
/// <param name="Method">"interpolation", "minoring" or "majoring".</param>
/// <param name="FromLogits">Whether predictions are logits.</param>
internal sealed record AreaUnderCurve(string Identifier, int Thresholds, bool IsPrecision, string Method, bool FromLogits)
    : Metric(Identifier)
{
    internal override MetricState NewState() => new State(this);

    internal override bool Accepts(bool hasLabels) => !hasLabels;

    private sealed class State(AreaUnderCurve metric) : MetricState
    {
        private readonly double[] _positives = new double[metric.Thresholds];
        private readonly double[] _negatives = new double[metric.Thresholds];

        internal override double Result
        {
            get
            {
                ConfusionCounts[] counts = Counts();
                double area = 0;
                for (int i = 0; i < counts.Length - 1; i++)
                {
                    area += metric is { IsPrecision: true, Method: "interpolation" }
                        ? Interpolated(counts[i], counts[i + 1])
                        : Rectangle(counts[i], counts[i + 1]);
                }

                return area;
            }
        }

        internal override void Clear()
        {
            Array.Clear(_positives);
            Array.Clear(_negatives);
        }

        internal override void Add(Tape tape, Tensor predictions, Tensor targets, Tensor? weights)
        {
            Tensor shares = metric.FromLogits ? tape.Apply(NamedActivations.Find("sigmoid")!, predictions) : predictions;
            foreach ((double prediction, double target, double weight) in ElementValues.Of(shares, targets, weights))
            {
                if (prediction is not (>= 0 and <= 1))
                {
                    throw new ArgumentException(
                        $"the metric {metric.Name} got the prediction {prediction}; predictions must be from 0 to 1, or from_logits true.");
                }

                int bucket = Math.Max(0, (int)Math.Ceiling(prediction * (metric.Thresholds - 1)) - 1);
                (target != 0 ? _positives : _negatives)[bucket] += weight;
            }
        }

        private ConfusionCounts[] Counts()
        {
            ConfusionCounts[] counts = new ConfusionCounts[_positives.Length];
            double positives = 0;
            double negatives = 0;
            for (int i = counts.Length - 1; i >= 0; i--)
            {
                positives += _positives[i];
                negatives += _negatives[i];
                counts[i] = new ConfusionCounts(positives, negatives, 0, 0);
            }

            return [.. counts.Select(count => count with
            {
                FalseNegatives = positives - count.TruePositives,
                TrueNegatives = negatives - count.FalsePositives,
            })];
        }

        private double Rectangle(ConfusionCounts low, ConfusionCounts high)
        {
            (double x, double y) = Point(low);
            (double nextX, double nextY) = Point(high);
            double height = metric.Method switch
            {
                "minoring" => Math.Min(y, nextY),
                "majoring" => Math.Max(y, nextY),
                _ => (y + nextY) / 2,
            };
            return (x - nextX) * height;
        }

        private (double X, double Y) Point(ConfusionCounts counts) => metric.IsPrecision
            ? (counts.Recall, counts.Precision)
            : (ConfusionCounts.Ratio(counts.FalsePositives, counts.FalsePositives + counts.TrueNegatives), counts.Recall);

        private static double Interpolated(ConfusionCounts low, ConfusionCounts high)
        {
            double found = low.TruePositives - high.TruePositives;
            double positives = low.TruePositives + low.FalsePositives;
            double next = high.TruePositives + high.FalsePositives;
            double slope = ConfusionCounts.Ratio(found, Math.Max(positives - next, 0));
            double intercept = high.TruePositives - (slope * next);
            double ratio = positives > 0 && next > 0 ? positives / next : 1;
            return ConfusionCounts.Ratio(
                slope * (found + (intercept * Seedbed.Simd.DoubleLog.Log(ratio))), high.TruePositives + high.FalseNegatives);
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
