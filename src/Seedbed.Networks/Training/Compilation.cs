using Seedbed.Graph;

namespace Seedbed.Training;

/// <summary>What a model is trained with, and what its optimizer remembers from one training to the next.</summary>
internal sealed class Compilation
{
    private OptimizerState? _state;

    /// <exception cref="ArgumentException">A metric stands twice, or cannot be measured beside the loss.</exception>
    internal Compilation(Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics)
    {
        optimizer.Check();
        string? twice =
            metrics.GroupBy(metric => metric.Name, StringComparer.Ordinal).FirstOrDefault(
                group => group.Count() > 1 || group.Key == BatchMeans.LossName)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException(
                $"there are two values of the name '{twice.Excerpt()}'; every metric must stand once, and none is named "
                + $"{BatchMeans.LossName}.");
        }

        if (metrics.FirstOrDefault(metric => !metric.Accepts(loss.HasLabels)) is { } misfit)
        {
            string targets = loss.HasLabels ? "one label for each row of predictions" : "a target for each prediction";
            throw new ArgumentException(
                $"the metric '{misfit.Name.Excerpt()}' cannot be measured beside the loss {loss.Name}, which takes {targets}; use "
                + "accuracy, which is chosen by the shapes.");
        }

        Optimizer = optimizer;
        Loss = loss;
        Metrics = metrics;
    }

    internal Optimizer Optimizer { get; }

    internal Loss Loss { get; }

    internal IReadOnlyList<Metric> Metrics { get; }

    /// <summary>What the optimizer remembers.</summary>
    internal OptimizerState State(Network network, ExecutionOptions execution)
    {
        _state ??= new OptimizerState(
            Optimizer, [.. network.Parameters.Where(parameter => parameter.Trainable).Select(parameter => parameter.Value)]);
        _state.Execution = execution;
        return _state;
    }
}
