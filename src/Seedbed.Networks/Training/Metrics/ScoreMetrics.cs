using System.Numerics.Tensors;
using Seedbed.Autodiff;
using Seedbed.Layers.Computing;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>
/// The share of rows whose label is among the k largest predictions: fewer than k are larger. Sources:
/// <c>keras.metrics.TopKCategoricalAccuracy</c>, <c>SparseTopKCategoricalAccuracy</c>.
/// </summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="K">k, at least 1.</param>
/// <param name="IsSparse">Whether a target is a label; else it is one-hot.</param>
internal sealed record TopKAccuracy(string Identifier, int K, bool IsSparse) : MeanMetric(Identifier)
{
    internal override bool Accepts(bool hasLabels) => hasLabels == IsSparse;

    internal override (double Mean, long Count) Measure(Tape tape, Tensor predictions, Tensor targets)
    {
        double[] rows = Rows(tape, predictions, targets);
        return (rows.Average(), rows.Length);
    }

    internal override double[] Rows(Tape tape, Tensor predictions, Tensor targets)
    {
        int classes = predictions[-1];
        double[] values = TensorValues.All(predictions);
        double[] wanted = TensorValues.All(targets);
        double[] rows = new double[values.Length / classes];
        for (int row = 0; row < rows.Length; row++)
        {
            ReadOnlySpan<double> shares = values.AsSpan(row * classes, classes);
            int label = IsSparse ? (int)wanted[row] : TensorPrimitives.IndexOfMax<double>(wanted.AsSpan(row * classes, classes));
            int larger = 0;
            foreach (double share in shares)
            {
                larger += share > shares[label] ? 1 : 0;
            }

            rows[row] = larger < K ? 1 : 0;
        }

        return rows;
    }
}

/// <summary>
/// (1 + β²)·P·R/(β²·P + R) of each class's precision and recall, and of these their mean. Sources: <c>keras.metrics.FBetaScore</c>,
/// <c>F1Score</c>.
/// </summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="Average">"micro", "macro", "weighted", or null where there is one class.</param>
/// <param name="Beta">β, greater than 0.</param>
/// <param name="Threshold">What a prediction must exceed; null for the largest of its row.</param>
internal sealed record FBetaScore(string Identifier, string? Average, double Beta, double? Threshold) : Metric(Identifier)
{
    private const double Epsilon = 1e-7;

    internal override MetricState NewState() => new State(this);

    internal override bool Accepts(bool hasLabels) => !hasLabels;

    private double Score(double truePositives, double falsePositives, double falseNegatives)
    {
        double precision = truePositives / (truePositives + falsePositives + Epsilon);
        double recall = truePositives / (truePositives + falseNegatives + Epsilon);
        return (1 + (Beta * Beta)) * (precision * recall / ((Beta * Beta * precision) + recall + Epsilon));
    }

    private sealed class State(FBetaScore metric) : MetricState
    {
        private double[] _truePositives = [];
        private double[] _falsePositives = [];
        private double[] _falseNegatives = [];
        private double[] _targets = [];

        internal override double Result
        {
            get
            {
                if (metric.Average == "micro")
                {
                    return metric.Score(_truePositives.Sum(), _falsePositives.Sum(), _falseNegatives.Sum());
                }

                double[] scores = [.. _truePositives.Select((count, i) => metric.Score(count, _falsePositives[i], _falseNegatives[i]))];
                double sum = _targets.Sum() + Epsilon;
                return metric.Average == "weighted" ? scores.Select((score, i) => score * _targets[i] / sum).Sum() : scores.Average();
            }
        }

        internal override void Clear()
        {
            foreach (double[] counts in (double[][])[_truePositives, _falsePositives, _falseNegatives, _targets])
            {
                Array.Clear(counts);
            }
        }

