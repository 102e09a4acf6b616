using Seedbed.Autodiff;

namespace Seedbed.Training;

/// <summary>A number of the counts at evenly spaced thresholds from 0 to 1.</summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="Thresholds">Their number, at least 2.</param>
/// <param name="FromLogits">Whether predictions are logits.</param>
internal abstract record CurveMetric(string Identifier, int Thresholds, bool FromLogits) : Metric(Identifier)
{
    internal override MetricState NewState() => new State(this);

    internal override bool Accepts(bool hasLabels) => !hasLabels;

    /// <summary>The number, of the counts at rising thresholds.</summary>
    private protected abstract double Value(ConfusionCounts[] counts);

    private sealed class State(CurveMetric metric) : MetricState
    {
        private readonly double[] _positives = new double[metric.Thresholds];
        private readonly double[] _negatives = new double[metric.Thresholds];

        internal override double Result => metric.Value(Counts());

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
                    string wayOut = metric is AreaUnderCurve ? ", or from_logits true" : ": end the model with sigmoid";
                    throw new ArgumentException(
                        $"the metric {metric.Name} got the prediction {prediction}; predictions must be from 0 to 1{wayOut}.");
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
    }
}

/// <summary>
/// The area below a curve of the counts: ROC (recall over false positive rate), or PR (precision over recall). Source:
/// <c>keras.metrics.AUC</c>; its interpolation of PR is that of Davis and Goadrich 2006.
/// </summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="Thresholds">Their number, at least 2.</param>
/// <param name="IsPrecision">Whether the curve is PR.</param>
/// <param name="Method">"interpolation", "minoring" or "majoring".</param>
/// <param name="FromLogits">Whether predictions are logits.</param>
internal sealed record AreaUnderCurve(string Identifier, int Thresholds, bool IsPrecision, string Method, bool FromLogits)
    : CurveMetric(Identifier, Thresholds, FromLogits)
{
    private protected override double Value(ConfusionCounts[] counts)
    {
        double area = 0;
        for (int i = 0; i < counts.Length - 1; i++)
        {
            area += this is { IsPrecision: true, Method: "interpolation" }
                ? Interpolated(counts[i], counts[i + 1])
                : Rectangle(counts[i], counts[i + 1]);
        }

        return area;
    }

    private double Rectangle(ConfusionCounts low, ConfusionCounts high)
    {
        (double x, double y) = Point(low);
        (double nextX, double nextY) = Point(high);
        double height = Method switch
        {
            "minoring" => Math.Min(y, nextY),
            "majoring" => Math.Max(y, nextY),
            _ => (y + nextY) / 2,
        };
        return (x - nextX) * height;
    }

    private (double X, double Y) Point(ConfusionCounts counts) => IsPrecision
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

/// <summary>
/// The largest value of one share among the thresholds at which another is at least a bound; 0 where there is none. Sources:
/// <c>keras.metrics.PrecisionAtRecall</c>, <c>RecallAtPrecision</c>, <c>SensitivityAtSpecificity</c>, <c>SpecificityAtSensitivity</c>.
/// </summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="Thresholds">Their number, at least 2.</param>
/// <param name="Bound">The least value of the other share.</param>
/// <param name="Share">What is told.</param>
/// <param name="Other">What is bounded.</param>
internal sealed record ShareAtBound(
    string Identifier, int Thresholds, double Bound, Func<ConfusionCounts, double> Share, Func<ConfusionCounts, double> Other)
    : CurveMetric(Identifier, Thresholds, FromLogits: false)
{
    private protected override double Value(ConfusionCounts[] counts) =>
        counts.Max(count => Other(count) >= Bound ? Share(count) : 0);
}
