using System.Text;
using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>Layers against the same layers put together from another framework's functions.</summary>
public sealed class LayerValueTests
{
    private static readonly JsonElement[] s_cases = Read();

    public static TheoryData<string> Names => [.. s_cases.Select(each => each.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_computes_what_it_should(string name)
    {
        JsonElement each = s_cases.Single(each => each.GetProperty("name").GetString() == name);
        Network network = NetworkOf(each);
        foreach ((Parameter parameter, JsonElement weight) in network.Parameters.Zip(each.GetProperty("weights").EnumerateArray()))
        {
            Assert.Equal(Sizes(weight), parameter.Value.Dimensions.ToArray());
            Values(weight).CopyTo(parameter.Value.Values<double>());
        }

        JsonElement input = each.GetProperty("input");
        JsonElement expected = each.GetProperty("output");
        Tape tape = new(ElementType.Float64);
        Tensor output =
            network.Forward(tape, [Tensor.Of<double>(Values(input), Sizes(input))], each.GetProperty("training").GetBoolean())[0];

        Assert.Equal(network.Parameters.Length, each.GetProperty("weights").GetArrayLength());
        Assert.Equal(Sizes(expected), output.Dimensions.ToArray());
        Assert.All(Values(expected).Zip(output.Values<double>().ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));
    }

    private static Network NetworkOf(JsonElement each)
    {
        StringBuilder config = new("\"name\": \"layer\", \"dtype\": \"float64\"");
        foreach (JsonProperty property in each.GetProperty("config").EnumerateObject())
        {
            config.Append($", \"{property.Name}\": {property.Value.GetRawText()}");
        }

        string shape = string.Join(", ", Sizes(each.GetProperty("input"))[1..]);
        string type = each.GetProperty("class_name").GetString()!;
        return ModelFiles.Network(Encoding.UTF8.GetBytes($$$"""
            {"class_name": "Sequential", "config": {"name": "model", "dtype": "float64", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, {{{shape}}}], "name": "input", "dtype": "float64"}},
              {"class_name": "{{{type}}}", "config": { {{{config}}} }}]}}
            """));
    }

    private static int[] Sizes(JsonElement tensor) => [.. tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];

    private static double[] Values(JsonElement tensor) =>
        [.. tensor.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];

    private static JsonElement[] Read()
    {
        using JsonDocument document =
            JsonDocument.Parse(File.ReadAllBytes(Repository.At("tests", "Seedbed.Tests", "Golden", "layer_values.json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