        internal override void Add(Tape tape, Tensor predictions, Tensor targets, Tensor? weights)
        {
            int classes = predictions[-1];
            Begin(classes);
            double[] shares = TensorValues.All(predictions);
            double[] wanted = TensorValues.All(targets);
            for (int i = 0; i < shares.Length; i++)
            {
                double weight = weights is null ? 1 : TensorValues.At(weights, i / classes);
                int start = i - (i % classes);
                bool isFound = metric.Threshold is { } threshold
                    ? shares[i] > threshold
                    : shares[i] >= shares.AsSpan(start, classes).ToArray().Max() && Math.Abs(shares[i]) > 1e-9;
                double found = isFound ? 1 : 0;
                _truePositives[i % classes] += found * wanted[i] * weight;
                _falsePositives[i % classes] += found * (1 - wanted[i]) * weight;
                _falseNegatives[i % classes] += (1 - found) * wanted[i] * weight;
                _targets[i % classes] += wanted[i] * weight;
            }
        }

        private void Begin(int classes)
        {
            if (metric.Average is null && classes > 1)
            {
                throw new ArgumentException(
                    $"average of {metric.Name} is null, which gives a value for each of {classes} classes; a history has one, so name "
                    + "macro, micro or weighted: F1Score(average=macro).");
            }

            if (_targets.Length == 0)
            {
                (_truePositives, _falsePositives, _falseNegatives, _targets) =
                    (new double[classes], new double[classes], new double[classes], new double[classes]);
            }
        }
    }
}

/// <summary>1 − Σ(y − p)²/Σ(y − ȳ)², the mean over the last axis. Source: <c>keras.metrics.R2Score</c>.</summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="IsVarianceWeighted">Whether outputs are weighted by their variance.</param>
internal sealed record R2Score(string Identifier, bool IsVarianceWeighted) : Metric(Identifier)
{
    internal override MetricState NewState() => new State(this);

    internal override bool Accepts(bool hasLabels) => !hasLabels;

    private sealed class State(R2Score metric) : MetricState
    {
        private double[][] _sums = [];

        internal override double Result
        {
            get
            {
                double[] totals = [.. _sums.Select(sum => sum[1] - (sum[0] * (sum[0] / sum[3])))];
                double[] scores = [.. _sums.Select((sum, i) => 1 - (sum[2] / totals[i]))
                    .Select(score => double.IsInfinity(score) ? 0 : score)];
                return metric.IsVarianceWeighted ? scores.Select((score, i) => score * totals[i]).Sum() / totals.Sum() : scores.Average();
            }
        }

        internal override void Clear() => _sums = [];

        /// <summary>Σy, Σy², Σ(y − p)² and the number of rows.</summary>
        internal override void Add(Tape tape, Tensor predictions, Tensor targets, Tensor? weights)
        {
            int columns = predictions[-1];
            _sums = _sums.Length == 0 ? [.. Enumerable.Range(0, columns).Select(_ => new double[4])] : _sums;
            foreach ((int index, (double prediction, double target, double weight)) in
                ElementValues.Of(predictions, targets, weights).Index())
            {
                double[] sums = _sums[index % columns];
                sums[0] += target * weight;
                sums[1] += target * target * weight;
                sums[2] += (target - prediction) * (target - prediction) * weight;
                sums[3] += weight;
            }
        }
    }
}

/// <summary>√(mean (p − y)²). Source: <c>keras.metrics.RootMeanSquaredError</c>.</summary>
internal sealed record RootMeanSquaredError() : MeanMetric("root_mean_squared_error")
{
    private readonly MeanLoss _squares = new(new MeanSquaredError());

    internal override bool Accepts(bool hasLabels) => !hasLabels;

    internal override (double Mean, long Count) Measure(Tape tape, Tensor predictions, Tensor targets) =>
        _squares.Measure(tape, predictions, targets);

    internal override double[] Rows(Tape tape, Tensor predictions, Tensor targets) => _squares.Rows(tape, predictions, targets);

    private protected override double Final(double mean) => Math.Sqrt(mean);
}
