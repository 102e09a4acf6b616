using System.Text.Json;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

public sealed class ListCommandTests
{
    [Fact]
    public void The_list_has_every_fact_of_every_scheme()
    {
        string text = ToolRun.InProcess("list").IsDone().Output;

        Assert.All(KnownInitializers.All, scheme =>
        {
            IEnumerable<string> options =
                scheme.Parameters.Select(parameter => parameter.Default is null ? parameter.Name : $"{parameter.Name}={parameter.Default}");
            Assert.All([scheme.ClassName, .. scheme.Aliases, scheme.Formula, scheme.SuitedTo, scheme.Source, .. options], fact =>
                Assert.Contains(fact, text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Json_has_every_fact_of_every_scheme()
    {
        JsonElement[] schemes = [.. ToolRun.InProcess("list", "--json").IsDone().Json().EnumerateArray()];

        Assert.Equal(KnownInitializers.All.Count, schemes.Length);
        Assert.All(KnownInitializers.All.Zip(schemes), pair =>
        {
            (Description<Initializer> scheme, JsonElement json) = pair;
            Assert.Equal(scheme.ClassName, json.GetProperty("name").GetString());
            Assert.Equal(scheme.Aliases, json.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString()!));
            Assert.Equal(scheme.Formula, json.GetProperty("formula").GetString());
            Assert.Equal(scheme.SuitedTo, json.GetProperty("suited_to").GetString());
            Assert.Equal(scheme.Source, json.GetProperty("source").GetString());
            Assert.Equal(
                scheme.Parameters.Select(parameter => (parameter.Name, parameter.Default)),
                json.GetProperty("options").EnumerateArray().Select(
                    option => (option.GetProperty("name").GetString()!, option.GetProperty("default").GetString())));
        });
    }

    [Theory]
    [InlineData("HeNormal")]
    [InlineData("he_normal")]
    [InlineData("kaiming_normal")]
    public void One_scheme_is_found_by_any_of_its_names(string name)
    {
        Assert.StartsWith("HeNormal", ToolRun.InProcess("list", name).IsDone().Output, StringComparison.Ordinal);
        Assert.Equal("HeNormal", ToolRun.InProcess("list", name, "--json").IsDone().Json().GetProperty("name").GetString());
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest() =>
        ToolRun.InProcess("list", "he_norml").IsRefused(2, "'he_norml' is not a known initializer. Did you mean 'he_normal'?");
}
