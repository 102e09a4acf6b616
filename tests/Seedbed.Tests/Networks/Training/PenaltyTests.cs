using System.Diagnostics.CodeAnalysis;
using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training;

/// <summary>Regularizers in the loss, constraints behind steps: from files and from C#.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class PenaltyTests
{
    private static readonly float[,] s_x = { { 1, 2 }, { 3, -1 }, { 0.5f, 0.25f } };
    private static readonly float[,] s_y = { { 1 }, { 0 }, { 2 } };

    [Fact]
    public void A_regularizer_of_a_file_counts_in_loss_and_gradient()
    {
        DataSet data = DataSet.Read(Case("xy.npz"));
        Model plain = Model.Load(Case("regularizer_of_zero.json"), seed: 3);
        Model penalized = Model.Load(Case("regularizer_l2.json"), seed: 3);
        plain.Compile(new SGD(0.1), "mse");
        penalized.Compile(new SGD(0.1), "mse");
        double[] kernel = [.. penalized.Weights[0].ToArray<float>().Select(value => (double)value)];

        Assert.Equal(plain.Evaluate(data).Loss + (0.01 * kernel.Sum(w => w * w)), penalized.Evaluate(data).Loss, 1e-6);

        FitOptions once = new() { BatchSize = data.Count, Shuffle = false };
        plain.Fit(data, once);
        penalized.Fit(data, once);
        foreach ((int index, float value) in penalized.Weights[0].ToArray<float>().Index())
        {
            Assert.Equal(plain.Weights[0].ToArray<float>()[index] - (0.1 * 0.02 * kernel[index]), value, 1e-6);
        }
    }

    [Fact]
    public void Layers_in_CSharp_take_regularizers_of_each_weight_and_of_what_they_give()
    {
        Dense layer = new(1)
        {
            KernelRegularizer = "L1L2(l1=0.1, l2=0.2)", BiasRegularizer = new L1(0.3), ActivityRegularizer = new L2(0.5),
        };
        Sequential model = new([new Input([2]), layer], seed: 1);
        model.Compile("sgd", "mse");
        model.Weights[0].Set<float>([0.5f, -2]);
        model.Weights[1].Set<float>([-3]);

        double[] outputs = [(0.5 * 1) - (2 * 2) - 3, (0.5 * 3) + 2 - 3, 0.25 - 0.5 - 3];
        double errors = outputs.Zip([1, 0, 2], (p, y) => (p - y) * (p - y)).Average();
        double penalties = (0.1 * 2.5) + (0.2 * 4.25) + (0.3 * 3) + (0.5 * outputs.Sum(p => p * p) / 3);
        Assert.Equal(errors + penalties, model.Evaluate(s_x, s_y).Loss, 1e-5);
        Assert.Contains("\"kernel_regularizer\":{\"module\":\"keras.regularizers\",\"class_name\":\"L1L2\"", model.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_gradient_of_a_penalized_model_is_that_of_finite_differences()
    {
        Sequential model = new(
            [new Input([2]), new Dense(3, activation: "tanh") { KernelRegularizer = new OrthogonalRegularizer(0.3, "columns"), ActivityRegularizer = "l2" }, new Dense(1)],
            seed: 5, type: ElementType.Float64);
        model.Compile(new SGD(1), "mse");
        double[][] start = [.. model.Weights.Select(weight => weight.ToArray<double>())];
        model.Fit(s_x, s_y, batchSize: 3, shuffle: false);
        double[][] after = [.. model.Weights.Select(weight => weight.ToArray<double>())];

        foreach ((int index, double[] values) in start.Index())
        {
            for (int i = 0; i < values.Length; i++)
            {
                double slope = (LossAt(index, i, 1e-5) - LossAt(index, i, -1e-5)) / 2e-5;
                Assert.Equal(values[i] - slope, after[index][i], 1e-7);
            }
        }

        double LossAt(int index, int element, double step)
        {
            foreach ((Weight weight, double[] values) in model.Weights.Zip(start))
            {
                weight.Set<double>(values);
            }

            double[] moved = [.. start[index]];
            moved[element] += step;
            model.Weights[index].Set<double>(moved);
            return model.Evaluate(s_x, s_y).Loss;
        }
    }

    [Theory]
    [InlineData("MaxNorm(max_value=1)", new[] { 0.6, 0.1, 0.8, -0.2 })]
    [InlineData("MaxNorm(max_value=1, axis=1)", new[] { 0.9994, 0.0333, 0.9987, -0.04994 })]
    [InlineData("unit_norm", new[] { 0.6, 0.4472, 0.8, -0.8944 })]
    [InlineData("non_neg", new[] { 3, 0.1, 4, 0 })]
    [InlineData("MinMaxNorm(min_value=1, max_value=2, rate=0.5)", new[] { 3.5 * 0.6, 0.6118 * 0.4472, 3.5 * 0.8, -0.6118 * 0.8944 })]
    [InlineData("MaxNorm(max_value=1, axis=[0, 1])", new[] { 0.5994, 0.01998, 0.7992, -0.03996 })]
    public void A_constraint_brings_weights_back(string identifier, double[] expected)
    {
        Tensor weight = Tensor.Of<double>([3, 0.1, 4, -0.2], 2, 2);
        Constraint constraint = identifier;
        constraint.Apply(weight);

        Assert.All(expected.Zip(weight.Values<double>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Equal(constraint, Constraint.Get(constraint.Serialize()));
    }

    [Fact]
    public void Constraints_hold_after_each_step()
    {
        Sequential model = new(
            [new Input([2]), new Dense(4) { KernelConstraint = "non_neg", BiasConstraint = "unit_norm" }, new Dense(1)], seed: 2);
        model.Compile(new SGD(0.1), "mse");
        model.Fit(s_x, s_y, epochs: 2);

        Assert.All(model.Weights[0].ToArray<float>(), value => Assert.True(value >= 0));
        Assert.Equal(1, model.Weights[1].ToArray<float>().Sum(value => value * value), 1e-5);
        Assert.Contains(0f, model.Weights[0].ToArray<float>());
    }

    [Fact]
    public void Recurrent_and_embedded_weights_are_found_by_Kerass_names()
    {
        Sequential model = new(
            [
                new Input([3]), new Embedding(5, 2) { Regularizers = new Dictionary<string, Regularizer> { ["embeddings"] = new L2(1) } },
                new LSTM(2) { Regularizers = new Dictionary<string, Regularizer> { ["recurrent"] = new L2(2) } }, new Dense(1),
            ],
            seed: 4);
        model.Compile("sgd", "mse");
        DataSet data = new(new float[,] { { 0, 1, 2 } }, new float[] { 1 });
        double error = Math.Pow(model.Predict(data.X).ToArray()[0] - 1, 2);

        double expected = error + Squares("embeddings") + (2 * Squares("recurrent_kernel"));
        Assert.Equal(expected, model.Evaluate(data).Loss, 1e-5);

        double Squares(string name) => model.Weights.First(weight => weight.Name.EndsWith("/" + name, StringComparison.Ordinal))
            .ToArray<float>().Sum(value => (double)value * value);
    }

    [Theory]
    [InlineData("kernel_regularizer", "{\"class_name\": \"L3\", \"config\": {}}", "layer 'dense' (Dense): kernel_regularizer: 'L3' is not a regularizer that is known.")]
    [InlineData("kernel_regularizer", "{\"class_name\": \"L2\", \"config\": {\"l2\": -1}}", "layer 'dense' (Dense): kernel_regularizer: l2 is -1; it must be finite and at least 0.")]
    [InlineData("bias_regularizer", "{\"class_name\": \"OrthogonalRegularizer\", \"config\": {}}", "layer 'dense' (Dense): bias_regularizer is OrthogonalRegularizer for a weight of the shape [3]; it must have a matrix.")]
    [InlineData("bias_constraint", "{\"class_name\": \"MaxNorm\", \"config\": {\"axis\": 1}}", "layer 'dense' (Dense): bias_constraint is MaxNorm for a weight of the shape [3]; it must have axes from -1 to 0.")]
    [InlineData("other_regularizer", "\"l2\"", "layer 'dense' (Dense): other_regularizer is of no weight that is known here; there are kernel_regularizer,")]
    public void What_is_wrong_is_told_when_it_is_to_train_and_not_before(string key, string value, string sentence)
    {
        string path = Path.Combine(Path.GetTempPath(), $"seedbed-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, File.ReadAllText(Case("regularizer_l2.json")).Replace("\"kernel_regularizer\"", "\"unused\"", StringComparison.Ordinal)
            .Replace("\"units\": 3,", $"\"units\": 3, \"{key}\": {value},", StringComparison.Ordinal));
        Model model = Model.Load(path, seed: 1);
        File.Delete(path);
        model.Compile("sgd", "mse");
        DataSet data = DataSet.Read(Case("xy.npz"));

        Assert.StartsWith(sentence, Assert.ThrowsAny<FormatException>(() => model.Fit(data)).Message, StringComparison.Ordinal);
        Assert.Equal(data.Count, model.Predict(data.X).Count);
    }

    private static string Case(string name) => Repository.At("tests", "Seedbed.Tests", "Cases", name);
}
