using System.Text.Json;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

public sealed class ProbeCommandTests
{
    private static readonly string[] s_keys =
    [
        "name", "forward_std", "forward_mean", "second_moment", "gradient_std", "dead_fraction", "saturated_fraction",
        "effective_rank", "correlation", "gradient_to_weight",
    ];

    [Fact]
    public void Json_has_every_layer_of_every_initializer()
    {
        using var json = JsonDocument.Parse(ToolRun.InProcess(
            "probe", Deep, "--initializer", "glorot_uniform", "--initializer", "he_normal", "--seeds", "3", "--seed", "1", "--json").Output);
        JsonElement[] runs = [.. json.RootElement.GetProperty("runs").EnumerateArray()];

        Assert.Equal(["glorot_uniform", "he_normal"], runs.Select(run => run.GetProperty("initializer").GetString()));
        JsonElement[] layers = [.. runs[1].GetProperty("layers").EnumerateArray()];
        Assert.Equal(22, layers.Length);
        Assert.Empty(s_keys.Except(layers[5].EnumerateObject().Select(property => property.Name)));
        Assert.InRange(SecondMoment(layers[20]) / SecondMoment(layers[1]), 0.1, 10);
        JsonElement[] lost = [.. runs[0].GetProperty("layers").EnumerateArray()];
        Assert.InRange(SecondMoment(lost[20]) / SecondMoment(lost[1]), 1e-8, 1e-5);
        Assert.Equal("vanishing_signal", runs[0].GetProperty("findings")[0].GetProperty("kind").GetString());
        Assert.Equal(2, layers[5].GetProperty("second_moment_band").GetArrayLength());

        static double SecondMoment(JsonElement layer) => layer.GetProperty("second_moment").GetDouble();
    }

    [Fact]
    public void An_assertion_that_fails_is_status_1_and_names_the_first_layer()
    {
        ToolRun run = ToolRun.InProcess("probe", Deep, "--seed", "1", "--assert", "0.1..10");

        Assert.Equal(1, run.Status);
        Assert.Contains("--assert 0.1..10 does not hold: the second moment of hidden_4 is", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.InProcess("probe", Deep, "--seed", "1", "--initializer", "he_normal", "--assert", "0.1..10").Status);
    }

    [Fact]
    public void Widths_tell_how_far_the_first_steps_change_layers()
    {
        ToolRun run = ToolRun.InProcess("probe", Deep, "--seed", "1", "--widths", "32,16,64", "--optimizer", "adam", "--json");
        using var json = JsonDocument.Parse(run.Output);
        JsonElement[] layers = [.. json.RootElement.GetProperty("runs")[0].GetProperty("widths").EnumerateArray()];

        Assert.Equal(21, layers.Length);
        Assert.Equal([16, 32, 64], layers[0].GetProperty("widths").EnumerateArray().Select(width => width.GetInt32()));
        Assert.InRange(layers[0].GetProperty("change_slope").GetDouble(), -0.1, 0.1);
        JsonElement[] changes = [.. layers[2].GetProperty("changes").EnumerateArray()];
        double ratio = changes[2].GetDouble() / changes[0].GetDouble();
        Assert.True(ratio > 1.5, $"{ratio}");
        Assert.Equal("grows", layers[2].GetProperty("trend").GetString());

        ToolRun text = ToolRun.InProcess("probe", Deep, "--seed", "1", "--widths", "16,32").IsDone();
        Assert.Contains("E|x| 32", text.Output, StringComparison.Ordinal);
        Assert.Contains("The size of values depends on the width: ", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_stands_in_the_way_of_widths_is_named()
    {
        string zoo = Repository.At("tests", "Seedbed.Tests", "Golden", "models", "f_zoo.json");
        ToolRun.InProcess("probe", zoo, "--seed", "1", "--widths", "64,128").IsRefused(2, "at the width 64: layer 'reshape' (Reshape)");
    }

    [Fact]
    public void A_page_that_cannot_be_written_loses_no_numbers()
    {
        ToolRun run = ToolRun.InProcess("probe", Deep, "--seed", "1", "--report", "/no/such/folder/p.html");

        Assert.Equal(3, run.Status);
        Assert.Contains("hidden_20", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--assert is '2..1'; it must be two numbers, the smaller first: 0.5..2.", "--assert", "2..1")]
    [InlineData("--widths is '64'; it must be two or more integers of at least 1, with commas between them: 64,128,256.", "--widths", "64")]
    [InlineData("--widths is '64,x'; it must be", "--widths", "64,x")]
    [InlineData("--weights are given, and --widths", "--weights", "w.h5", "--widths", "1,2")]
    [InlineData("--seeds is '0'; it must be an integer of at least 1.", "--seeds", "0")]
    [InlineData("--loss is given without --data, whose targets it needs; give both or neither.", "--loss", "mse")]
    [InlineData("weights of a file are probed as they are, so leave the others out.", "--weights", "w.h5", "--seeds", "2")]
    public void What_cannot_be_done_is_told_in_a_sentence(string sentence, params string[] options)
    {
        ToolRun run = ToolRun.InProcess(["probe", Deep, .. options]);

        Assert.Equal(2, run.Status);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private static string Deep => Repository.At("samples", "deep.json");
}
