using Seedbed.Autodiff;

namespace Seedbed.Training;

/// <summary>Running means over steps: of the loss, weighted by samples, and of the metrics, weighted by what each counts.</summary>
/// <param name="metrics">The metrics.</param>
internal sealed class BatchMeans(IReadOnlyList<Metric> metrics)
{
    /// <summary>The name of the loss among the values.</summary>
    internal const string LossName = "loss";

    private readonly double[] _sums = new double[metrics.Count + 1];
    private readonly long[] _counts = new long[metrics.Count + 1];

    /// <summary>Adds a step.</summary>
    internal void Add(double loss, Tape tape, Tensor predictions, Tensor targets)
    {
        Add(0, loss, predictions[0]);
        for (int i = 0; i < metrics.Count; i++)
        {
            (double mean, long count) = metrics[i].Measure(tape, predictions, targets);
            Add(i + 1, mean, count);
        }
    }

    /// <summary>Forgets all steps.</summary>
    internal void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_counts);
    }

    /// <summary>The means by their names, the loss first.</summary>
    internal Dictionary<string, double> ToLogs(string prefix = "")
    {
        Dictionary<string, double> logs = new(StringComparer.Ordinal) { [prefix + LossName] = MeanAt(0) };
        for (int i = 0; i < metrics.Count; i++)
        {
            logs[prefix + metrics[i].Name] = MeanAt(i + 1);
        }

        return logs;
    }

    private void Add(int index, double mean, long count)
    {
        _sums[index] += mean * count;
        _counts[index] += count;
    }

    private double MeanAt(int index) => _sums[index] / _counts[index];
}
