using System.Diagnostics.CodeAnalysis;
using Seedbed.Autodiff;
using Seedbed.Layers.Computing;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Losses;

/// <summary>Losses by name and configuration; their values by hand; the targets that they refuse.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class LossTests
{
    private static readonly double[] s_predictions = [0.2, 0.5, 0.1, 0.6, 0.3, 0.3];

    [Fact]
    public void Values_are_those_of_the_formulas()
    {
        Assert.Equal(-(Math.Log(0.5 / 0.8) + Math.Log(0.3 / 1.2)) / 2, Value("sparse_categorical_crossentropy", [1, 2]), 1e-12);
        Assert.Equal(-(Math.Log(0.5 / 0.8) + Math.Log(0.3 / 1.2)) / 2, Value("categorical_crossentropy", [0, 1, 0, 0, 0, 1]), 1e-12);
        Assert.Equal(LogSumExp(0.2, 0.5, 0.1) - 0.5,
            2 * Value(new SparseCategoricalCrossentropy(fromLogits: true), [1, 2]) - (LogSumExp(0.6, 0.3, 0.3) - 0.3), 1e-12);
        double[] targets = [0, 1, 0, 1, 0, 1];
        Assert.Equal(Enumerable.Range(0, 6).Average(i => Math.Pow(s_predictions[i] - targets[i], 2)), Value("mse", targets), 1e-12);
        Assert.Equal(Enumerable.Range(0, 6).Average(i => Math.Abs(s_predictions[i] - targets[i])), Value("mae", targets), 1e-12);
        Assert.Equal(
            Enumerable.Range(0, 6).Average(i => Binary(s_predictions[i], targets[i])), Value("binary_crossentropy", targets), 1e-12);
        Assert.Equal(Enumerable.Range(0, 6).Average(i => Binary(1 / (1 + Math.Exp(-s_predictions[i])), targets[i])),
            Value(new BinaryCrossentropy(fromLogits: true), targets), 1e-12);
    }

    [Fact]
    public void Other_losses_are_those_of_their_formulas_too()
    {
        double[] p = s_predictions;
        double[] y = [0, 1, 0, 1, 0, 1];
        double[] e = [.. p.Zip(y, (a, b) => a - b)];
        Assert.Equal(e.Average(x => Math.Abs(x) <= 0.6 ? x * x / 2 : (0.6 * Math.Abs(x)) - 0.18), Value(new Huber(0.6), y), 1e-12);
        Assert.Equal(e.Average(x => Math.Log(Math.Cosh(x))), Value("log_cosh", y), 1e-12);
        Assert.Equal(p.Zip(y, (a, b) => Math.Max(1 - (((2 * b) - 1) * a), 0)).Average(), Value("hinge", y), 1e-12);
        double[] signs = [1, -1, 1, 1, -1, -1];
        Assert.Equal(p.Zip(signs, (a, b) => Math.Pow(Math.Max(1 - (b * a), 0), 2)).Average(), Value("squared_hinge", signs), 1e-12);
        Assert.Equal((Math.Max(0.2 - 0.5 + 1, 0) + Math.Max(0.6 - 0.3 + 1, 0)) / 2, Value("categorical_hinge", [0, 1, 0, 0, 0, 1]), 1e-12);
        double[] t = [2, 1, 0.5, 3, 1, 4];
        Assert.Equal(p.Zip(t, (a, b) => a - (b * Math.Log(a + 1e-7))).Average(), Value("poisson", t), 1e-12);
        Assert.Equal(p.Zip(t, (a, b) => 100 * Math.Abs(b - a) / b).Average(), Value("mape", t), 1e-10);
        Assert.Equal(p.Zip(t, (a, b) => Math.Pow(Math.Log(a + 1) - Math.Log(b + 1), 2)).Average(), Value("msle", t), 1e-12);
        double[] q = [0.1, 0.7, 0.2, 0.3, 0.3, 0.4];
        Assert.Equal(p.Zip(q, (a, b) => b * Math.Log(b / a)).Sum() / 2, Value("kld", q), 1e-12);
        Assert.Equal(-(Cosine(p[..3], t[..3]) + Cosine(p[3..], t[3..])) / 2, Value("cosine_similarity", t), 1e-12);
        Assert.Equal(1 - (2 * p.Zip(y, (a, b) => a * b).Sum() / (y.Sum() + p.Sum() + 1e-7)), Value("dice", y), 1e-12);
        double both = p.Zip(y, (a, b) => a * b).Sum();
        Assert.Equal(1 - (both / (both + (0.3 * (p.Sum() - both)) + (0.6 * (y.Sum() - both)) + 1e-7)), Value(new Tversky(0.3, 0.6), y), 1e-12);
        Assert.Equal(p.Zip(y, (a, b) => (b == 1 ? 0.3 : 0.7) * Math.Pow(b == 1 ? 1 - a : a, 1.5) * Binary(a, b)).Average(),
            Value(new BinaryFocalCrossentropy(applyClassBalancing: true, alpha: 0.3, gamma: 1.5), y), 1e-12);
        Assert.Equal(0.25 * (Focal(0.5 / 0.8) + Focal(0.3 / 1.2)) / 2, Value("categorical_focal_crossentropy", [0, 1, 0, 0, 0, 1]), 1e-12);
        double[] softmax = [.. p[..3].Select(x => Math.Exp(x - LogSumExp(p[..3]))), .. p[3..].Select(x => Math.Exp(x - LogSumExp(p[3..])))];
        Assert.Equal(0.25 * (Focal(softmax[1]) + Focal(softmax[5])) / 2,
            Value("CategoricalFocalCrossentropy(from_logits=True)", [0, 1, 0, 0, 0, 1]), 1e-12);

        static double Cosine(double[] a, double[] b) =>
            a.Zip(b, (x, z) => x * z).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));

        static double Focal(double share) => -Math.Pow(1 - share, 2) * Math.Log(share);
    }

    [Fact]
    public void Smoothed_targets_leave_the_given_ones_as_they_are()
    {
        double[] oneHot = [0, 1, 0, 0, 0, 1];
        double[] smoothed = [.. oneHot.Select(target => (0.7 * target) + (0.3 / 3))];
        double[] halves = [.. oneHot.Select(target => (0.7 * target) + 0.15)];

        Assert.Equal(Value("categorical_crossentropy", smoothed), Value(new CategoricalCrossentropy(labelSmoothing: 0.3), oneHot), 1e-12);
        Assert.Equal(Value("binary_crossentropy", halves), Value(new BinaryCrossentropy(labelSmoothing: 0.3), oneHot), 1e-12);

        Tape tape = new(ElementType.Float64);
        Tensor targets = Tensor.Of<double>(oneHot, 2, 3);
        new CategoricalCrossentropy(labelSmoothing: 0.3).Apply(tape, Tensor.Of<double>(s_predictions, 2, 3), targets);
        Assert.Equal(oneHot, targets.Values<double>().ToArray());
    }

    [Theory]
    [InlineData("mse", "MeanSquaredError")]
    [InlineData("MAE", "MeanAbsoluteError")]
    [InlineData("bce", "BinaryCrossentropy")]
    [InlineData("CategoricalCrossentropy(label_smoothing=0.1, from_logits=True)", "CategoricalCrossentropy")]
    [InlineData("""{"module": "keras.losses", "class_name": "SparseCategoricalCrossentropy", "config": {"name": "x", "reduction": "sum_over_batch_size", "from_logits": true, "ignore_class": null}, "registered_name": null}""", "SparseCategoricalCrossentropy")]
    public void A_loss_is_found_and_written(string identifier, string className)
    {
        Loss loss = identifier;

        Assert.Equal(className, loss.ClassName);
        Assert.Equal(loss, Loss.Get(loss.Serialize()));
        Assert.Equal(identifier.Contains("from_logits", StringComparison.Ordinal),
            loss is CategoricalCrossentropy { FromLogits: true } or SparseCategoricalCrossentropy { FromLogits: true });
    }

    [Theory]
    [InlineData("sparse_categorical_crosentropy", "'sparse_categorical_crosentropy' is not a loss that is known. Did you mean 'sparse_categorical_crossentropy'?")]
    [InlineData("CategoricalCrossentropy(label_smoothing=2)", "label_smoothing is 2; it must be from 0 to 1.")]
    [InlineData("MeanSquaredError(reduction='sum')", "reduction of MeanSquaredError is 'sum'; it must be one of sum_over_batch_size, mean, auto")]
    [InlineData("CategoricalCrossentropy(axis=1)", "axis is 1; classes must be along the last axis, -1.")]
    [InlineData("SparseCategoricalCrossentropy(ignore_class=0)", "ignore_class is 0; classes are not left out here, so it must be null.")]
    public void What_is_wrong_gets_a_sentence(string identifier, string sentence) =>
        Assert.StartsWith(sentence, Assert.ThrowsAny<ArgumentException>(() => Loss.Get(identifier)).Message, StringComparison.Ordinal);

    [Fact]
    public void Targets_that_do_not_fit_get_a_sentence()
    {
        Refused("sparse_categorical_crossentropy", new[] { 0, 3 },
            "the label of sample 1 is 3; layer 'd' (Dense) predicts 3 classes, so labels are whole numbers from 0 to 2.");
        Refused("sparse_categorical_crossentropy", new[] { 0.5, 1 },
            "the label of sample 0 is 0.5; layer 'd' (Dense) predicts 3 classes, so labels are whole numbers from 0 to 2.");
        Refused("sparse_categorical_crossentropy", new[] { -1, 1 }, "the label of sample 0 is -1;");
        Refused("sparse_categorical_crossentropy", new float[2, 3], "layer 'd' (Dense) predicts [2, 3], and the targets are [2, 3]; "
            + "sparse_categorical_crossentropy takes one label for each row of 3 predictions, [2]. Use categorical_crossentropy for "
                + "one-hot targets.");
        Refused("categorical_crossentropy", new[] { 0, 1 },
            "layer 'd' (Dense) predicts [2, 3], and the targets are [2], which looks like labels;");
        Refused("categorical_crossentropy", new float[2, 4],
            "layer 'd' (Dense) predicts [2, 3], and the targets are [2, 4]; for categorical_crossentropy they must have one shape.");
        Refused("binary_crossentropy", new float[,] { { 0, 1, 0 }, { 0, 2, 0 } },
            "a target of sample 1 is 2; targets of binary_crossentropy are from 0 to 1.");
        Refused("mse", new float[2],
            "layer 'd' (Dense) predicts [2, 3], and the targets are [2]; for mean_squared_error they must have one shape.");
    }

    [Fact]
    public void An_axis_of_size_1_may_be_left_out()
    {
        Loss.Get("mse").Check(new float[4], [1], "layer 'd' (Dense)");
        Loss.Get("mse").Check(new float[4, 1], [1], "layer 'd' (Dense)");
        Loss.Get("sparse_categorical_crossentropy").Check(new int[4, 1], [3], "layer 'd' (Dense)");
        Loss.Get("sparse_categorical_crossentropy").Check(new int[4, 7], [7, 3], "layer 'd' (Dense)");
        Assert.Throws<ArgumentException>(() => Loss.Get("mse").Check(new float[4, 1], [2], "layer 'd' (Dense)"));
    }

    private static void Refused(Loss loss, Array targets, string sentence) => Assert.StartsWith(
        sentence, Assert.Throws<ArgumentException>(
            () => loss.Check(Samples.Of(targets), [3], "layer 'd' (Dense)")).Message, StringComparison.Ordinal);

    private static double Value(Loss loss, double[] targets)
    {
        Tape tape = new(ElementType.Float64);
        Tensor predictions = Tensor.Of<double>(s_predictions, 2, 3);
        return TensorValues.Mean(loss.Apply(tape, predictions, Tensor.Of<double>(targets, loss.TargetShape(predictions.Dimensions))));
    }

    private static double LogSumExp(params double[] values) => Math.Log(values.Sum(Math.Exp));

    private static double Binary(double p, double y) => -(y * Math.Log(p)) - ((1 - y) * Math.Log(1 - p));
}
