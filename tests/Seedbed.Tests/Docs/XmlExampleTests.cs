using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Seedbed.Tests.Architecture;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>Every example in a documentation comment is a program that compiles without a warning and runs.</summary>
[Collection(ConsoleCollection.Name)]
public sealed partial class XmlExampleTests
{
    /// <summary>What an editor adds by itself: the namespaces of the libraries, but for Autodiff's, whose tensor is not the framework's.</summary>
    private static readonly string s_usings = string.Concat(
        SourceProject.All.Where(project => !project.IsTool && project.Name is not ("Seedbed.Autodiff" or TorchProject))
            .SelectMany(project => Assembly.Load(project.AssemblyName).GetExportedTypes())
            .Select(type => type.Namespace).Append("System.Numerics.Tensors").Distinct().Select(name => $"using {name};\n"));

    /// <summary>Its examples need libtorch.</summary>
    private const string TorchProject = "Seedbed.TorchSharp";

    public static TheoryData<string, string> Examples
    {
        get
        {
            TheoryData<string, string> examples = [];
            foreach (string path in Sources())
            {
                foreach ((int index, Match match) in Example().Matches(File.ReadAllText(path).ReplaceLineEndings("\n")).Index())
                {
                    examples.Add($"{Repository.Relative(path)} {index + 1}", Prefix().Replace(match.Groups["code"].Value, ""));
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_compiles_and_runs(string place, string code) =>
        Assert.NotNull(place + ExampleRun.Output(s_usings + "\n" + WebUtility.HtmlDecode(code)));

    /// <summary>The types and members that people meet first, each by the line that declares it.</summary>
    private static readonly string[] s_metFirst =
    [
        "public sealed record Zeros", "public sealed record Ones", "public sealed record Constant", "public sealed record Identity",
        "public sealed record RandomNormal", "public sealed record RandomUniform", "public sealed record TruncatedNormal",
        "public record VarianceScaling", "public sealed record GlorotUniform", "public sealed record GlorotNormal", "public sealed record HeUniform",
        "public sealed record HeNormal", "public sealed record LecunUniform", "public sealed record LecunNormal", "public sealed record Orthogonal",
        "public sealed record STFT", "public abstract partial record Initializer", "void Fill<T>(Span<T>", "void FillSlice<T>(", "void Fill<T>(T[,] ",
        "Tensor<T> CreateTensor<T>(", "T[] CreateArray<T>(", "T[,] CreateArray<T>(", "Initializer FromFunction(", "Initializer FromValues<T>(",
        "Distribution? DistributionFor(", "T? Get(string? ", "T? Deserialize(string ", "string Serialize(Initializer ",
        "InitializerRegistry With(", "class SeedGenerator", "RandomKey FromName(", "record FanRule", "class Dense(", "class Conv2D(", "class LSTM(",
        "class Embedding(", "class BatchNormalization(", "class Sequential", "class Model", "History Fit(", "Evaluation Evaluate(Samples",
        "Samples Predict(", "Save(string ", "Model Load(string path, long?", "LoadWeights(string ", "InitializationPlan Initialize(",
        "class InitializationRules(", "InitializationPlan Create(ModelTemplate ", "> Inspect(CheckpointFile ", "Conversion Convert(", "record DataSet",
        "class RandomDraws", "class InitializerArgument",
    ];

    [Fact]
    public void What_people_meet_first_has_an_example()
    {
        string[] declarations = [.. Sources().SelectMany(path => Exemplified().Matches(File.ReadAllText(path).ReplaceLineEndings("\n")))
            .Select(match => match.Groups["declaration"].Value)];

        Assert.All(s_metFirst, start => Assert.Contains(declarations, declaration => declaration.Contains(start, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Sources() =>
        Directory.GetFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories).Order()
            .Where(path => !path.Contains(TorchProject, StringComparison.Ordinal));

    /// <summary>The first line behind a comment with an example, and behind what comes after it.</summary>
    [GeneratedRegex(@"/// </example>\n(?: *///.*\n)*(?: *\[.*\n)*(?<declaration>.*)\n", RegexOptions.CultureInvariant)]
    private static partial Regex Exemplified();

    [GeneratedRegex(@"/// <code>\n(?<code>(?: *///.*\n)*?) */// </code>")]
    private static partial Regex Example();

    [GeneratedRegex("^ */// ?", RegexOptions.Multiline)]
    private static partial Regex Prefix();
}
