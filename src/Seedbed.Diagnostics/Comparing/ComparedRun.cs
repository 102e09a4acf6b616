using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>A training that is compared with others.</summary>
/// <param name="Name">What is compared: the initializer.</param>
/// <param name="Seed">The seed; runs of one seed are a pair.</param>
/// <param name="Values">A value for each epoch by its name, such as <c>loss</c>: those before the failure, where there was one.</param>
/// <param name="Failure">Why the training ended with a loss that is no number; null where it did not.</param>
public sealed record ComparedRun(string Name, long Seed, IReadOnlyDictionary<string, IReadOnlyList<double>> Values, string? Failure = null)
{
    /// <summary>
    /// What a value of a run that failed counts as where two are compared: −∞ of one that is to rise, as <see cref="MonitorMode.Auto"/> has
    /// it of accuracies and scores, +∞ of others.
    /// </summary>
    internal static double WorstOf(string quantity) =>
        new EarlyStopping(quantity).Mode == MonitorMode.Max ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>
    /// A value in an epoch: behind the end of a shorter run its last, since its weights stay; behind a failure +∞ of a loss and null of
    /// others, which may be better when greater.
    /// </summary>
    /// <exception cref="ArgumentException">The run, which did not fail, has no value of the name.</exception>
    internal double? ValueIn(string quantity, int epoch)
    {
        IReadOnlyList<double> values = Values.GetValueOrDefault(quantity, []);
        return epoch < values.Count ? values[epoch]
            : Failure is not null ? (quantity.EndsWith("loss", StringComparison.Ordinal) ? double.PositiveInfinity : null)
            : values.Count > 0 ? values[^1]
            : throw new ArgumentException(
                $"the run of '{Name.Excerpt()}' with the seed {Seed} has no '{quantity.Excerpt()}'; it has "
                + $"{string.Join(", ", Values.Keys)}.");
    }
}
