using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Masks through pooling, merging, attention, normalization and losses, against plain arithmetic.</summary>
public sealed class MaskTests
{
    private const int Steps = 4;
    private const int Features = 3;
    private const string Table = """ "input_dim": 6, "output_dim": 3, "mask_zero": true """;
    private static readonly double[] s_words = [3, 0, 5, 0, /**/ 0, 2, 1, 4];
    private static readonly double[] s_others = [1, 2, 0, 0, /**/ 4, 0, 3, 0];
    private static readonly (string, string)[] s_inputs = [("x", "4"), ("y", "4")];

    [Fact]
    public void The_mean_is_over_the_steps_that_hold_something()
    {
        LayerRun run = LayerRun.Sequential("4", ("Embedding", Table), ("GlobalAveragePooling1D", ""));
        double[][] rows = Rows(run, "embeddings", s_words);
        double[] expected = [.. Enumerable.Range(0, 2).SelectMany(sample => Enumerable.Range(0, Features).Select(feature =>
            Enumerable.Range(sample * Steps, Steps).Where(step => s_words[step] != 0).Average(step => rows[step][feature])))];

        LayerRun.Near(expected, run.Output(Words()));
        run.CheckGradients(training: true, 0, Words());
    }

    [Fact]
    public void A_step_of_one_value_is_masked()
    {
        LayerRun run = LayerRun.Sequential("3, 2", ("Masking", "\"mask_value\": -1.0"), ("Dense", "\"units\": 2"), ("GlobalAveragePooling1D", ""));
        double[] x = [1, 2, -1, -1, -1, 3, /**/ -1, -1, -1, -1, 0.5, 0];
        double[] expected = [.. Mean([[1, 2], [-1, 3]]), .. Mean([[0.5, 0]])];

        LayerRun.Near(expected, run.Output(LayerRun.Input(x, 2, 3, 2)));
        LayerRun.Near([1, 2, 0, 0, -1, 3, 0, 0, 0, 0, 0.5, 0],
            LayerRun.Sequential("3, 2", ("Masking", "\"mask_value\": -1.0")).Output(LayerRun.Input(x, 2, 3, 2)));

        IEnumerable<double> Mean(double[][] steps)
        {
            double[][] outputs = [.. steps.Select(step => PlainCells.Product(step, run.Weight("kernel"), run.Weight("bias")))];
            return Enumerable.Range(0, 2).Select(unit => outputs.Average(output => output[unit]));
        }
    }

