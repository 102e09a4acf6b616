using System.Text.Json.Nodes;
using Seedbed.Autodiff;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>A table that is used both ways, against products over its rows.</summary>
public sealed class ReversibleEmbeddingTests
{
    private const int Words = 6, Size = 3, Places = 4;

    [Theory]
    [InlineData(null, 0, 4, 6)]
    [InlineData(5.0, 0, 3.320184, 4.168273)]
    public void Logits_are_products_with_the_rows_as_in_Keras(double? cap, double first, double second, double third)
    {
        ReversibleEmbedding table = new(3, 2, logitSoftCap: cap);
        Input hidden = new([1, 2]);
        Model model = new(hidden, table.OnReversed(hidden));
        model.SetWeights([[0, 0, 2, 2, 3, 3]]);

        double[] logits = model.Predict(Samples.Of<float>([1, 1], 1, 1, 2)).ToArray();

        Assert.Equal([first, second, third], logits, (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Equal([null, 1, 3], model.Nodes[^1].OutputShapes[0]);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, 0.3)]
    public void Both_uses_of_a_table_give_it_a_gradient(bool isTied, double? cap)
    {
        LayerRun run = LayerRun.OfJson(InDouble(Language(isTied, cap).ToJson()));
        double[] tokens = [1, 5, 0, 2, 2, 4, 3, 1];
        Tensor x = LayerRun.Input(tokens, 2, Places);
        double[] table = run.Weight("embeddings"), kernel = run.Weight("kernel"), bias = run.Weight("bias");
        double[] expected = [.. tokens.SelectMany(token =>
        {
            double[] hidden = [.. Enumerable.Range(0, Size).Select(unit => Math.Tanh(bias[unit]
                + Enumerable.Range(0, Size).Sum(k => table[((int)token * Size) + k] * kernel[(k * Size) + unit])))];
            return Enumerable.Range(0, Words).Select(word => hidden.Select((value, k) =>
                value * (isTied ? table[(word * Size) + k] : run.Weight("reverse_embeddings")[(k * Words) + word])).Sum());
        }).Select(logit => cap is { } c ? c * Math.Tanh(logit / c) : logit)];

        LayerRun.Near(expected, run.Output(x));
        run.CheckGradients(training: true, 0, x);
        Assert.Equal(isTied ? 3 : 4, run.Names.Length);
    }

    [Fact]
    public void The_call_stands_in_the_file_as_Keras_writes_it()
    {
        Model model = Language(isTied: true, cap: null);
        JsonNode json = JsonNode.Parse(model.ToJson())!;
        JsonArray calls = json["config"]!["layers"]!.AsArray().First(layer => (string?)layer!["class_name"] == "ReversibleEmbedding")!
            ["inbound_nodes"]!.AsArray();
        Samples x = Samples.Of<float>([0, 1, 2, 5], 1, Places);
        double[] expected = model.Predict(x).ToArray();

        Assert.Equal(["{}", """{"reverse":true}"""], calls.Select(call => call!["kwargs"]!.ToJsonString()));
        Assert.Equal(expected, Model.FromJson(json.ToJsonString(), seed: 3).Predict(x).ToArray());

        calls[1]!["kwargs"] = new JsonObject();
        calls[1]!["args"]!.AsArray().Add((JsonNode)true);
        Model placed = Model.FromJson(json.ToJsonString(), seed: 3);
        Assert.Equal(expected, placed.Predict(x).ToArray());
        Assert.Equal(["table", "dense", "table#2"], placed.Nodes.Where(node => node.Weights.Count > 0).Select(node => node.Name));
    }

    [Fact]
    public void Other_layers_have_no_way_back()
    {
        string json = Language(isTied: true, cap: null).ToJson().Replace(
            "\"kwargs\":{}", "\"kwargs\":{\"reverse\":true}", StringComparison.Ordinal);

        FormatException fault = Assert.Throws<FormatException>(
            () => Model.FromJson(json, seed: 1).Predict(Samples.Of<float>([0, 1, 2, 3], 1, Places)));

        Assert.Contains("(Dense)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("reverse=true, which is not computed here", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_have_a_mask_and_logits_have_none()
    {
        ReversibleEmbedding table = new(Words, Size, maskZero: true, name: "table");
        Input tokens = new([Places]);
        SymbolicTensor rows = table.On(tokens);
        Model model = new(
            [tokens], [new GlobalAveragePooling1D().On(rows), new GlobalAveragePooling1D().On(table.OnReversed(rows))], seed: 2);
        double[] weights = [.. model.GetWeights()[0].Select(value => (double)value)];
        int[] words = [3, 0, 5, 0];

        IReadOnlyList<Samples> means = model.PredictAll([Samples.Of<float>([.. words.Select(word => (float)word)], 1, Places)]);

        Assert.Equal(Mean(words.Where(word => word > 0), word => Row(word)), means[0].ToArray(), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(
            Mean(words, word => [.. Enumerable.Range(0, Words).Select(other => Row(word).Zip(Row(other), (a, b) => a * b).Sum())]),
            means[1].ToArray(), (a, b) => Math.Abs(a - b) < 1e-7);

        double[] Row(int word) => weights[(word * Size)..((word + 1) * Size)];

        static double[] Mean(IEnumerable<int> words, Func<int, double[]> of) =>
            [.. words.Select(of).Aggregate((sum, next) => [.. sum.Zip(next, (a, b) => a + b)]).Select(value => value / words.Count())];
    }

    [Theory]
    [InlineData("mixed_bfloat16", null, true, true)]
    [InlineData("mixed_bfloat16", "float32", true, false)]
    [InlineData("float32", "bfloat16", true, true)]
    [InlineData("float32", "float32", false, false)]
    public void Logits_have_the_layers_type_or_one_of_their_own(string policy, string? reverse, bool isTableRounded, bool areLogitsRounded)
    {
        Model model = Head(policy, reverse);
        float[] table = [0.1f, 0.7f, 1.3f, -0.9f], x = [1.5f, 0.75f];
        model.SetWeights([table]);

        double[] logits = model.Predict(Samples.Of<float>(x, 1, 2)).ToArray();

        double[] rows = [.. table.Select(value => isTableRounded ? (double)(BFloat16)value : value)];
        double[] products = [(x[0] * rows[0]) + (x[1] * rows[1]), (x[0] * rows[2]) + (x[1] * rows[3])];
        Assert.Equal(areLogitsRounded ? products.Select(value => (double)(BFloat16)value) : products, logits,
            (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void A_type_that_the_model_does_not_hold_is_refused() => Assert.Contains(
        "reverse_dtype is \"float64\"; it must be null, float16, bfloat16 or float32",
        Assert.Throws<FormatException>(() => Head("float32", "float64").Predict(Samples.Of<float>([1, 1], 1, 2))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_tied_language_model_learns()
    {
        Model model = Language(isTied: true, cap: null, width: 16, isProbability: true);
        float[] x = [.. Enumerable.Range(0, 32 * Places).Select(i => (float)(i * 7 % Words))];
        Samples tokens = Samples.Of<float>(x, 32, Places);
        Samples next = Samples.Of<float>([.. x.Select(word => (word + 1) % Words)], 32, Places);
        model.Compile(new Adam(0.02), "sparse_categorical_crossentropy");

        History history = model.Fit(tokens, next, epochs: 60, seed: 1);

        Assert.True(history["loss"][^1] < 0.1, $"{history["loss"][^1]}");
    }

    [Fact]
    public void Calibration_leaves_a_tied_table_and_calibrates_two_tables()
    {
        CalibrationTable tied = Language(isTied: true, cap: null, width: 16).Calibrate("lsuv");
        Model model = Language(isTied: false, cap: null, width: 16);
        CalibrationTable apart = model.Calibrate("lsuv");

        Assert.Equal(["dense/kernel"], tied.ChangedWeights);
        Assert.Equal(2, tied.Layers.Count(layer => layer.Note?.StartsWith("left: one table gives", StringComparison.Ordinal) == true));
        Assert.Equal(["table/embeddings", "dense/kernel", "table/reverse_embeddings"], apart.Layers.Select(layer => layer.Weight));
        Assert.All(apart.Layers, layer => Assert.InRange(layer.After!.Value, 0.9, 1.1));
        Assert.Empty(model.Calibrate("lsuv").ChangedWeights);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, 2.0)]
    public void Logits_are_predicted_behind_a_kernel(bool isTied, double? cap)
    {
        Model model = Language(isTied, cap, width: 64, scheme: new RandomNormal(stddev: 0.5));
        ProbeResult probe = SignalProbe.Run(model, new ProbeOptions { Seeds = 20, HasSpectra = false, HasGradients = false });
        LayerProbe head = probe.Layers[^1];

        Assert.InRange(head.RatioToPrediction!.Value, 0.8, 1.25);
        Assert.True(head.Predicted!.SecondMoment > 1);
    }

    [Fact]
    public void Logits_that_depend_on_their_table_are_measured_only()
    {
        ReversibleEmbedding table = new(Words, 8, name: "table");
        Input tokens = new([Places]);
        SymbolicTensor rows = table.On(tokens);
        SymbolicTensor stream = new LayerNormalization().On(new Add().On(rows, new Dense(8).On(rows)));
        PredictedNode head = SignalPrediction.Of(new Model(tokens, table.OnReversed(stream), seed: 1)).Nodes[^1];

        Assert.Null(head.SecondMoment);
        Assert.Contains("rows of its own table", head.Reason, StringComparison.Ordinal);
    }

    private static Model Language(
        bool isTied, double? cap, int width = Size, bool isProbability = false, Initializer? scheme = null)
    {
        ReversibleEmbedding table = new(Words, width, isTied, (InitializerArgument?)scheme, logitSoftCap: cap, name: "table");
        Input tokens = new([Places]);
        SymbolicTensor logits = table.OnReversed(new Dense(width, activation: "tanh", name: "dense").On(table.On(tokens)));
        return new Model(tokens, isProbability ? new Activation("softmax").On(logits) : logits, seed: 3);
    }

    private static Model Head(string policy, string? reverse)
    {
        Input hidden = new([2]);
        JsonNode json = JsonNode.Parse(new Model(hidden, new ReversibleEmbedding(2, 2).OnReversed(hidden)).ToJson())!;
        JsonNode config = json["config"]!["layers"]![1]!["config"]!;
        config["dtype"] = policy;
        config["reverse_dtype"] = reverse;
        return Model.FromJson(json.ToJsonString(), seed: 1);
    }

    private static string InDouble(string json) => json.Replace("\"float32\"", "\"float64\"", StringComparison.Ordinal);
}
