using System.Collections.Immutable;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Training;

/// <summary>The metrics that there are: accuracies, counts of what is found, scores, and every loss.</summary>
internal static class KnownMetrics
{
    private static readonly Dictionary<string, bool> s_curves = new() { ["ROC"] = false, ["PR"] = true };

    private static readonly Dictionary<string, string> s_methods =
        new() { ["interpolation"] = "interpolation", ["minoring"] = "minoring", ["majoring"] = "majoring" };

    private static readonly Dictionary<string, bool> s_aggregations =
        new() { ["uniform_average"] = false, ["variance_weighted_average"] = true };

    internal static Registry<Metric> All { get; } = new(
        "a metric",
        [
            Of("Accuracy", AccuracyKind.ByShape, "accuracy", "acc"),
            Of("BinaryAccuracy", AccuracyKind.Binary, "binary_accuracy"),
            Of("CategoricalAccuracy", AccuracyKind.Categorical, "categorical_accuracy"),
            Of("SparseCategoricalAccuracy", AccuracyKind.Sparse, "sparse_categorical_accuracy"),
            TopK("TopKCategoricalAccuracy", "top_k_categorical_accuracy", isSparse: false),
            TopK("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy", isSparse: true),
            Counted("Precision", "precision", counts => counts.Precision),
            Counted("Recall", "recall", counts => counts.Recall),
            Counted("TruePositives", "true_positives", counts => counts.TruePositives),
            Counted("FalsePositives", "false_positives", counts => counts.FalsePositives),
            Counted("TrueNegatives", "true_negatives", counts => counts.TrueNegatives),
            Counted("FalseNegatives", "false_negatives", counts => counts.FalseNegatives),
            Of("AUC", ["auc"], AreaOf, new("num_thresholds", "an integer of at least 2", "200"), new("curve", "ROC or PR", "ROC"),
                new("summation_method", "interpolation, minoring or majoring", "interpolation"),
                new("from_logits", "true or false", "false")),
            At("PrecisionAtRecall", "precision_at_recall", "recall", counts => counts.Precision, counts => counts.Recall),
            At("RecallAtPrecision", "recall_at_precision", "precision", counts => counts.Recall, counts => counts.Precision),
            At("SensitivityAtSpecificity", "sensitivity_at_specificity", "specificity", counts => counts.Recall,
                counts => counts.Specificity),
            At("SpecificityAtSensitivity", "specificity_at_sensitivity", "sensitivity", counts => counts.Specificity,
                counts => counts.Recall),
            Of("IoU", ["io_u"], arguments => OverlapOf("io_u", arguments, ChosenClasses(arguments)),
                [ClassesParameter, ChosenParameter, .. LabelParameters]),
            Of("MeanIoU", ["mean_io_u"], arguments => OverlapOf("mean_io_u", arguments, null), [ClassesParameter, .. LabelParameters]),
            Of("OneHotIoU", ["one_hot_io_u"], arguments => OneHotOf("one_hot_io_u", arguments, ChosenClasses(arguments)),
                [ClassesParameter, ChosenParameter, .. OneHotParameters]),
            Of("OneHotMeanIoU", ["one_hot_mean_io_u"], arguments => OneHotOf("one_hot_mean_io_u", arguments, null),
                [ClassesParameter, .. OneHotParameters]),
            Of("BinaryIoU", ["binary_io_u"], BinaryOverlapOf, new("target_class_ids", "a list of 0, 1 or both", "[0, 1]"),
                new("threshold", "a number", "0.5")),
            Of("PearsonCorrelation", ["pearson_correlation"],
                arguments => CorrelationOf("pearson_correlation", arguments, isConcordance: false), LossArguments.Axis),
            Of("ConcordanceCorrelation", ["concordance_correlation"],
                arguments => CorrelationOf("concordance_correlation", arguments, isConcordance: true), LossArguments.Axis),
            Of("F1Score", ["f1_score"], arguments => ScoreOf("f1_score", arguments, 1), AverageParameter, ThresholdParameter),
            Of("FBetaScore", ["f_beta_score", "fbeta_score"], arguments => ScoreOf("fbeta_score", arguments, arguments.Number("beta", 1)),
                AverageParameter, new("beta", "a number greater than 0", "1.0"), ThresholdParameter),
            Of("R2Score", ["r2_score"], arguments => new R2Score("r2_score", arguments.Choice("class_aggregation", false, s_aggregations)),
                new ParameterDescription("class_aggregation", "uniform_average or variance_weighted_average", "uniform_average")),
            Of("RootMeanSquaredError", ["root_mean_squared_error"], _ => new RootMeanSquaredError()),
            .. KnownLosses.All.Descriptions.Select(Of),
        ]);