    [Theory]
    [InlineData("Dropout", "\"rate\": 0.5", true)]
    [InlineData("Dense", "\"units\": 3", true)]
    [InlineData("LayerNormalization", "", true)]
    [InlineData("UnitNormalization", "", true)]
    [InlineData("Activation", "\"activation\": \"tanh\"", true)]
    [InlineData("SpatialDropout1D", "\"rate\": 0.5", true)]
    [InlineData("TimeDistributed", """ "layer": {"class_name": "Dense", "config": {"name": "d", "units": 3, "dtype": "float64"}} """, true)]
    [InlineData("Conv1D", "\"filters\": 3, \"kernel_size\": 1", false)]
    [InlineData("Reshape", "\"target_shape\": [4, 3]", false)]
    [InlineData("ZeroPadding1D", "\"padding\": 0", false)]
    [InlineData("RMSNormalization", "", false)]
    [InlineData("EinsumDense", "\"equation\": \"abc,cd->abd\", \"output_shape\": [null, 3]", false)]
    public void Layers_pass_the_mask_on_or_stop_it_as_in_Keras(string type, string config, bool passes)
    {
        LayerRun whole = LayerRun.Sequential("4", ("Embedding", Table), (type, config), ("GlobalAveragePooling1D", ""));
        LayerRun before = LayerRun.Sequential("4", ("Embedding", Table), (type, config));
        double[] steps = before.Output(Words());
        int size = steps.Length / (2 * Steps);
        double[] expected = [.. Enumerable.Range(0, 2).SelectMany(sample => Enumerable.Range(0, size).Select(feature =>
            Enumerable.Range(sample * Steps, Steps).Where(step => !passes || s_words[step] != 0).Average(step => steps[(step * size) + feature])))];

        LayerRun.Near(expected, whole.Output(Words()));
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("Multiply")]
    [InlineData("Maximum")]
    [InlineData("Minimum")]
    public void Merged_tensors_hold_something_where_one_of_them_does(string type)
    {
        LayerRun run = Two(("Merged", type, "", """["e", 0, 0, {}], ["f", 0, 0, {}]"""), pools: true);
        (double[][] first, double[][] second) = (Rows(run, "e/embeddings", s_words), Rows(run, "f/embeddings", s_others));
        double[] expected = [.. Enumerable.Range(0, 2).SelectMany(sample => Enumerable.Range(0, Features).Select(feature =>
            Enumerable.Range(sample * Steps, Steps).Where(step => s_words[step] != 0 || s_others[step] != 0).Average(step =>
                Merge(first[step][feature], second[step][feature], s_words[step] != 0, s_others[step] != 0))))];

        LayerRun.Near(expected, run.Output(Words(), Others()));
        run.CheckGradients(training: true, 0, Words(), Others());

        double Merge(double a, double b, bool hasA, bool hasB) => type switch
        {
            "Add" => a + b,
            "Multiply" => (hasA ? a : 1) * (hasB ? b : 1),
            _ when !hasA => b,
            _ when !hasB => a,
            "Maximum" => Math.Max(a, b),
            _ => Math.Min(a, b),
        };
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Masks_of_concatenated_tensors_are_joined(int axis)
    {
        LayerRun run = Two(("Merged", "Concatenate", $"\"axis\": {axis}", """["e", 0, 0, {}], ["f", 0, 0, {}]"""), pools: true);
        (double[][] first, double[][] second) = (Rows(run, "e/embeddings", s_words), Rows(run, "f/embeddings", s_others));
        double[] expected = [.. Enumerable.Range(0, 2).SelectMany(sample =>
        {
            int[] steps = [.. Enumerable.Range(sample * Steps, Steps)];
            return axis == 1
                ? Enumerable.Range(0, Features).Select(feature => steps.Where(step => s_words[step] != 0).Select(step => first[step][feature])
                    .Concat(steps.Where(step => s_others[step] != 0).Select(step => second[step][feature])).Average())
                : new[] { first, second }.SelectMany(table => Enumerable.Range(0, Features).Select(feature =>
                    steps.Where(step => s_words[step] != 0 || s_others[step] != 0).Average(step => table[step][feature])));
        })];

        LayerRun.Near(expected, run.Output(Words(), Others()));
    }

    [Theory]
    [InlineData("Attention", "", false)]
    [InlineData("Attention", "\"use_scale\": true, \"score_mode\": \"concat\"", true)]
    [InlineData("AdditiveAttention", "", false)]
    [InlineData("AdditiveAttention", "\"use_scale\": false", true)]
    public void Attention_hides_masked_values_and_empties_masked_queries(string type, string config, bool causal)
    {
        LayerRun run = Two(("Merged", type, config, $$"""["e", 0, 0, {"use_causal_mask": {{(causal ? "true" : "false")}}}], ["f", 0, 0, {"use_causal_mask": {{(causal ? "true" : "false")}}}]"""), pools: false);
        (double[][] queries, double[][] values) = (Rows(run, "e/embeddings", s_words), Rows(run, "f/embeddings", s_others));
        double factor = run.Names.Any(name => name.EndsWith("concat_score_weight", StringComparison.Ordinal)) ? run.Weight("concat_score_weight")[0] : 1;
        double[] scale = run.Names.Any(name => name.EndsWith("/scale", StringComparison.Ordinal)) ? run.Weight("/scale") : [1];
        List<double> expected = [];
        for (int i = 0; i < queries.Length; i++)
        {
            int[] seen = [.. Enumerable.Range(i / Steps * Steps, Steps).Where(j => s_others[j] != 0 && (!causal || j % Steps <= i % Steps))];
            double[] weights = [.. seen.Select(j => Math.Exp(Score(queries[i], values[j])))];
            expected.AddRange(Enumerable.Range(0, Features).Select(feature => s_words[i] == 0 ? 0
                : seen.Select((j, k) => weights[k] / weights.Sum() * values[j][feature]).Sum()));
        }

        LayerRun.Near([.. expected], run.Output(Words(), Others()), 1e-7);
        run.CheckGradients(training: true, 0, Words(), Others());

        double Score(double[] q, double[] k) =>
            type == "AdditiveAttention" ? q.Zip(k).Select((pair, f) => scale[f % scale.Length] * Math.Tanh(pair.First + pair.Second)).Sum()
            : config.Length == 0 ? q.Zip(k).Sum(pair => pair.First * pair.Second)
            : factor * q.Zip(k).Sum(pair => Math.Tanh(scale[0] * (pair.First + pair.Second)));
    }

    [Theory]
    [InlineData("MultiHeadAttention", "\"num_heads\": 2, \"key_dim\": 2", 2, false, 9)]
    [InlineData("MultiHeadAttention", "\"num_heads\": 2, \"key_dim\": 2", 2, true, 9)]
    [InlineData("MultiHeadAttention", "\"num_heads\": 2, \"key_dim\": 2, \"sliding_window\": 2, \"use_gate\": true", 2, false, 2)]
    [InlineData("GroupedQueryAttention", "\"num_query_heads\": 4, \"num_key_value_heads\": 2, \"head_dim\": 2", 4, true, 9)]
    [InlineData("GroupedQueryAttention", "\"num_query_heads\": 2, \"num_key_value_heads\": 1, \"head_dim\": 2, \"use_gate\": true", 2, false, 9)]
    public void Heads_see_the_keys_that_the_masks_leave(string type, string config, int heads, bool causal, int window)
    {
        string flag = causal ? "true" : "false";
        LayerRun run = Two(("Merged", type, config, $$"""["e", 0, 0, {"value": ["f", 0, 0], "use_causal_mask": {{flag}}}]"""), pools: false);
        (double[][] queries, double[][] values) = (Rows(run, "e/embeddings", s_words), Rows(run, "f/embeddings", s_others));
        double[][] q = Project(queries, "query"), k = Project(values, "key"), v = Project(values, "value");
        double[][]? gates = run.Names.Any(name => name.Contains("/gate/", StringComparison.Ordinal)) ? Project(queries, "gate") : null;
        int shared = heads / (k[0].Length / 2);
        List<double> expected = [];
        for (int i = 0; i < queries.Length; i++)
        {
            double[] joined = new double[heads * 2];
            for (int head = 0; head < heads; head++)
            {
                int own = head / shared * 2;
                int[] all = [.. Enumerable.Range(i / Steps * Steps, Steps)];
                int[] seen = [.. all.Where(j => s_words[i] != 0 && s_others[j] != 0 && (!causal || j <= i) && Math.Abs(i - j) < window)];
                double[] weights = [.. seen.Select(j => Math.Exp(((q[i][head * 2] * k[j][own]) + (q[i][(head * 2) + 1] * k[j][own + 1])) / Math.Sqrt(2)))];
                for (int part = 0; part < 2; part++)
                {
                    // A query that sees nothing attends to all keys alike.
                    joined[(head * 2) + part] = seen.Length == 0 ? all.Average(j => v[j][own + part])
                        : seen.Select((j, n) => weights[n] / weights.Sum() * v[j][own + part]).Sum();
                    joined[(head * 2) + part] *= gates is null ? 1 : PlainCells.Sigmoid(gates[i][(head * 2) + part]);
                }
            }

            expected.AddRange(PlainCells.Product(joined, run.Weight("attention_output/kernel"), run.Weight("attention_output/bias")));
        }

        LayerRun.Near([.. expected], run.Output(Words(), Others()));
        run.CheckGradients(training: true, 0, Words(), Others());

        double[][] Project(double[][] rows, string name) =>
            [.. rows.Select(row => PlainCells.Product(row, run.Weight($"/{name}/kernel"), run.Weight($"/{name}/bias")))];
    }

    [Fact]
    public void A_masked_softmax_gives_nothing_to_what_is_masked()
    {
        LayerRun run = LayerRun.Functional([("x", "4"), ("m", "4")],
            [("Softmax", "s", "", """["x", 0, 0, {"mask": ["m", 0, 0]}]""")], "s");
        double[] x = LayerRun.Values(8, 1);
        double[] mask = [1, 0, 1, 1, 0, 0, 0, 0];
        double sum = Math.Exp(x[0]) + Math.Exp(x[2]) + Math.Exp(x[3]);

        LayerRun.Near([Math.Exp(x[0]) / sum, 0, Math.Exp(x[2]) / sum, Math.Exp(x[3]) / sum, 0, 0, 0, 0],
            run.Output(LayerRun.Input(x, 2, 4), LayerRun.Input(mask, 2, 4)));
        run.CheckGradients(training: true, 1, LayerRun.Input(x, 2, 4), LayerRun.Input(mask, 2, 4));
    }

    [Fact]
    public void Batch_statistics_are_those_of_the_steps_that_hold_something()
    {
        LayerRun run = LayerRun.Sequential("4", ("Embedding", Table), ("BatchNormalization", "\"epsilon\": 0.01"));
        double[][] rows = Rows(run, "embeddings", s_words);
        double[][] counted = [.. rows.Where((_, step) => s_words[step] != 0)];
        double[] mean = [.. Enumerable.Range(0, Features).Select(f => counted.Sum(row => row[f]) / (counted.Length + 1e-7))];
        double[] variance = [.. mean.Select((m, f) => counted.Sum(row => (row[f] - m) * (row[f] - m)) / (counted.Length + 1e-7))];
        double[] expected = [.. rows.SelectMany(row => row.Select((value, f) =>
            ((value - mean[f]) / Math.Sqrt(variance[f] + 0.01) * run.Weight("gamma")[f]) + run.Weight("beta")[f]))];

        LayerRun.Near(expected, run.Output(training: true, Words()));
        run.CheckGradients(training: true, 0, Words());
    }

    [Fact]
    public void A_loss_counts_the_steps_that_hold_something()
    {
        Sequential model = new(
            [new Input([4]), new Embedding(6, 3, maskZero: true), new Dense(1, kernelInitializer: "ones", name: "d")], seed: 3);
        model.Compile("sgd", "mse");
        Samples words = Samples.Of<double>(s_words, [2, Steps]);
        double[] predictions = [.. model.Predict(words).ToTensor<float>().Select(value => (double)value)];
        double expected = Enumerable.Range(0, 8).Where(step => s_words[step] != 0).Average(step => Math.Pow(predictions[step] - step, 2));

        double loss = model.Evaluate(words, Samples.Of<double>([0, 1, 2, 3, 4, 5, 6, 7], [2, Steps])).Loss;

        Assert.Equal(expected, loss, 1e-4);
    }

    [Fact]
    public void A_mask_of_another_shape_is_told()
    {
        LayerRun run = LayerRun.Functional([("x", "4, 2"), ("m", "3")],
            [("LSTM", "l", "\"units\": 2", """["x", 0, 0, {"mask": ["m", 0, 0]}]""")], "l");

        ArgumentException fault = Assert.Throws<ArgumentException>(() => run.Output(LayerRun.Input(1, 2, 4, 2), LayerRun.Input(2, 2, 3)));

        Assert.Equal("layer 'l' (LSTM): its mask has the shape [2, 3]; it must be [2, 4], a flag for each step.", fault.Message);
    }

    private static LayerRun Two((string Name, string Class, string Config, string Call) layer, bool pools)
    {
        (string, string, string, string)[] layers =
        [
            ("Embedding", "e", Table, """["x", 0, 0, {}]"""), ("Embedding", "f", Table, """["y", 0, 0, {}]"""),
            (layer.Class, layer.Name, layer.Config, layer.Call),
        ];
        return pools
            ? LayerRun.Functional(s_inputs, [.. layers, ("GlobalAveragePooling1D", "p", "", """["Merged", 0, 0, {}]""")], "p")
            : LayerRun.Functional(s_inputs, layers, layer.Name);
    }

    private static double[][] Rows(LayerRun run, string name, double[] words) =>
        [.. words.Select(word => run.Weight(name)[((int)word * Features)..(((int)word + 1) * Features)])];

    private static Tensor Words() => LayerRun.Input(s_words, 2, Steps);

    private static Tensor Others() => LayerRun.Input(s_others, 2, Steps);
}
