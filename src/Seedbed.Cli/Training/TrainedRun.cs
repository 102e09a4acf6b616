using Seedbed.Cli.Initializing;
using Seedbed.Diagnostics;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Cli.Training;

/// <summary>What one run of a training gave.</summary>
/// <param name="Initializer">The initializer as it was typed; null for the model's own.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Values">A value for each epoch by its name, in the order of the history; those before a failure.</param>
/// <param name="Predictions">Of the first samples, before the training, for each output.</param>
internal sealed record TrainedRun(
    string? Initializer, long Seed, IReadOnlyList<KeyValuePair<string, IReadOnlyList<double>>> Values, IReadOnlyList<Samples> Predictions)
{
    /// <summary>Loss and metrics afterwards; null where the training was stopped or failed.</summary>
    internal Evaluation? Evaluation { get; init; }

    /// <summary>Why it ended with a loss that is no number; null where it did not.</summary>
    internal string? Failure { get; init; }

    /// <summary>What was recorded of its signals; null where they were not monitored.</summary>
    internal SignalMonitor? Monitor { get; init; }

    internal int Epochs => Values.Count == 0 ? 0 : Values[0].Value.Count;

    /// <summary>What a run is called beside others: its initializer.</summary>
    internal string Name => Initializer ?? "the model's own";

    internal ComparedRun Compared => new(Name, Seed, Values.ToDictionary(StringComparer.Ordinal), Failure);
}

/// <summary>All runs that were done.</summary>
/// <param name="Runs">Seed by seed, in the order of the initializers.</param>
/// <param name="IsStopped">Whether the user ended it before all was done.</param>
internal sealed record TrainedRuns(IReadOnlyList<TrainedRun> Runs, bool IsStopped)
{
    /// <summary>Bands and tests, where there are several seeds.</summary>
    internal RunComparison? Comparison { get; init; }
}

/// <summary>A run that is to be done.</summary>
/// <param name="Initializer">Null for the model's own.</param>
/// <param name="Seed">Its seed.</param>
internal readonly record struct PlannedRun(InitializerRule? Initializer, long Seed);

/// <summary>Keeps what the epochs of a training tell, for one whose end is an exception.</summary>
internal sealed class EpochValues : Callback
{
    private readonly List<KeyValuePair<string, List<double>>> _values = [];

    internal IReadOnlyList<KeyValuePair<string, IReadOnlyList<double>>> Values =>
        [.. _values.Select(each => KeyValuePair.Create(each.Key, (IReadOnlyList<double>)each.Value))];

    public override void OnEpochEnd(TrainingState state)
    {
        foreach ((string name, double value) in state.Logs)
        {
            int index = _values.FindIndex(each => each.Key == name);
            if (index < 0)
            {
                index = _values.Count;
                _values.Add(KeyValuePair.Create(name, new List<double>()));
            }

            _values[index].Value.Add(value);
        }
    }
}
