using System.Text.Json.Nodes;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras.Older;

/// <summary>An older file that is wrong anywhere is read, or refused in a sentence.</summary>
public sealed class HostileSpellingTests
{
    private const string Merged = """
        {"class_name": "Sequential", "keras_version": "1.2.2", "config": [
        {"class_name": "Merge", "config": {"name": "merge_1", "mode": "dot", "mode_type": "raw", "dot_axes": [[1], [1]], "layers": [
            {"class_name": "Sequential", "config": [
                {"class_name": "Dense", "config": {"name": "l", "batch_input_shape": [null, 4], "output_dim": 3,
                "W_regularizer": {"name": "L1L2Regularizer", "l2": 0.5}, "W_constraint": {"name": "MaxNorm", "m": 2}}}]},
            {"class_name": "Model", "name": "r", "config": {"name": "r", "layers": [
                {"class_name": "InputLayer", "name": "x", "config": {"name": "x", "batch_input_shape": [null, 3], "input_dtype": "float32"},
                "inbound_nodes": []}], "input_layers": [["x", 0, 0]], "output_layers": [["x", 0, 0]]}}]}},
        {"class_name": "Dense", "config": {"name": "out", "output_dim": 1, "bias": true}}]}
        """;

    private static readonly string[] s_values = ["null", "3", "-1", "true", "\"x\"", "[]", "{}", "[[3]]", "{\"class_name\": \"x\", \"config\": []}"];

    public static TheoryData<string> Texts => new(
    [
        Merged, File.ReadAllText(OlderFiles.CaseOf("tfjs_layers_model")), File.ReadAllText(OlderFiles.CaseOf("policy_v1")),
        File.ReadAllText(OlderFiles.CaseOf("constant_array_keras2")), File.ReadAllText(OlderFiles.CaseOf("locally_connected_1d")),
        File.ReadAllText(OlderFiles.CaseOf("cudnn_lstm")), OlderFiles.Text("keras-1.2.2", "mlp"), OlderFiles.Text("keras-1.0.8", "tagger"),
    ]);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Any_value_may_be_another(string json)
    {
        _ = KerasModelReader.Read(json);
        JsonNode root = JsonNode.Parse(json)!;
        string[] paths = [.. Paths(root)];
        Assert.True(paths.Length > 10);
        foreach (string path in paths)
        {
            foreach (string value in s_values)
            {
                Attempt(Changed(json, path, JsonNode.Parse(value)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Any_key_may_be_absent(string json)
    {
        foreach (string path in Paths(JsonNode.Parse(json)!))
        {
            Attempt(Changed(json, path, null, removes: true));
        }
    }

    private static void Attempt(string json)
    {
        try
        {
            _ = KerasModelReader.Read(json);
        }
        catch (FormatException fault)
        {
            Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Paths(JsonNode node) => node switch
    {
        JsonObject owner => owner.SelectMany(each => Below($".{each.Key}", each.Value)),
        JsonArray list => list.SelectMany((each, index) => Below($"#{index}", each)),
        _ => [],
    };

    private static IEnumerable<string> Below(string step, JsonNode? value) =>
        value is null ? [step] : Paths(value).Select(path => step + path).Prepend(step);

    private static string Changed(string json, string path, JsonNode? value, bool removes = false)
    {
        JsonNode root = JsonNode.Parse(json)!;
        JsonNode node = root;
        string[] steps = path.Replace("#", ".#", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        foreach (string step in steps[..^1])
        {
            node = step[0] == '#' ? node[int.Parse(step[1..], System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        }

        if (node is JsonArray list)
        {
            int index = int.Parse(steps[^1][1..], System.Globalization.CultureInfo.InvariantCulture);
            list.RemoveAt(index);
            list.Insert(index, value);
        }
        else if (removes)
        {
            _ = node.AsObject().Remove(steps[^1]);
        }
        else
        {
            node[steps[^1]] = value;
        }

        return root.ToJsonString();
    }
}
