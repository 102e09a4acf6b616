using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Training;

/// <summary>
/// A number that training reports beside the loss, by its Keras name: accuracies, errors, and every loss. Names and configurations convert
/// implicitly: <c>"accuracy"</c>.
/// </summary>
/// <remarks>
/// <c>accuracy</c> is chosen by shapes as in Keras: binary where one number is predicted, sparse where there is one label for a row of
/// predictions, else categorical. Source: <c>keras.metrics</c>.
/// </remarks>
public abstract record Metric
{
    private protected Metric(string name) => Name = name;

    /// <summary>The key in a history: the name that the metric was asked for by.</summary>
    public string Name { get; private init; }

    /// <summary>The names of all metrics, aliases and classes.</summary>
    public static IEnumerable<string> Names => KnownMetrics.All.Names;

    /// <summary>The metric that a text means.</summary>
    /// <param name="identifier">A name, a call or a configuration in JSON.</param>
    public static implicit operator Metric(string identifier) => Get(identifier);

    /// <summary>The metric that a text means: a name (<c>mae</c>), a call or a Keras configuration in JSON.</summary>
    /// <param name="identifier">As in Keras.</param>
    /// <exception cref="ArgumentException">The name is unknown; the nearest is suggested.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    public static Metric Get(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        Metric metric = KnownMetrics.All.Get(identifier);
        bool isName = identifier.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        return isName ? metric with { Name = identifier } : metric;
    }

    /// <summary>What adds up over batches, nothing yet.</summary>
    internal abstract MetricState NewState();

    /// <summary>Whether it can be measured where targets are labels of rows, or else values of elements.</summary>
    /// <param name="hasLabels">Whether there is one target for each row of predictions.</param>
    internal abstract bool Accepts(bool hasLabels);
}

/// <summary>What a metric adds up over batches.</summary>
internal abstract class MetricState
{
    /// <summary>The value so far.</summary>
    internal abstract double Result { get; }

    /// <summary>Adds a batch.</summary>
    /// <param name="tape">For what has to be computed on the way.</param>
    /// <param name="predictions">Rows along the last axis.</param>
    /// <param name="targets">A label for each row, or a value for each prediction.</param>
    /// <param name="weights">The weight of each row; null where all count alike.</param>
    internal abstract void Add(Tape tape, Tensor predictions, Tensor targets, Tensor? weights);

    /// <summary>Forgets all batches.</summary>
    internal abstract void Clear();
}

/// <summary>A mean over rows, or over elements.</summary>
/// <param name="Identifier">The key in a history.</param>
internal abstract record MeanMetric(string Identifier) : Metric(Identifier)
{
    internal override MetricState NewState() => new State(this);

    /// <summary>The mean over a batch, and the number of values that it is the mean of.</summary>
    internal abstract (double Mean, long Count) Measure(Tape tape, Tensor predictions, Tensor targets);

    /// <summary>The value of each row.</summary>
    internal abstract double[] Rows(Tape tape, Tensor predictions, Tensor targets);

    /// <summary>What becomes of the mean over all batches.</summary>
    private protected virtual double Final(double mean) => mean;

    private sealed class State(MeanMetric metric) : MetricState
    {
        private double _sum;
        private double _count;

        internal override double Result => metric.Final(_sum / _count);

        internal override void Clear() => (_sum, _count) = (0, 0);

        internal override void Add(Tape tape, Tensor predictions, Tensor targets, Tensor? weights)
        {
            if (weights is null)
            {
                (double mean, long count) = metric.Measure(tape, predictions, targets);
                _sum += mean * count;
                _count += count;
                return;
            }

            foreach ((int index, double value) in metric.Rows(tape, predictions, targets).Index())
            {
                double weight = TensorValues.At(weights, index);
                _sum += value * weight;
                _count += weight;
            }
        }
    }
}
