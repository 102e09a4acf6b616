using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Training;

/// <summary>
/// The correlation of targets and predictions along the last axis, the mean over all rows: Pearson's, cov(y, p)/(σ(y)·σ(p)), or the
/// concordance, 2·cov(y, p)/(σ²(y) + σ²(p) + (ȳ − p̄)²). Sources: <c>keras.metrics.PearsonCorrelation</c>,
/// <c>ConcordanceCorrelation</c>.
/// </summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="IsConcordance">Whether it is the concordance.</param>
internal sealed record Correlation(string Identifier, bool IsConcordance) : MeanMetric(Identifier)
{
    /// <summary>Keras's smallest divisor.</summary>
    private const double Epsilon = 1e-7;

    internal override bool Accepts(bool hasLabels) => !hasLabels;

    internal override (double Mean, long Count) Measure(Tape tape, Tensor predictions, Tensor targets)
    {
        double[] rows = Rows(tape, predictions, targets);
        return (rows.Average(), rows.Length);
    }

    internal override double[] Rows(Tape tape, Tensor predictions, Tensor targets)
    {
        int length = predictions[-1];
        if (length < 2)
        {
            throw new ArgumentException(
                $"the metric {Name} is a correlation along the last axis, which has {length} prediction; there must be at least 2.");
        }

        double[] predicted = TensorValues.All(predictions);
        double[] wanted = TensorValues.All(targets);
        return [.. Enumerable.Range(0, predicted.Length / length)
            .Select(row => Of(predicted.AsSpan(row * length, length), wanted.AsSpan(row * length, length)))];
    }

    private double Of(ReadOnlySpan<double> predicted, ReadOnlySpan<double> wanted)
    {
        (double p, double y) = (Mean(predicted), Mean(wanted));
        double covariance = Product(predicted, p, wanted, y);
        double predictedVariance = Product(predicted, p, predicted, p);
        double wantedVariance = Product(wanted, y, wanted, y);
        return IsConcordance
            ? 2 * covariance / (predictedVariance + wantedVariance + ((y - p) * (y - p)) + Epsilon)
            : covariance / Math.Sqrt(predictedVariance * wantedVariance);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>The mean of (first − a)·(second − b).</summary>
    private static double Product(ReadOnlySpan<double> first, double a, ReadOnlySpan<double> second, double b)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += (first[i] - a) * (second[i] - b);
        }

        return sum / first.Length;
    }
}
