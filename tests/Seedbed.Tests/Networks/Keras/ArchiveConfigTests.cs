using System.Text;
using System.Text.Json.Nodes;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>What stands in config.json of a .keras file beyond the template's text, and what of it is left out.</summary>
public sealed class ArchiveConfigTests
{
    private const string Unbuilt = """{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2}}]}}""";

    [Fact]
    public void A_given_shape_is_written_where_Keras_builds_from_it()
    {
        JsonNode config = ConfigOf(Unbuilt, new KerasModelOptions { InputShapes = [[4]] });

        Assert.Equal("""{"input_shape":[null,4]}""", config["build_config"]!.ToJsonString());
        Assert.Equal("[null,4]", config["config"]!["build_input_shape"]!.ToJsonString());
        Assert.Equal("d", config["config"]!["layers"]![0]!["config"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void A_given_size_is_written_into_the_input_that_left_it_open()
    {
        string sequential = LayerTests.Model(
            """{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, null, 3]}}""",
            """{"class_name": "Flatten", "config": {"name": "f"}}""", """{"class_name": "Dense", "config": {"name": "d", "units": 2}}""");
        const string Functional = """
            {"class_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"name": "i", "batch_input_shape": [null, null, 3]}, "name": "i", "inbound_nodes": []},
              {"class_name": "Flatten", "config": {"name": "f"}, "name": "f", "inbound_nodes": [[["i", 0, 0, {}]]]},
              {"class_name": "Dense", "config": {"name": "d", "units": 2}, "name": "d", "inbound_nodes": [[["f", 0, 0, {}]]]}],
             "input_layers": [["i", 0, 0]], "output_layers": [["d", 0, 0]]}}
            """;
        KerasModelOptions options = new() { InputShapes = [[5, 3]] };

        Assert.Equal("[null,5,3]", ConfigOf(sequential, options)["config"]!["layers"]![0]!["config"]!["batch_shape"]!.ToJsonString());
        Assert.Equal("[null,5,3]", ConfigOf(Functional, options)["config"]!["layers"]![0]!["config"]!["batch_input_shape"]!.ToJsonString());
    }

    [Fact]
    public void Text_that_needs_no_change_stays_as_it_is()
    {
        string text = LayerTests.Model("""{"class_name": "InputLayer",   "config": {"name": "i", "batch_shape": [null, 3]}}""");

        Assert.Equal(text, TextOf(KerasFile(text, new KerasModelOptions())));
        Assert.Equal(text, TextOf(KerasFile(text, new KerasModelOptions { KerasVersion = new Version(3, 12) })));
    }

    [Fact]
    public void What_a_release_does_not_know_is_left_out()
    {
        KerasModelFile file = KerasFile(New("false", "null"), new KerasModelOptions { KerasVersion = new Version(3, 12) });

        Assert.Equal(
            ["config.json leaves out quantization_config, sliding_window, use_gate, which Keras 3.12 does not know; what is left out has its default."],
            file.NotesOn(KerasFormats.Archive));
        Assert.DoesNotContain("quantization_config", TextOf(file), StringComparison.Ordinal);
        Assert.DoesNotContain("use_gate", TextOf(file), StringComparison.Ordinal);
        Assert.Contains("lora_rank", TextOf(file), StringComparison.Ordinal);
        Assert.Empty(KerasFile(New("false", "null"), new KerasModelOptions()).NotesOn(KerasFormats.Archive));
        Assert.Empty(KerasFile(New("false", "null"), new KerasModelOptions { KerasVersion = new Version(2, 15) }).NotesOn(KerasFormats.Archive));
    }

    [Fact]
    public void What_is_no_default_is_kept_and_told()
    {
        KerasModelFile file = KerasFile(New("true", "16"), new KerasModelOptions { KerasVersion = new Version(3, 14) });

        Assert.Equal(
            ["config.json has sliding_window = 16 of layer 'mha' (MultiHeadAttention), which Keras 3.14 does not know, so it will refuse the file; "
            + "write it for Keras 3.15 or later."],
            file.NotesOn(KerasFormats.Archive));
        Assert.Contains("\"sliding_window\": 16", TextOf(file), StringComparison.Ordinal);
    }

    private static string New(string gate, string window) => LayerTests.Model(
        """{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 5, 8]}}""",
        """{"class_name": "Dense", "config": {"name": "d", "units": 8, "lora_rank": null, "quantization_config": null}}""",
        """{"class_name": "MultiHeadAttention", "config": {"name": "mha", "num_heads": 2, "key_dim": 4, "use_gate": GATE, "sliding_window": WINDOW}, "build_config": {"shapes_dict": {"query_shape": [null, 5, 8], "value_shape": [null, 5, 8]}}}"""
            .Replace("GATE", gate, StringComparison.Ordinal).Replace("WINDOW", window, StringComparison.Ordinal));

    private static KerasModelFile KerasFile(string text, KerasModelOptions options) => KerasModelReader.ReadFile(Encoding.UTF8.GetBytes(text), options);

    private static JsonNode ConfigOf(string text, KerasModelOptions options) => JsonNode.Parse(TextOf(KerasFile(text, options)))!;

    private static string TextOf(KerasModelFile file) =>
        Encoding.UTF8.GetString(file.Template.Documents.Single(document => document.Key == "config.json").Value.Span);
}
