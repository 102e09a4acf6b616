using Seedbed.Autodiff;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Metrics;

/// <summary>Metrics by name; accuracy is the one that the shapes ask for.</summary>
public sealed class MetricTests
{
    private static readonly float[] s_rows = [0.2f, 0.5f, 0.1f, 0.6f, 0.3f, 0.3f, 0.1f, 0.1f, 0.8f];

    [Fact]
    public void Accuracy_is_chosen_by_shapes()
    {
        Assert.Equal((2 / 3.0, 3), Measure("accuracy", s_rows, 3, 1, 2, 2));
        Assert.Equal((1 / 3.0, 3), Measure("acc", s_rows, 3, 0, 1, 0, 0, 1, 0, 1, 0, 0));
        Assert.Equal((0.75, 4), Measure("accuracy", [0.4f, 0.6f, 0.5f, 0.9f], 1, 0, 1, 1, 1));
    }

    [Fact]
    public void Named_accuracies_and_errors_are_measured()
    {
        Assert.Equal((8 / 9.0, 9), Measure("binary_accuracy", s_rows, 3, 0, 0, 0, 1, 0, 0, 0, 1, 1));
        Assert.Equal((4 / 9.0, 9), Measure("BinaryAccuracy(threshold=0.25)", s_rows, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0));
        Assert.Equal((2 / 3.0, 3), Measure("sparse_categorical_accuracy", s_rows, 3, 1, 2, 2));
        (double mean, long count) = Measure("mae", [1, 2, 4, 8], 2, 0, 0, 0, 0);
        Assert.Equal((3.75, 2), (mean, count));
        Assert.Equal(21.25, Measure("mse", [1, 2, 4, 8], 2, 0, 0, 0, 0).Mean);
    }

