namespace Seedbed.Training;

/// <summary>The metrics that there are: accuracies, and every loss.</summary>
internal static class KnownMetrics
{
    private static readonly string[] s_parameters = ["name", "dtype"];

    internal static ComponentList<Metric> All { get; } = new(
        "a metric",
        [
            new("Accuracy", ["accuracy", "acc"], s_parameters, _ => new Accuracy("accuracy", AccuracyKind.ByShape)),
            new("BinaryAccuracy", ["binary_accuracy"], [.. s_parameters, "threshold"],
                arguments => new Accuracy("binary_accuracy", AccuracyKind.Binary) { Threshold = arguments.Number("threshold", 0.5) }),
            new("CategoricalAccuracy", ["categorical_accuracy"], s_parameters,
                _ => new Accuracy("categorical_accuracy", AccuracyKind.Categorical)),
            new("SparseCategoricalAccuracy", ["sparse_categorical_accuracy"], s_parameters,
                _ => new Accuracy("sparse_categorical_accuracy", AccuracyKind.Sparse)),
            .. KnownLosses.All.All.Select(OfLoss),
        ]);

    private static Component<Metric> OfLoss(Component<Loss> loss) =>
        new(loss.ClassName, loss.Aliases, loss.Parameters, arguments => new MeanLoss(loss.Create(arguments)));
}
