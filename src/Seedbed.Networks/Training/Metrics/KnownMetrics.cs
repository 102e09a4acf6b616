using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Training;

/// <summary>The metrics that there are: accuracies, and every loss.</summary>
internal static class KnownMetrics
{
    internal static Registry<Metric> All { get; } = new(
        "a metric",
        [
            Of("Accuracy", AccuracyKind.ByShape, "accuracy", "acc"),
            Of("BinaryAccuracy", AccuracyKind.Binary, "binary_accuracy"),
            Of("CategoricalAccuracy", AccuracyKind.Categorical, "categorical_accuracy"),
            Of("SparseCategoricalAccuracy", AccuracyKind.Sparse, "sparse_categorical_accuracy"),
            .. KnownLosses.All.Descriptions.Select(Of),
        ]);

    private static Description<Metric> Of(string className, AccuracyKind kind, params string[] aliases) =>
        new(className, arguments => new Accuracy(aliases[0], kind) { Threshold = arguments.Number("threshold", 0.5) })
        {
            Aliases = aliases,
            Module = "keras.metrics",
            Parameters =
            [
                .. ParameterDescription.Unused("name", "dtype"),
                .. kind == AccuracyKind.Binary ? (ParameterDescription[])[new("threshold", "a number", "0.5")] : [],
            ],
        };

    private static Description<Metric> Of(Description<Loss> loss) =>
        new(loss.ClassName, arguments => new MeanLoss(loss.Create(arguments)))
        {
            Aliases = loss.Aliases,
            Module = "keras.metrics",
            Parameters = loss.Parameters,
        };
}