    [Fact]
    public void The_key_is_the_name_that_was_asked_for()
    {
        Assert.Equal(
            ["acc", "mae", "mean_absolute_error", "MSE", "binary_accuracy"],
            new Metric[] { "acc", "mae", "mean_absolute_error", "MSE", "BinaryAccuracy(threshold=0.25)" }.Select(metric => metric.Name));
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest() =>
        Assert.StartsWith("'acuracy' is not a metric that is known. Did you mean 'accuracy'?",
            Assert.Throws<ArgumentException>(() => Metric.Get("acuracy")).Message, StringComparison.Ordinal);

    [Fact]
    public void Counts_at_a_threshold_are_Kerass()
    {
        double[] p = [0.1, 0.6, 0.7, 0.4, 0.9, 0.5];
        double[] y = [0, 1, 0, 1, 1, 0];

        Assert.Equal(2 / 3.0, Result("precision", p, y), 1e-12);
        Assert.Equal(2 / 3.0, Result("recall", p, y), 1e-12);
        Assert.Equal(2, Result("true_positives", p, y));
        Assert.Equal(1, Result("false_positives", p, y));
        Assert.Equal(2, Result("true_negatives", p, y));
        Assert.Equal(1, Result("false_negatives", p, y));
        Assert.Equal(1, Result("Precision(thresholds=0.8)", p, y));
        Assert.Equal(0, Result("Precision(thresholds=0.95)", p, y));
        Assert.Equal(2 / 2.5, Result("precision", p, y, [1, 1, 0.5, 1, 1, 1]), 1e-12);
    }

    [Fact]
    public void Areas_are_those_below_the_points_of_the_curves()
    {
        // keras.metrics.AUC(num_thresholds=3) of [0, 0.5, 0.3, 0.9] and [0, 0, 1, 1]: the example of its documentation.
        double[] p = [0, 0.5, 0.3, 0.9];
        double[] y = [0, 0, 1, 1];

        Assert.Equal(0.75, Result("AUC(num_thresholds=3)", p, y), 1e-12);
        Assert.Equal(1, Result("AUC(num_thresholds=3)", p, y, [1, 0, 0, 1]), 1e-12);
        Assert.Equal(Area(p, y), Result("auc", p, y), 1e-12);
        Assert.Equal(0.75, Result("auc", p, y), 1e-12);
        Assert.Equal(0.25, Result("AUC(curve=PR, summation_method=minoring)", p, y), 1e-12);
        Assert.Equal((0.5 * 2 / 3) + 0.5, Result("AUC(curve=PR, summation_method=majoring)", p, y), 1e-12);
        Assert.Equal(((1 - Math.Log(1.5)) / 2) + 0.5, Result("AUC(curve=PR)", p, y), 1e-12);
        Assert.Equal(0.5, Result("AUC(from_logits=True)", [-3, 3, -3, 3], [0, 1, 1, 0]), 1e-12);

        // The share of pairs of a positive and a negative in which the positive has more.
        static double Area(double[] p, double[] y) => (
            from i in Enumerable.Range(0, p.Length)
            from j in Enumerable.Range(0, p.Length)
            where y[i] == 1 && y[j] == 0
            select p[i] > p[j] ? 1.0 : 0).Average();
    }

    [Fact]
    public void Scores_are_those_of_their_formulas()
    {
        double[] p = [0.2, 0.6, 0.2, 0.2, 0.6, 0.8, 0.4, 0.5, 0.1];
        double[] y = [0, 1, 0, 0, 0, 1, 1, 0, 0];
        Assert.Equal(F(0, 0, 1) + F(1, 1, 0) + F(1, 0, 0), 3 * Result("F1Score(average=macro)", p, y, rowLength: 3), 1e-6);
        Assert.Equal(F(2, 1, 1), Result("F1Score(average=micro)", p, y, rowLength: 3), 1e-6);
        Assert.Equal((F(0, 0, 1) + F(1, 1, 0) + F(1, 0, 0)) / 3, Result("F1Score(average=weighted)", p, y, rowLength: 3), 1e-6);
        Assert.Equal(5 * (2 / 3.0) * (2 / 3.0) / ((4 * 2 / 3.0) + (2 / 3.0)), Result("FBetaScore(average=micro, beta=2)", p, y, rowLength: 3), 1e-6);
        Assert.Equal(1 - (3 / (2 / 3.0)), Result("r2_score", [1, 2, 2], [0, 1, 1]), 1e-9);
        Assert.Equal(Math.Sqrt(21.25), Result("root_mean_squared_error", [1, 2, 4, 8], [0, 0, 0, 0], rowLength: 2), 1e-12);
        Assert.Equal(2 / 3.0, Result("TopKCategoricalAccuracy(k=1)", p, [0, 1, 0, 0, 0, 1, 1, 0, 0], rowLength: 3), 1e-12);
        Assert.Equal(1, Result("TopKCategoricalAccuracy(k=2)", p, [0, 1, 0, 0, 0, 1, 1, 0, 0], rowLength: 3), 1e-12);
        Assert.Equal(1, Result("sparse_top_k_categorical_accuracy", p, [1, 2, 0], rowLength: 3));
        Assert.Equal(1, Result("cosine_similarity", [3, 4], [6, 8], rowLength: 2), 1e-7);

        static double F(double tp, double fp, double fn) => tp == 0 ? 0 : 2 * tp / ((2 * tp) + fp + fn);
    }

    [Fact]
    public void Shares_are_the_best_where_others_have_their_bound()
    {
        // The examples of keras.metrics' documentation.
        double[] p = [0, 0.5, 0.3, 0.9];
        double[] more = [0, 0.3, 0.8, 0.3, 0.8];
        Assert.Equal(0.5, Result("SensitivityAtSpecificity(specificity=0.5)", [0, 0.3, 0.8, 0.3, 0.8], [0, 0, 0, 1, 1]), 1e-12);
        Assert.Equal(2 / 3.0, Result("SpecificityAtSensitivity(sensitivity=0.5)", more, [0, 0, 0, 1, 1]), 1e-12);
        Assert.Equal(0.5, Result("PrecisionAtRecall(recall=0.5)", more, [0, 0, 0, 1, 1]), 1e-12);
        Assert.Equal(0.5, Result("RecallAtPrecision(precision=0.8)", p, [0, 0, 1, 1]), 1e-12);
        Assert.Equal(0, Result("RecallAtPrecision(precision=0.9)", [0.9, 0.1], [0, 1]));
        Assert.StartsWith("recall is missing;", Assert.Throws<ArgumentException>(() => Metric.Get("precision_at_recall")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlaps_are_Kerass()
    {
        // The examples of keras.metrics' documentation: a class of one hit, one miss and one stray has 1/3.
        Assert.Equal(1 / 3.0, Result("MeanIoU(num_classes=2)", [0, 1, 0, 1], [0, 0, 1, 1]), 1e-6);
        Assert.Equal(1 / 3.0, Result("IoU(num_classes=2, target_class_ids=[0])", [0, 1, 0, 1], [0, 0, 1, 1]), 1e-6);
        Assert.Equal(0.23809523, Result("MeanIoU(num_classes=2)", [0, 1, 0, 1], [0, 0, 1, 1], [0.3, 0.3, 0.3, 0.1]), 1e-6);
        Assert.Equal(1 / 3.0, Result("BinaryIoU(target_class_ids=[0, 1], threshold=0.3)", [0.1, 0.2, 0.4, 0.7], [0, 1, 0, 1]), 1e-6);
        Assert.Equal(2 / 3.0, Result("BinaryIoU(target_class_ids=[1], threshold=0.2)", [0.1, 0.2, 0.4, 0.7], [0, 1, 0, 1]), 1e-6);

        // Predicted are 2, 2, 0, 2 for 2, 0, 1, 0: one hit of three in class 2, none in the others.
        double[] rows = [0.2, 0.3, 0.5, 0.1, 0.2, 0.7, 0.5, 0.3, 0.1, 0.1, 0.4, 0.5];
        double[] oneHot = [0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0];
        Assert.Equal(1 / 9.0, Result("OneHotMeanIoU(num_classes=3)", rows, oneHot, rowLength: 3), 1e-6);
        Assert.Equal(1 / 6.0, Result("OneHotIoU(num_classes=3, target_class_ids=[0, 2])", rows, oneHot, rowLength: 3), 1e-6);
        Assert.Equal(1 / 9.0, Result("MeanIoU(num_classes=3, sparse_y_pred=False)", rows, [2, 0, 1, 0], rowLength: 3), 1e-6);
        Assert.Equal(0.25, Result("MeanIoU(num_classes=2, ignore_class=0)", [1, 0, 1], [0, 1, 1]), 1e-6);
        Assert.Throws<ArgumentException>(() => Metric.Get("MeanIoU"));
        Assert.Throws<ArgumentException>(() => Metric.Get("IoU(num_classes=2, target_class_ids=[2])"));
    }

    [Fact]
    public void Correlations_are_those_of_rows()
    {
        // The examples of keras.metrics' documentation.
        double[] y = [0, 1, 0.5, 1, 1, 0.2];
        double[] p = [0.1, 0.9, 0.5, 1, 0.9, 0.2];
        Assert.Equal((1 + 0.99339927) / 2, Result("pearson_correlation", p, y, rowLength: 3), 1e-6);
        Assert.Equal((0.97560976 + 0.98765432) / 2, Result("concordance_correlation", p, y, rowLength: 3), 1e-6);
        Assert.Throws<ArgumentException>(() => Result("pearson_correlation", [1, 2], [1, 2]));
        Assert.Equal("log_cosh_error", Metric.Get("log_cosh_error").Name);
    }

    [Fact]
    public void Sample_weights_weigh_rows()
    {
        Assert.Equal(2 / 3.0, Result("accuracy", [0.9, 0.1, 0.9], [1, 1, 0], [2, 0, 1]), 1e-12);
        Assert.Equal(((1 * 1) + (4 * 3)) / 4.0, Result("mse", [1, 2], [0, 0], [1, 3]), 1e-12);
    }

    [Fact]
    public void A_score_for_each_class_is_refused() => Assert.StartsWith(
        "average of f1_score is null, which gives a value for each of 3 classes;",
        Assert.Throws<ArgumentException>(() => Result("f1_score", [1, 0, 0], [1, 0, 0], rowLength: 3)).Message, StringComparison.Ordinal);

    private static double Result(Metric metric, double[] predictions, double[] targets, double[]? weights = null, int rowLength = 1)
    {
        // Two batches, the second of one row: what adds up must not depend on them.
        MetricState state = metric.NewState();
        int rows = predictions.Length / rowLength;
        int targetLength = targets.Length / rows;
        foreach ((int start, int count) in rows == 1 ? (List<(int, int)>)[(0, 1)] : [(0, rows - 1), (rows - 1, 1)])
        {
            ReadOnlySpan<double> wanted = targets.AsSpan(start * targetLength, count * targetLength);
            state.Add(
                new Tape(ElementType.Float64), Tensor.Of<double>(predictions.AsSpan(start * rowLength, count * rowLength), count, rowLength),
                targetLength == rowLength ? Tensor.Of(wanted, count, targetLength) : Tensor.Of(wanted, count),
                weights is null ? null : Tensor.Of<double>(weights.AsSpan(start, count), count));
        }

        return state.Result;
    }

    private static (double Mean, long Count) Measure(Metric metric, float[] predictions, int rowLength, params float[] targets) =>
        ((MeanMetric)metric).Measure(
        new Tape(ElementType.Float32),
        Tensor.Of<float>(predictions, predictions.Length / rowLength, rowLength),
        targets.Length == predictions.Length
            ? Tensor.Of<float>(targets, predictions.Length / rowLength, rowLength)
            : Tensor.Of<float>(targets, targets.Length));
}