    private static ParameterDescription AverageParameter => new("average", "micro, macro, weighted, or null for one class", "null");

    private static ParameterDescription ClassesParameter => new("num_classes", "an integer of at least 1", null);

    private static ParameterDescription ChosenParameter => new("target_class_ids", "a list of classes", null);

    /// <summary>What both kinds of labels have; targets that are one-hot have no sparse_y_true.</summary>
    private static ParameterDescription[] OneHotParameters =>
        [new("ignore_class", "an integer or null", "null"), new("sparse_y_pred", "false", "false"), LossArguments.Axis];

    private static ParameterDescription[] LabelParameters =>
    [
        new("ignore_class", "an integer or null", "null"), new("sparse_y_true", "true or false", "true"),
        new("sparse_y_pred", "true or false", "true"), LossArguments.Axis,
    ];

    private static ParameterDescription ThresholdParameter => new("threshold", "a number from 0 to 1, or null for the largest", "null");

    private static Description<Metric> Of(
        string className, IReadOnlyList<string> aliases, Func<NamedArguments, Metric> create,
        params IEnumerable<ParameterDescription> own) =>
        new(className, create)
        {
            Aliases = aliases,
            Module = "keras.metrics",
            Parameters = [.. own, .. ParameterDescription.Unused("name", "dtype")],
        };

    private static Description<Metric> Of(string className, AccuracyKind kind, params string[] aliases) => Of(
        className, aliases, arguments => new Accuracy(aliases[0], kind) { Threshold = arguments.Number("threshold", 0.5) },
        kind == AccuracyKind.Binary ? [new ParameterDescription("threshold", "a number", "0.5")] : []);

    private static Description<Metric> TopK(string className, string alias, bool isSparse) => Of(
        className, [alias], arguments => new TopKAccuracy(alias, Whole(arguments, "k", 5, 1), isSparse),
        new ParameterDescription("k", "an integer of at least 1", "5"));

    private static Description<Metric> Counted(string className, string alias, Func<ConfusionCounts, double> value) => Of(
        className, [alias], arguments => new ConfusionMetric(alias, arguments.NumberOrNull("thresholds") ?? 0.5, value),
        new ParameterDescription("thresholds", "a number or null", "null"));

    private static AreaUnderCurve AreaOf(NamedArguments arguments) => new(
        "auc", Whole(arguments, "num_thresholds", 200, 2), arguments.Choice("curve", false, s_curves),
        arguments.Choice("summation_method", "interpolation", s_methods), arguments.Flag("from_logits", false));

    private static FBetaScore ScoreOf(string name, NamedArguments arguments, double beta)
    {
        string? average = arguments.Find("average") is null or NullValue ? null : arguments.Text("average", "");
        return average is null or "micro" or "macro" or "weighted"
            ? new FBetaScore(name, average, ArgumentNumbers.PositiveOrNull(beta, "beta")!.Value, arguments.NumberOrNull("threshold"))
            : throw new ArgumentException($"average is '{average.Excerpt()}'; it must be micro, macro, weighted or null.");
    }

    private static Description<Metric> At(
        string className, string alias, string bound, Func<ConfusionCounts, double> share, Func<ConfusionCounts, double> other) => Of(
        className, [alias],
        arguments => new ShareAtBound(
            alias, Whole(arguments, "num_thresholds", 200, 2), ArgumentNumbers.Share(Given(arguments, bound), bound), share, other),
        new(bound, "a number from 0 to 1", null), new("num_thresholds", "an integer of at least 2", "200"));

