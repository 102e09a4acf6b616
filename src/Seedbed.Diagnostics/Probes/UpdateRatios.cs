using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>How far the first steps of an optimizer move the weights.</summary>
internal static class UpdateRatios
{
    internal const int Steps = 5;

    /// <summary>The median of ‖Δw‖/‖w‖ over the first steps, for every weight that does not begin with 0, by its name.</summary>
    /// <param name="model">The model; a copy of it is trained.</param>
    /// <param name="options">Optimizer, data and loss.</param>
    /// <param name="optimizer">The optimizer.</param>
    internal static IReadOnlyDictionary<string, double> Of(Model model, ProbeOptions options, Optimizer optimizer)
    {
        SignalMonitor monitor = new(every: 1);
        _ = Trial.OfSteps(ModelCopy.Of(model, model.Seed), options, optimizer, Steps, monitor);
        HashSet<string> begun = [.. model.Weights.Where(weight => weight.Value.SumOfSquares() > 0).Select(weight => weight.Name)];
        return monitor.Records.SelectMany(record => record.Weights)
            .Where(weight => weight.UpdateRatio is not null && begun.Contains(weight.Name))
            .GroupBy(weight => weight.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Band.Of(group.Select(weight => weight.UpdateRatio!.Value)).Median);
    }
}
