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
            foreach (string path in Directory.GetFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories).Order()
                .Where(path => !path.Contains(TorchProject, StringComparison.Ordinal)))
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

    [Fact]
    public void What_people_meet_first_has_an_example() =>
        Assert.Superset(
            new HashSet<string>(["Initializer", "RandomDraws", "InitializerArgument", "Dense", "Model", "Sequential"]),
            Examples.Select(example => Path.GetFileName(((string)example[0]).Split(' ')[0])).Select(name => name switch
            {
                "DenseLayers.cs" => "Dense",
                _ => Path.GetFileNameWithoutExtension(name),
            }).ToHashSet());

    [GeneratedRegex(@"/// <code>\n(?<code>(?: *///.*\n)*?) */// </code>")]
    private static partial Regex Example();

    [GeneratedRegex("^ */// ?", RegexOptions.Multiline)]
    private static partial Regex Prefix();
}
