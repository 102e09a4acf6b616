using System.Diagnostics.CodeAnalysis;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training;

/// <summary>Several inputs and outputs, each with its loss, weight and metrics; weights of samples and classes.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class SeveralOutputsTests
{
    private static readonly float[,] s_first = { { 1, 2 }, { 3, -1 }, { 0.5f, 0.25f }, { -1, -2 } };
    private static readonly float[,] s_second = { { 1 }, { 0 }, { 2 }, { 1 } };
    private static readonly float[] s_price = [1, 0, 2, -1];
    private static readonly int[] s_kind = [0, 2, 1, 1];

    [Fact]
    public void Losses_are_added_by_their_weights_and_told_by_their_outputs()
    {
        Model model = Make();
        model.Compile("sgd", new OutputLoss("mse", 2) { Metrics = ["mae"] },
            new OutputLoss("sparse_categorical_crossentropy", 0.5) { Metrics = ["accuracy"] });
        DataSet data = DataSet.Of([s_first, s_second], [s_price, s_kind]);

        Evaluation evaluation = model.Evaluate(data, batchSize: 3);
        IReadOnlyList<Samples> predictions = model.PredictAll(data.Inputs);

        Assert.Equal(["loss", "price_loss", "kind_loss", "price_mae", "kind_accuracy"], evaluation.Names);
        double squares = predictions[0].ToArray().Zip(s_price, (p, y) => (p - y) * (p - y)).Average();
        double entropy = s_kind.Select((kind, i) => -Math.Log(predictions[1].ToArray()[(3 * i) + kind])).Average();
        Assert.Equal(squares, evaluation["price_loss"], 1e-5);
        Assert.Equal(entropy, evaluation["kind_loss"], 1e-5);
        Assert.Equal((2 * squares) + (0.5 * entropy), evaluation.Loss, 1e-5);
    }

    [Fact]
    public void Gradients_are_those_of_the_weighted_sum()
    {
        DataSet data = DataSet.Of([s_first, s_second], [s_price, s_kind]) with
        {
            SampleWeights = [new float[] { 1, 0.5f, 2, 0 }, null],
        };
        Model model = Make(ElementType.Float64);
        Compile(model);
        double[][] start = [.. model.Weights.Select(weight => weight.ToArray<double>())];
        model.Fit(data, new FitOptions { BatchSize = 4, Shuffle = false });
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
            return model.Evaluate(data).Loss;
        }

        static void Compile(Model model) => model.Compile(
            new SGD(1), new OutputLoss("mse", 2, "price"), new OutputLoss("sparse_categorical_crossentropy", 0.5, "kind"));
    }

    [Fact]
    public void Losses_may_be_named_in_any_order_and_one_may_stand_for_all()
    {
        Model named = Make();
        named.Compile("sgd", new OutputLoss("sparse_categorical_crossentropy", Output: "kind"), new OutputLoss("mse", Output: "price"));
        DataSet data = DataSet.Of([s_first, s_second], [s_price, s_kind]);
        Model ordered = Make();
        ordered.Compile("sgd", new OutputLoss("mse"), new OutputLoss("sparse_categorical_crossentropy"));
        Assert.Equal(ordered.Evaluate(data).Values, named.Evaluate(data).Values);

        Model all = Make();
        all.Compile("sgd", "mse");
        Evaluation evaluation = all.Evaluate(DataSet.Of([s_first, s_second], [s_price, new float[4, 3]]));
        Assert.Equal(evaluation["price_loss"] + evaluation["kind_loss"], evaluation.Loss, 1e-6);
    }

    [Fact]
    public void Sample_weights_multiply_rows_and_the_sum_is_over_the_batch()
    {
        Sequential model = new([new Input([2]), new Dense(1)], seed: 1);
        model.Compile("sgd", new OutputLoss("mse") { Metrics = ["mae"], WeightedMetrics = ["mse"] });
        DataSet data = new DataSet(s_first, s_price).WithSampleWeight(new float[] { 1, 0.5f, 2, 0 });
        double[] squares = [.. model.Predict(data.X).ToArray().Zip(s_price, (p, y) => (p - y) * (p - y))];
        double sum = squares[0] + (0.5 * squares[1]) + (2 * squares[2]);

        Evaluation evaluation = model.Evaluate(data, batchSize: 2);

        Assert.Equal(sum / 4, evaluation.Loss, 1e-5);
        Assert.Equal(sum / 3.5, evaluation["mse"], 1e-5);
        Assert.Equal(squares.Average(Math.Sqrt), evaluation["mae"], 1e-5);
    }

    [Fact]
    public void Class_weights_are_weights_of_samples()
    {
        DataSet data = new(s_first, s_kind);
        DataSet oneHot = new(s_first, new float[,] { { 1, 0, 0 }, { 0, 0, 1 }, { 0, 1, 0 }, { 0, 1, 0 } });
        Dictionary<int, double> weights = new() { [1] = 3, [2] = 0 };

        float[] expected = Trained(data.WithSampleWeight(new double[] { 1, 0, 3, 3 }), null, "sparse_categorical_crossentropy");
        Assert.Equal(expected, Trained(data, weights, "sparse_categorical_crossentropy"));
        Assert.All(expected.Zip(Trained(oneHot, weights, "categorical_crossentropy")), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.StartsWith("class weights and sample weights are given;",
            Assert.Throws<ArgumentException>(() => Trained(data.WithSampleWeight(new double[4]), weights, "sparse_categorical_crossentropy")).Message,
            StringComparison.Ordinal);

        static float[] Trained(DataSet data, IReadOnlyDictionary<int, double>? weights, Loss loss)
        {
            Sequential model = new([new Input([2]), new Dense(3, activation: "softmax")], seed: 1);
            model.Compile(new SGD(0.1), loss);
            model.Fit(data, new FitOptions { ClassWeight = weights, Epochs = 2, BatchSize = 2 });
            return model.Weights[0].ToArray<float>();
        }
    }

    [Fact]
    public void What_does_not_fit_gets_a_sentence()
    {
        Model model = Make();
        DataSet data = DataSet.Of([s_first, s_second], [s_price, s_kind]);
        model.Compile("sgd", new OutputLoss("mse"));
        Refused("1 losses are given, and the model 'functional' has 2 outputs: price, kind;", () => model.Evaluate(data));
        model.Compile("sgd", new OutputLoss("mse", Output: "prize"), new OutputLoss("mse"));
        Refused("the loss mean_squared_error is of the output 'prize'; the model 'functional' has price, kind", () => model.Evaluate(data));
        model.Compile("sgd", new OutputLoss("mse", Output: "price"), new OutputLoss("mae", Output: "price"));
        Refused("2 losses are of the output 'price'; the model 'functional' has price, kind", () => model.Evaluate(data));
        model.Compile("sgd", "mse");
        Refused("1 arrays of targets are given, and the model 'functional' has 2 outputs: price, kind;",
            () => model.Evaluate(DataSet.OfInputs([s_first, s_second], s_price)));
        Refused("the sample weights are [4], [3]; there must be one array, or none, for each of 2 outputs,",
            () => data with { SampleWeights = [new float[4], new float[3]] });
        Refused("the sample weights are [4, 7], and the loss mean_squared_error of layer 'price' (Dense) gives [4]",
            () => model.Evaluate(DataSet.Of([s_first, s_second], [s_price, new float[4, 3]]) with { SampleWeights = [new float[4, 7], null] }));

        static void Refused(string sentence, Func<object> action) =>
            Assert.StartsWith(sentence, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static Model Make(ElementType type = ElementType.Float32)
    {
        Input first = new([2], name: "first");
        Input second = new([1], name: "second");
        SymbolicTensor both = new Concatenate().On(first, second);
        return new Model(
            [first, second],
            [new Dense(1, name: "price").On(both), new Dense(3, activation: "softmax", name: "kind").On(both)], seed: 3, type: type);
    }
}
