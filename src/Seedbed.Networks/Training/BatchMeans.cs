using Seedbed.Autodiff;

namespace Seedbed.Training;

/// <summary>Running values over steps: of the losses, weighted by samples, and of the metrics, as each adds up.</summary>
internal sealed class BatchMeans
{
    /// <summary>The name of the loss among the values.</summary>
    internal const string LossName = "loss";

    private readonly (string Key, int Output, MetricState State, bool IsWeighted)[] _metrics;
    private readonly string[] _lossNames;
    private readonly double[] _lossSums;
    private double _count;

    /// <summary>Nothing yet.</summary>
    /// <param name="outputs">The model's outputs; the values of several have their names in front.</param>
    internal BatchMeans(IReadOnlyList<TrainedOutput> outputs)
    {
        _lossNames = outputs.Count == 1 ? [LossName] : [LossName, .. outputs.Select(output => $"{output.Name}_{LossName}")];
        _lossSums = new double[_lossNames.Length];
        _metrics =
        [
            .. outputs.Index().SelectMany(output => output.Item.Goal.Metrics.Select(metric => (metric, IsWeighted: false))
                .Concat(output.Item.Goal.WeightedMetrics.Select(metric => (metric, IsWeighted: true)))
                .Select(pair => (outputs.Count == 1 ? pair.metric.Name : $"{output.Item.Name}_{pair.metric.Name}", output.Index,
                    pair.metric.NewState(), pair.IsWeighted))),
        ];
    }

    /// <summary>Adds a step.</summary>
    internal void Add(double loss, Tape tape, BatchOutputs batch)
    {
        int samples = batch.Outputs[0].Predictions[0];
        _count += samples;
        _lossSums[0] += loss * samples;
        for (int i = 1; i < _lossSums.Length; i++)
        {
            _lossSums[i] += batch.Outputs[i - 1].Loss * samples;
        }

        foreach ((_, int index, MetricState state, bool isWeighted) in _metrics)
        {
            OutputBatch output = batch.Outputs[index];
            state.Add(tape, output.Predictions, output.Targets, isWeighted ? output.Weights : null);
        }
    }

    /// <summary>Forgets all steps.</summary>
    internal void Clear()
    {
        Array.Clear(_lossSums);
        _count = 0;
        foreach ((_, _, MetricState state, _) in _metrics)
        {
            state.Clear();
        }
    }

    /// <summary>The values by their names, the losses first.</summary>
    internal Dictionary<string, double> ToLogs(string prefix = "")
    {
        Dictionary<string, double> logs = new(StringComparer.Ordinal);
        foreach ((int index, string name) in _lossNames.Index())
        {
            logs[prefix + name] = _lossSums[index] / _count;
        }

        foreach ((string key, _, MetricState state, _) in _metrics)
        {
            logs[prefix + key] = state.Result;
        }

        return logs;
    }
}
