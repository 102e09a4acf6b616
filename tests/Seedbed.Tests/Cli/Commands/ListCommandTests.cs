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
    public void The_list_stands_in_groups_and_says_what_is_experimental()
    {
        string text = ToolRun.InProcess("list").IsDone().Output;
        string[] groups = [.. KnownInitializers.All.Select(scheme => scheme.Group).Distinct()];
        int[] places = [.. groups.Select(group => text.IndexOf($"{group}\n\n", StringComparison.Ordinal))];

        Assert.Equal(
            ["Keras", "distributions", "orthogonal", "convolution", "recurrent and state space", "residual and transformer", "adapters",
                "positions"], groups);
        Assert.All(places, place => Assert.True(place >= 0));
        Assert.Equal(places.Order(), places);
        Assert.Contains("experimental", ToolRun.InProcess("list", "chrono").IsDone().Output, StringComparison.Ordinal);
        JsonElement chrono = ToolRun.InProcess("list", "chrono", "--json").IsDone().Json();
        Assert.Equal("experimental", chrono.GetProperty("status").GetString());
        Assert.Equal("recurrent and state space", chrono.GetProperty("group").GetString());
        Assert.Equal("verified", ToolRun.InProcess("list", "dirac", "--json").IsDone().Json().GetProperty("status").GetString());
    }

    [Fact]
    public void The_functions_of_other_frameworks_are_listed_by_their_names()
    {
        string text = ToolRun.InProcess("list").IsDone().Output;

        Assert.All(
            FrameworkNames.All.Where(name => !name.ClassName.StartsWith("keras.", StringComparison.Ordinal)),
            name => Assert.Contains(name.ClassName, text, StringComparison.Ordinal));
        Assert.Contains("default TensorFlow's", text, StringComparison.Ordinal);
        Assert.Contains("not truncated", ToolRun.InProcess("list", "jax.nn.initializers.normal").IsDone().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest() =>
        ToolRun.InProcess("list", "he_norml").IsRefused(2, "'he_norml' is not a known initializer. Did you mean 'he_normal'?");
}