    private static Correlation CorrelationOf(string name, NamedArguments arguments, bool isConcordance)
    {
        LossArguments.CheckAxis(arguments);
        return new Correlation(name, isConcordance);
    }

    private static ImmutableArray<int> ChosenClasses(NamedArguments arguments) =>
        arguments.Axes("target_class_ids") is { Length: > 0 } chosen
        ? chosen
        : throw new ArgumentException("target_class_ids is missing; give the classes of the mean, such as target_class_ids=[0].");

    private static IntersectionOverUnion OverlapOf(string name, NamedArguments arguments, IReadOnlyList<int>? chosen)
    {
        ClassReading reading = (arguments.Flag("sparse_y_true", true), arguments.Flag("sparse_y_pred", true)) switch
        {
            (true, true) => ClassReading.Elements,
            (true, false) => ClassReading.Labels,
            (false, false) => ClassReading.OneHot,
            _ => throw new ArgumentException(
                "sparse_y_true is false and sparse_y_pred true; targets that are one-hot need predictions for each class: "
                + "sparse_y_pred=False."),
        };
        return OverlapOf(name, arguments, chosen, reading);
    }

    private static IntersectionOverUnion OneHotOf(string name, NamedArguments arguments, IReadOnlyList<int>? chosen) =>
        !arguments.Flag("sparse_y_pred", false)
            ? OverlapOf(name, arguments, chosen, ClassReading.OneHot)
            : throw new ArgumentException(
                "sparse_y_pred is true; targets that are one-hot need predictions for each class, so it must be false.");

    private static IntersectionOverUnion OverlapOf(
        string name, NamedArguments arguments, IReadOnlyList<int>? chosen, ClassReading reading)
    {
        LossArguments.CheckAxis(arguments);
        _ = Given(arguments, "num_classes");
        int classes = Whole(arguments, "num_classes", 0, 1);
        return Of(name, classes, chosen ?? [.. Enumerable.Range(0, classes)], reading) with
        {
            IgnoredClass = (int?)arguments.NumberOrNull("ignore_class"),
        };
    }

    private static IntersectionOverUnion BinaryOverlapOf(NamedArguments arguments) =>
        Of("binary_io_u", 2, arguments.Axes("target_class_ids") ?? [0, 1], ClassReading.Elements) with
        {
            Threshold = arguments.Number("threshold", 0.5),
        };

    private static IntersectionOverUnion Of(string name, int classes, IReadOnlyList<int> chosen, ClassReading reading) =>
        chosen.Count > 0 && chosen.All(each => each >= 0 && each < classes)
            ? new IntersectionOverUnion(name, classes, chosen, reading)
            : throw new ArgumentException(
                $"target_class_ids are [{string.Join(", ", chosen.Select(each => $"{each}"))}]; there must be some, from 0 to "
                + $"{classes - 1}.");

    /// <summary>An argument that has no default.</summary>
    private static double Given(NamedArguments arguments, string name) => arguments.Find(name) is null
        ? throw new ArgumentException($"{name} is missing; it has no default, so give it: {name}=….")
        : arguments.Number(name, 0);

    private static int Whole(NamedArguments arguments, string name, int defaultValue, int least) =>
        arguments.Number(name, defaultValue) is var number && double.IsInteger(number) && number >= least && number <= int.MaxValue
            ? (int)number
            : throw new ArgumentException($"{name} is {arguments.Number(name, defaultValue)}; it must be an integer of at least {least}.");

    private static Description<Metric> Of(Description<Loss> loss) =>
        new(loss.ClassName, arguments => new MeanLoss(loss.Create(arguments))
        {
            // As a loss it is to fall, as a metric Keras tells the similarity itself.
            Factor = loss.ClassName == nameof(CosineSimilarity) ? -1 : 1,
        })
        {
            // The one loss whose metric has another name.
            Aliases = loss.ClassName == nameof(LogCosh) ? [.. loss.Aliases, "LogCoshError", "log_cosh_error"] : loss.Aliases,
            Module = "keras.metrics",
            Parameters = loss.Parameters,
        };
}
