using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Serialization;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Advice;

/// <summary>What is pasted into Keras, C# and PyTorch fills a layer with the same distribution.</summary>
public sealed partial class PasteTests
{
    /// <summary>Of the tests' layers: no two agree, so that a fan that is taken for another shows.</summary>
    private const int Inputs = 5;
    private const int Width = 7;

    public static TheoryData<LayerKind, NormalizationKind, bool> Combinations()
    {
        TheoryData<LayerKind, NormalizationKind, bool> data = [];
        foreach (LayerKind layer in Enum.GetValues<LayerKind>())
        {
            foreach (NormalizationKind normalization in Enum.GetValues<NormalizationKind>())
            {
                data.Add(layer, normalization, false);
                data.Add(layer, normalization, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Keras_and_CSharp_say_the_same(LayerKind layer, NormalizationKind normalization, bool isResidual)
    {
        foreach (Recommendation recommendation in Recommendations(layer, normalization, isResidual))
        {
            string[] parameters = [.. Class(layer).GetConstructors().SelectMany(each => each.GetParameters()).Select(each => each.Name!)];
            MatchCollection matches = CSharpArgument().Matches(recommendation.CSharp);

            Assert.Equal(recommendation.CSharp, string.Join(", ", matches.Select(match => match.Value)));
            Assert.Equal(recommendation.Arguments.Count, matches.Count);
            foreach ((Match match, RecommendedArgument argument) in matches.Zip(recommendation.Arguments))
            {
                string name = match.Groups["name"].Value;
                Assert.Contains(name, parameters);
                Assert.Equal(argument.Name.Replace("_", "", StringComparison.Ordinal), name, ignoreCase: true);
                if (name == "unitForgetBias")
                {
                    Assert.Equal("true", argument.Json);
                    Assert.Equal("true", match.Groups["value"].Value);
                    continue;
                }

                Assert.Equal(argument.Json, InitializerRegistry.Default.Serialize(Evaluated(match.Groups["value"].Value)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void PyTorch_says_the_same_of_every_parameter(LayerKind layer, NormalizationKind normalization, bool isResidual)
    {
        (string Name, int[] Shape, string Argument, int[] KerasShape)[] parameters = Parameters(layer);
        Dictionary<string, int[]> shapes = parameters.ToDictionary(each => each.Name, each => each.Shape);
        foreach (Recommendation recommendation in Recommendations(layer, normalization, isResidual))
        {
            Dictionary<string, Initializer> initializers = recommendation.Arguments.Where(each => each.Name != "unit_forget_bias")
                .ToDictionary(each => each.Name, each => InitializerRegistry.Default.Get(each.Json));
            List<PythonCall> calls = [.. recommendation.PyTorch.Split("; ").Select(text => new PythonCall(text, shapes, Width))];
            foreach (PythonCall call in calls.Where(each => each.Slice is not null))
            {
                Assert.Equal((LayerKind.Lstm, "ones_", "bias_ih_l0"), (layer, call.Function, call.Parameter));
                Assert.Equal([Width, 2.0 * Width], call.Slice!);
            }

            Assert.Equal(layer == LayerKind.Lstm, calls.Exists(each => each.Slice is not null));
            PythonCall[] fills = [.. calls.Where(each => each.Slice is null)];
            Assert.Equal(parameters.Select(each => each.Name), fills.Select(each => each.Parameter));
            foreach ((PythonCall fill, (_, int[] shape, string argument, int[] kerasShape)) in fills.Zip(parameters))
            {
                IsTheSame(initializers[argument], Shape.Create([.. kerasShape.Select(size => (long)size)]), fill, shape);
            }
        }
    }

    [Fact]
    public void Post_normalization_divides_by_both_fans_in_PyTorch_too()
    {
        Recommendation recommendation = Recommendations(LayerKind.Dense, NormalizationKind.Post, false).First();

        Assert.Contains("\"fan_avg\"", recommendation.KernelConfig, StringComparison.Ordinal);
        Assert.Contains("((layer.weight[0].numel() + layer.weight[:, 0].numel()) / 2)", recommendation.PyTorch, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LayerKind.Lstm, NormalizationKind.None, true, "This answer is that of the cell alone")]
    [InlineData(LayerKind.Gru, NormalizationKind.Pre, false, "This answer is that of the cell alone")]
    [InlineData(LayerKind.Embedding, NormalizationKind.Post, false, "This answer is that of the table alone")]
    [InlineData(LayerKind.Embedding, NormalizationKind.Pre, false, null)]
    [InlineData(LayerKind.Lstm, NormalizationKind.None, false, null)]
    [InlineData(LayerKind.Conv, NormalizationKind.Batch, true, null)]
    public void A_layer_that_branches_do_not_change_says_so(LayerKind layer, NormalizationKind normalization, bool isResidual, string? sentence)
    {
        foreach (Recommendation recommendation in Recommendations(layer, normalization, isResidual))
        {
            Assert.Equal(sentence is not null, recommendation.Reason[^1].Contains(sentence ?? "alone: residual", StringComparison.Ordinal));
        }
    }

    /// <summary>GPT-2's rule has a number for embeddings.</summary>
    [Fact]
    public void An_embedding_before_normalized_branches_is_GPT2s() => Assert.Equal(
        "embeddingsInitializer: new RandomNormal(stddev: 0.02)",
        Recommendations(LayerKind.Embedding, NormalizationKind.Pre, false).First().CSharp);

    /// <summary>The C# of a change had a cut normal for a uniform scheme of the same variance.</summary>
    [Fact]
    public void A_change_keeps_its_distribution()
    {
        Assert.StartsWith("InitializerRegistry.Default.Get(", InitializerTexts.CSharpOfAny(new HeUniform()), StringComparison.Ordinal);
        Assert.Equal("new GlorotUniform()", InitializerTexts.CSharpOfAny(new GlorotUniform()));
        Assert.Equal("new VarianceScaling(scale: 2, mode: FanMode.FanIn)", InitializerTexts.CSharpOfAny(new VarianceScaling(2)));
    }

    private static IEnumerable<Recommendation> Recommendations(LayerKind layer, NormalizationKind normalization, bool isResidual) =>
        from name in (string[])["relu", "tanh", "silu"]
        from optimizer in Enum.GetValues<OptimizerKind>()
        select Seedbed.Diagnostics.Advice.For(new AdviceRequest(ActivationFunction.Named(name))
        {
            Layer = layer, Normalization = normalization, IsResidual = isResidual, Optimizer = optimizer, Depth = 3, Width = 9,
        }).Recommendation;

    private static void IsTheSame(Initializer initializer, Shape kerasShape, PythonCall fill, int[] shape)
    {
        switch (initializer)
        {
            case Zeros:
                Assert.Equal("zeros_", fill.Function);
                break;
            case Orthogonal orthogonal:
                Assert.Equal("orthogonal_", fill.Function);
                Assert.Equal(orthogonal.Gain, fill.Values["gain"]);
                break;
            case RandomNormal normal:
                Assert.Equal("normal_", fill.Function);
                Assert.Equal(normal.Stddev, fill.Values["std"]);
                break;
            case GlorotUniform uniform:
                Assert.Equal("xavier_uniform_", fill.Function);
                Assert.Equal(uniform.StandardDeviationFor(kerasShape)!.Value, Math.Sqrt(2.0 / (shape[0] + shape[1])), 1e-15);
                break;
            case VarianceScaling { Distribution: ScalingDistribution.TruncatedNormal } scaling:
                Assert.Equal("trunc_normal_", fill.Function);
                Assert.Equal(scaling.StandardDeviationFor(kerasShape)!.Value, fill.Values["std"] * 0.87962566103423978, 1e-14);
                Assert.Equal((-2 * fill.Values["std"], 2 * fill.Values["std"]), (fill.Values["a"], fill.Values["b"]));
                break;
            default:
                Assert.Fail($"{initializer} is in no PyTorch");
                break;
        }
    }

    /// <summary>The parameters of a layer of torch.nn, and what they are in Keras.</summary>
    private static (string Name, int[] Shape, string Argument, int[] KerasShape)[] Parameters(LayerKind layer) => layer switch
    {
        LayerKind.Lstm => Recurrent(4 * Width),
        LayerKind.Gru => Recurrent(3 * Width),
        LayerKind.Embedding => [("weight", [11, Width], "embeddings_initializer", [11, Width])],
        LayerKind.Attention =>
        [
            ("in_proj_weight", [3 * Width, Width], "kernel_initializer", [Width, Width]),
            ("out_proj.weight", [Width, Width], "kernel_initializer", [Width, Width]),
            ("in_proj_bias", [3 * Width], "bias_initializer", [3 * Width]),
            ("out_proj.bias", [Width], "bias_initializer", [Width]),
        ],
        LayerKind.Conv =>
        [
            ("weight", [Width, Inputs, 3, 2], "kernel_initializer", [3, 2, Inputs, Width]), ("bias", [Width], "bias_initializer", [Width]),
        ],
        _ =>
        [
            ("weight", [Width, Inputs], "kernel_initializer", [Inputs, Width]), ("bias", [Width], "bias_initializer", [Width]),
        ],
    };

    private static (string Name, int[] Shape, string Argument, int[] KerasShape)[] Recurrent(int gates) =>
    [
        ("weight_ih_l0", [gates, Inputs], "kernel_initializer", [Inputs, gates]),
        ("weight_hh_l0", [gates, Width], "recurrent_initializer", [Width, gates]),
        ("bias_ih_l0", [gates], "bias_initializer", [gates]),
        ("bias_hh_l0", [gates], "bias_initializer", [gates]),
    ];

    private static Type Class(LayerKind layer) => layer switch
    {
        LayerKind.Conv => typeof(Conv2D),
        LayerKind.Lstm => typeof(LSTM),
        LayerKind.Gru => typeof(GRU),
        LayerKind.Attention => typeof(MultiHeadAttention),
        LayerKind.Embedding => typeof(Embedding),
        _ => typeof(Dense),
    };

    [GeneratedRegex(@"(?<name>\w+): (?<value>new \w+\([^)]*\)|true)")]
    private static partial Regex CSharpArgument();

    [GeneratedRegex(@"^new (?<class>\w+)\((?<arguments>.*)\)$")]
    private static partial Regex Construction();

    /// <summary>new VarianceScaling(scale: 2, mode: FanMode.FanIn), by the constructor with parameters of these names.</summary>
    private static Initializer Evaluated(string text)
    {
        Match match = Construction().Match(text);
        Dictionary<string, string> arguments = match.Groups["arguments"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(each => each.Split(": ")).ToDictionary(each => each[0], each => each[1]);
        Type type = typeof(Initializer).Assembly.GetType($"Seedbed.Initializers.{match.Groups["class"].Value}", throwOnError: true)!;
        ConstructorInfo constructor = type.GetConstructors().OrderBy(each => each.GetParameters().Length).First(each =>
            arguments.Keys.All(name => each.GetParameters().Any(parameter => parameter.Name == name))
            && each.GetParameters().All(parameter => parameter.HasDefaultValue || arguments.ContainsKey(parameter.Name!)));
        return (Initializer)constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            arguments.TryGetValue(parameter.Name!, out string? value) ? Value(parameter, value) : Default(parameter))]);
    }

    private static object? Default(ParameterInfo parameter) =>
        parameter.DefaultValue ?? (parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);

    private static object Value(ParameterInfo parameter, string value) => parameter.ParameterType.IsEnum
        ? Enum.Parse(parameter.ParameterType, value.Split('.')[1])
        : double.Parse(value, CultureInfo.InvariantCulture);
}
