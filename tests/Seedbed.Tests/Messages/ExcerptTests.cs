using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Training;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Serialization;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Cli;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Messages;

/// <summary>A sentence repeats no more of an input than shows which one is meant, whatever door the input came through.</summary>
public sealed class ExcerptTests
{
    /// <summary>Some sentences repeat two or three inputs, and say what is allowed.</summary>
    private const int LongestSentence = 1800;

    private static readonly string s_long = new('x', 100_000);
    private static readonly string s_digits = new('9', 100_000);

    /// <summary>Texts that the library's doors refuse.</summary>
    private static readonly Dictionary<string, Action<string>> s_doors = new()
    {
        ["initializer: name"] = text => InitializerRegistry.Default.Get(text),
        ["initializer: key"] = text => InitializerRegistry.Default.Get($"he_normal({text}=1)"),
        ["initializer: value"] = text => InitializerRegistry.Default.Get($"he_normal(seed={text})"),
        ["initializer: choice"] = text => InitializerRegistry.Default.Get($"VarianceScaling(mode={text})"),
        ["initializer: no pair"] = text => InitializerRegistry.Default.Get($"VarianceScaling({text})"),
        ["initializer: open parenthesis"] = text => InitializerRegistry.Default.Get($"{text}(a"),
        ["initializer: text in JSON"] = text => InitializerRegistry.Default.Get($$$$"""{"class_name": "RandomNormal", "config": {"stddev": "{{{{text}}}}"}}"""),
        ["initializer: list in JSON"] = text => InitializerRegistry.Default.Get($$$$"""{"class_name": "RandomNormal", "config": {"stddev": ["{{{{text}}}}", 1]}}"""),
        ["initializer: class in JSON"] = text => InitializerRegistry.Default.Get($$$$"""{"class_name": "{{{{text}}}}", "config": {}}"""),
        ["initializer: module in JSON"] = text => InitializerRegistry.Default.Get($$$$"""{"module": "{{{{text}}}}", "class_name": "{{{{text}}}}", "config": {}}"""),
        ["initializer: key in JSON"] = text => InitializerRegistry.Default.Get($$$$"""{"class_name": "HeNormal", "config": {"{{{{text}}}}": 1}}"""),
        ["initializer: twice in JSON"] = text => InitializerRegistry.Default.Get($$$$"""{"class_name": "HeNormal", "config": {"{{{{text}}}}": 1, "{{{{text}}}}": 1}}"""),
        ["initializer: window"] = text => InitializerRegistry.Default.Get($"stft(window={text})"),
        ["initializer: of a layer"] = text => _ = new Sequential([new Dense(2, kernelInitializer: text)]),
        ["loss"] = text => Loss.Get(text),
        ["loss: key"] = text => Loss.Get($"mse({text}=1)"),
        ["optimizer"] = text => Optimizer.Get(text),
        ["optimizer: key"] = text => Optimizer.Get($"SGD({text}=1)"),
        ["optimizer: value"] = text => Optimizer.Get($"SGD(learning_rate={text})"),
        ["metric"] = text => Metric.Get(text),
        ["release"] = text => KerasRelease.Parse(text),
        ["dtype"] = text => Seedbed.ElementTypes.Parse(text),
        ["template: text"] = text => KerasModelReader.Read(text),
        ["template: model's class"] = text => KerasModelReader.Read($$$$"""{"class_name": "{{{{text}}}}", "config": {"name": "m"}}"""),
        ["template: model's name"] = text => Read("3", text),
        ["template: list"] = text => KerasModelReader.Read($$$$"""{"class_name": "{{{{text}}}}", "config": [], "keras_version": "{{{{text}}}}"}"""),
        ["template: layer"] = text => Read($"\"{text}\""),
        ["template: layer's class"] = text => Read($$$$"""{"class_name": "{{{{text}}}}", "config": {"name": "a"}}"""),
        ["template: layer's class of a user"] = text => Read($$$$"""{"class_name": "A", "registered_name": "p>{{{{text}}}}", "config": {"name": "a", "{{{{text}}}}": 3}}"""),
        ["template: class without a name"] = text => Read($$$$"""{"class_name": "{{{{text}}}}", "config": {}}"""),
        ["template: layer's name"] = text => Read(Dense("\"units\": 3", text)),
        ["template: name with a slash"] = text => Read(Dense("\"units\": 3", "a//" + text[..1000])),
        ["template: nested names"] = text => Read(Nested(text[..1000], 12)),
        ["template: argument"] = text => Read(Dense($"\"units\": \"{text}\"")),
        ["template: number"] = _ => Read(Dense($"\"units\": {s_digits}")),
        ["template: activation"] = text => ModelFiles.Network(Bytes(Dense($"\"units\": 3, \"activation\": \"{text}\""))),
        ["template: initializer"] = text => Read(Dense($"\"units\": 3, \"kernel_initializer\": \"{text}\"")),
        ["template: dtype"] = text => Read(Dense($"\"units\": 3, \"dtype\": \"{text}\"")),
        ["template: penalty"] = text => Fit($"\"units\": 3, \"{text}_regularizer\": \"{text}\""),
        ["template: equation"] = text => Read($$$$"""{"class_name": "EinsumDense", "config": {"name": "a", "output_shape": 3, "equation": "{{{{text}}}}"}}"""),
        ["template: labels"] = text => Read($$$$"""{"class_name": "EinsumDense", "config": {"name": "a", "output_shape": [], "equation": "ab,bc->{{{{text}}}}c"}}"""),
        ["template: tensor"] = text => KerasModelReader.Read($$$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 4]}, "name": "i", "inbound_nodes": []}],
             "input_layers": [["{{{{text}}}}", 0, 0]], "output_layers": [["i", 0, 0]]}}
            """),
        ["template: call"] = text => KerasModelReader.Read($$$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [{"class_name": "{{{{text}}}}", "config": {"name": "i"}, "name": "i", "inbound_nodes": "{{{{text}}}}"}],
             "input_layers": [["i", 0, 0]], "output_layers": [["i", 0, 0]]}}
            """),
        ["custom layers"] = text => CustomLayers.Parse(text),
        ["custom layers: key"] = text => CustomLayers.Parse($$$$"""{"My": {"{{{{text}}}}": 3}}"""),
        ["custom layers: class"] = text => CustomLayers.Parse($$$$"""{"{{{{text}}}}": 3}"""),
        ["custom layers: size"] = text => Custom($$$$"""{"My": {"weights": [{"name": "w", "shape": ["{{{{text}}}}+"]}]}}"""),
        ["custom layers: initializer"] = text => Custom($$$$"""{"My": {"weights": [{"name": "w", "shape": [1], "initializer": "{{{{text}}}}"}]}}"""),
        ["plan: pattern"] = text => InitializationPlan.Create(
            KerasModelReader.Read(
                Model(Dense("\"units\": 3"))), new PlanOptions { Seed = 1, Overrides = [new InitializerOverride(text, new Ones())] }),
        ["plan: names"] = text => Plans.Of(Tensor(text), Tensor(text)),
        ["plan: tensor"] = text => Plans.Of(Tensor(text, new Orthogonal())),
        ["layer: name"] = text => new Sequential([new Input([4]), new Dense(0, name: text)]).Build(),
        ["layer: twice"] = text => new Sequential([new Input([4]), new Dense(2, name: text), new Dense(2, name: text)]).Build(),
        ["model: path"] = text => new Sequential([new Input([4]), new Dense(2)], seed: 1).Save(text),
        ["model: weights"] = text => new Sequential([new Input([4]), new Dense(2)], seed: 1).SaveWeights(text),
    };

    public static TheoryData<string> Doors => [.. s_doors.Keys];

    [Theory]
    [MemberData(nameof(Doors))]
    public void A_sentence_of_the_library_is_short(string door)
    {
        Exception fault = Assert.ThrowsAny<Exception>(() => s_doors[door](s_long));

        Assert.True(fault.Message.Length <= LongestSentence, $"{fault.Message.Length} characters: {fault.Message.Excerpt()}");
        Assert.True(fault is FormatException or ArgumentException or NotSupportedException, $"{fault.GetType()}: {fault.Message}");
    }

    /// <summary>Arguments of the tool, with X in the place of a long text.</summary>
    public static TheoryData<string> Commands =>
    [
        "sample X --shape 3", "sample he_normal(X=3) --shape 3", "sample he_normal(seed=X) --shape 3", "sample he_normal --shape X",
        "sample he_normal --shape 3 --dtype X",
        "sample he_normal --shape 3 --like X", "sample he_normal --shape 3 --seed X", "sample he_normal --shape 3 --threads X",
        "sample he_normal --shape 3 --slice X",
        "sample he_normal --shape 3 -o X", "sample he_normal --shape 3 -o X.npy", "sample he_normal --X", "sample he_normal --shape 3 X",
        "X", "list X",
        "inspect X", "inspect X/X", "init X -o x.npz", "init X.json -o x.npz", "init MODEL -o X", "init MODEL -o X.npz",
        "init MODEL -o X/x.npz", "init MODEL -o x.npz --initializer X=ones",
        "init MODEL -o x.npz --initializer X", "init MODEL -o x.npz --initializer *=X", "init MODEL -o x.npz --layers X",
        "init MODEL -o x.npz --keras X", "init MODEL -o x.npz --input-shape X",
        "train X --data d.npz --loss mse", "train X.json --data d.npz --loss mse", "train MODEL --data X --loss mse",
        "train MODEL --data X.npz --loss mse", "train MODEL --data X.csv --loss mse",
        "train MODEL --data d.npz --loss X", "train MODEL --data d.npz --loss mse --optimizer X", "train MODEL --data d.npz --loss mse "
        + "--metrics X",
        "train MODEL --data d.npz --loss mse --epochs X", "train MODEL --data DATA --loss mse --seed 1 --weights X.h5", "train MODEL "
        + "--data DATA --loss mse --seed 1 --initializer X",
        "train MODEL --data DATA --loss mse --seed 1 -o X", "train MODEL --data DATA --loss mse --seed 1 -o X.keras",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_sentence_of_the_tool_is_short_and_whole(string command)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.json"), Model(Dense("\"units\": 1")));
        File.WriteAllText(folder.At("d.csv"), "a,b,c,d,y\n1,2,3,4,5\n");
        string[] arguments = [.. command.Split(' ').Select(word => word
            .Replace("MODEL", folder.At("m.json"), StringComparison.Ordinal)
            .Replace("DATA", folder.At("d.csv"), StringComparison.Ordinal)
            .Replace("X", s_long, StringComparison.Ordinal))];

        ToolRun run = ToolRun.InProcess(arguments);

        Assert.True(run.Error.Length <= LongestSentence, $"{run.Error.Length} characters: {run.Error.Excerpt()}");
        run.IsRefused(run.Status, "xxx… (");
        Assert.InRange(run.Status, 2, 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(179)]
    [InlineData(410)]
    [InlineData(498)]
    public void A_long_text_keeps_its_beginning_and_its_end_and_cuts_no_letter(int at)
    {
        string text = new string('a', 498).Insert(at, "\U0001F600");

        string excerpt = text.Excerpt();

        Assert.Contains("… (500 characters) …", excerpt, StringComparison.Ordinal);
        Assert.InRange(excerpt.Length, 268, Excerpts.Longest);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(excerpt)));
        Assert.Equal("", ((string?)null).Excerpt());
        Assert.Equal(text[..Excerpts.Longest], text[..Excerpts.Longest].Excerpt());
    }

    private static void Read(string layer, string name = "m") => KerasModelReader.Read(Model(layer, name));

    private static byte[] Bytes(string layer) => Encoding.UTF8.GetBytes(Model(layer));

    private static string Model(string layer, string name = "m") => $$$$"""
        {"class_name": "Sequential", "config": {"name": "{{{{name}}}}", "layers": [
          {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 4]}}, {{{{layer}}}}]}}
        """;

    private static string Dense(string config, string name = "a") => $$$$"""{"class_name": "Dense", "config": {"name": "{{{{name}}}}", {{{{config}}}}}}""";

    private static string Nested(string name, int depth) => depth == 0
        ? Dense("\"units\": 0")
        : $$$$"""{"class_name": "Sequential", "config": {"name": "{{{{name}}}}", "layers": [{{{{Nested(name, depth - 1)}}}}]}}""";

    private static void Fit(string config)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.json"), Model(Dense(config)));
        Model model = Seedbed.Models.Model.Load(folder.At("m.json"));
        model.Compile("adam", "mse");
        model.Fit(Samples.Of<float>(new float[8], [2, 4]), Samples.Of<float>(new float[6], [2, 3]));
    }

    private static void Custom(string layers) => KerasModelReader.Read(
        Model("""{"class_name": "My", "module": "a", "registered_name": "My", "config": {"name": "a"}}"""), new KerasModelOptions { CustomLayers = CustomLayers.Parse(layers) });

    private static TensorTemplate Tensor(string name, Initializer? initializer = null) =>
        new(name, [3], DType.Float32, initializer ?? new Zeros());
}
