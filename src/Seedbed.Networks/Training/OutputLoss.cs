using Seedbed.Graph;

namespace Seedbed.Training;

/// <summary>What one output of a model learns: a loss, its weight in the sum that becomes small, and what is told beside it.</summary>
/// <param name="Loss">A loss, or its Keras name, call or configuration.</param>
/// <param name="Weight">The factor of this loss in the model's, finite; Keras's <c>loss_weights</c>.</param>
/// <param name="Output">The output's name, that of its layer; null where the losses stand in the order of the outputs.</param>
public sealed record OutputLoss(Loss Loss, double Weight = 1, string? Output = null)
{
    /// <summary>What is told beside the loss, without sample weights.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>What is told beside the loss, under the sample weights.</summary>
    public IReadOnlyList<Metric> WeightedMetrics { get; init; } = [];

    /// <exception cref="ArgumentException">The weight is not finite, or a metric stands twice or cannot be measured beside the
    /// loss.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Loss);
        if (!double.IsFinite(Weight))
        {
            throw new ArgumentException($"the weight of the loss {Loss.Name} is {Weight}; it must be finite.");
        }

        Metric[] all = [.. Metrics, .. WeightedMetrics];
        string? twice =
            all.GroupBy(metric => metric.Name, StringComparer.Ordinal).FirstOrDefault(
                group => group.Count() > 1 || group.Key == BatchMeans.LossName)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException(
                $"there are two values of the name '{twice.Excerpt()}'; every metric must stand once, and none is named "
                + $"{BatchMeans.LossName}.");
        }

        if (all.FirstOrDefault(metric => !metric.Accepts(Loss.HasLabels)) is { } misfit)
        {
            string targets = Loss.HasLabels ? "one label for each row of predictions" : "a target for each prediction";
            throw new ArgumentException(
                $"the metric '{misfit.Name.Excerpt()}' cannot be measured beside the loss {Loss.Name}, which takes {targets}; use "
                + "accuracy, which is chosen by the shapes.");
        }
    }
}

/// <summary>An output of a model and what it learns.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="Place">How messages name the layer that gives it.</param>
/// <param name="Goal">What it learns.</param>
internal sealed record TrainedOutput(string Name, string Place, OutputLoss Goal)
{
    /// <summary>The outputs of a network in their order, each with its loss; one loss stands for all outputs.</summary>
    /// <exception cref="ArgumentException">There are not as many losses as outputs, or one is of an output that there is not.</exception>
    internal static TrainedOutput[] Of(Network network, IReadOnlyList<OutputLoss> losses, bool isForAll)
    {
        IReadOnlyList<string> names = network.Model.Graph.OutputNames;
        if (!isForAll && losses.Count != names.Count)
        {
            throw new ArgumentException(
                $"{losses.Count} losses are given, and {network.Place} has {names.Count} outputs: {string.Join(", ", names)}; give one "
                + "loss for each, or one for all.");
        }

        if (losses.Where(loss => loss.Output is not null).GroupBy(loss => loss.Output).FirstOrDefault(same => same.Count() > 1)
            is { } twice)
        {
            throw new ArgumentException(
                $"{twice.Count()} losses are of the output '{twice.Key!.Excerpt()}'; {network.Place} has {string.Join(", ", names)}, and "
                + "each must have one loss.");
        }

        OutputLoss[] inOrder = [.. names.Select((name, index) =>
            losses.FirstOrDefault(loss => loss.Output == name) ?? (isForAll ? losses[0] : losses[index]))];
        OutputLoss? stray = losses.FirstOrDefault(loss => loss.Output is { } output && !names.Contains(output))
            ?? (losses.Any(loss => loss.Output is not null) && !isForAll ? losses.FirstOrDefault(loss => !inOrder.Contains(loss)) : null);
        return stray is null
            ? [.. names.Select((name, index) => new TrainedOutput(name, $"layer {network.Model.Graph.OutputPlace(index)}", inOrder[index]))]
            : throw new ArgumentException(
                $"the loss {stray.Loss.Name} is of the output '{(stray.Output ?? "").Excerpt()}'; {network.Place} has "
                + $"{string.Join(", ", names)}, and each must have one loss.");
    }
}
