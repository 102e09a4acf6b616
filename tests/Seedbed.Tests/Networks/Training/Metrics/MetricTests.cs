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

    private static (double Mean, long Count) Measure(Metric metric, float[] predictions, int rowLength, params float[] targets) =>
        metric.Measure(
        new Tape(ElementType.Float32),
        Tensor.Of<float>(predictions, predictions.Length / rowLength, rowLength),
        targets.Length == predictions.Length
            ? Tensor.Of<float>(targets, predictions.Length / rowLength, rowLength)
            : Tensor.Of<float>(targets, targets.Length));
}
