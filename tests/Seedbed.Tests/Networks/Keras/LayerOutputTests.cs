using System.Globalization;
using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Templates;
using Seedbed.Keras;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>
/// The shape that a layer gives, seen by the slopes of a PReLU behind it: they have the shape of its input without the batch.
/// </summary>
public sealed class LayerOutputTests
{
    private static readonly JsonElement[] s_cases = Cases();

    public static TheoryData<string> KerasCases =>
        [.. s_cases.Select((layer, index) => $"{index} {layer.GetProperty("layer").GetString()}")];

    [Theory]
    [MemberData(nameof(KerasCases))]
    public void A_layer_gives_the_shape_that_Kerass_own_tests_expect(string label)
    {
        string className = label.Split(' ')[1];
        JsonElement layer = s_cases[int.Parse(label.Split(' ')[0], CultureInfo.InvariantCulture)];

        TensorTemplate[] tensors =
            Read(className, layer.GetProperty("config").GetRawText(), layer.GetProperty("inputs").GetRawText(),
                layer.GetProperty("asList").GetBoolean());

        int[] expected = [.. layer.GetProperty("output").EnumerateArray().Skip(1).Select(size => size.GetInt32())];
        Assert.Equal($"[{string.Join(", ", expected)}]", $"{tensors[^1].Shape}");
        if (layer.GetProperty("weights").ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(layer.GetProperty("weights").GetInt32(), tensors.Length - 1);
        }
    }

    [Theory]
    [InlineData("Cropping1D", """{"cropping": [1, 2]}""", "[[2, 8, 3]]", "[5, 3]")]
    [InlineData("Cropping2D", """{"cropping": [[1, 2], [3, 0]], "data_format": "channels_first"}""", "[[2, 4, 8, 9]]", "[4, 5, 6]")]
    [InlineData("Cropping3D", """{"cropping": 1}""", "[[2, 4, 5, 6, 7]]", "[2, 3, 4, 7]")]
    [InlineData("ZeroPadding1D", """{"padding": 2}""", "[[2, 8, 3]]", "[12, 3]")]
    [InlineData("ZeroPadding2D", """{"padding": [[3, 3], [2, 4]]}""", "[[2, 8, 9, 3]]", "[14, 15, 3]")]
    [InlineData("ZeroPadding2D", """{"padding": [1, 2]}""", "[[2, 8, 9, 3]]", "[10, 13, 3]")]
    [InlineData("ZeroPadding3D", """{"padding": [1, 0, 2]}""", "[[2, 4, 5, 6, 7]]", "[6, 5, 10, 7]")]
    [InlineData("UpSampling2D", """{"size": [2, 3]}""", "[[2, 4, 5, 3]]", "[8, 15, 3]")]
    [InlineData("UpSampling3D", """{"data_format": "channels_first"}""", "[[2, 4, 5, 6, 7]]", "[4, 10, 12, 14]")]
    [InlineData("Flatten", "{}", "[[2, 4, 5, 6]]", "[120]")]
    [InlineData("Flatten", "{}", "[[2]]", "[1]")]
    [InlineData("Permute", """{"dims": [3, 1, 2]}""", "[[2, 4, 5, 6]]", "[6, 4, 5]")]
    [InlineData("RepeatVector", """{"n": 3}""", "[[2, 4]]", "[3, 4]")]
    [InlineData("Concatenate", """{"axis": 1}""", "[[2, 4, 5], [2, 3, 5], [2, 1, 5]]", "[8, 5]")]
    [InlineData("Add", "{}", "[[2, 4, 1], [2, 1, 5]]", "[4, 5]")]
    [InlineData("Multiply", "{}", "[[2, 4, 5], [2, 4, 5]]", "[4, 5]")]
    [InlineData("Dot", """{"axes": [1, 2]}""", "[[2, 4, 5], [2, 3, 4]]", "[5, 3]")]
    [InlineData("Dot", """{"axes": 1}""", "[[2, 4], [2, 4]]", "[1]")]
    [InlineData("AdaptiveAveragePooling2D", """{"output_size": [3, 2]}""", "[[2, 9, 8, 4]]", "[3, 2, 4]")]
    [InlineData("AdaptiveMaxPooling1D", """{"output_size": 16, "data_format": "channels_first"}""", "[[2, 3, 64]]", "[3, 16]")]
    [InlineData("Conv2D", """{"filters": 6, "kernel_size": 3, "dilation_rate": 2}""", "[[2, 9, 8, 4]]", "[5, 4, 6]")]
    [InlineData("Conv2D", """{"filters": 6, "kernel_size": 3, "strides": 2, "padding": "same", "data_format": "channels_first"}""", "[[2, 4, 9, 8]]", "[6, 5, 4]")]
    [InlineData("ConvLSTM2D", """{"filters": 6, "kernel_size": 3}""", "[[2, 5, 9, 8, 4]]", "[7, 6, 6]")]
    [InlineData("ConvLSTM1D", """{"filters": 6, "kernel_size": 3, "padding": "same", "return_sequences": true}""", "[[2, 5, 9, 4]]", "[5, 9, 6]")]
    [InlineData("Resizing", """{"height": 7, "width": 6}""", "[[2, 9, 8, 3]]", "[7, 6, 3]")]
    [InlineData("EinsumDense", """{"equation": "abc,cde->abde", "output_shape": [null, 2, 5]}""", "[[2, 7, 6]]", "[7, 2, 5]")]
    [InlineData("EinsumDense", """{"equation": "...x,xy->...y", "output_shape": 5}""", "[[2, 7, 6]]", "[7, 5]")]
    [InlineData("EinsumDense", """{"equation": "ab...,bc->ac...", "output_shape": 5}""", "[[2, 7, 6]]", "[5, 6]")]
    [InlineData("Bidirectional", """{"merge_mode": "sum", "layer": {"class_name": "GRU", "config": {"name": "g", "units": 3, "return_sequences": true}}}""", "[[2, 7, 6]]", "[7, 3]")]
    [InlineData("TimeDistributed", """{"layer": {"class_name": "Conv2D", "config": {"name": "c", "filters": 3, "kernel_size": 2}}}""", "[[2, 7, 6, 5, 4]]", "[7, 5, 4, 3]")]
    [InlineData("SpectralNormalization", """{"layer": {"class_name": "Dense", "config": {"name": "d", "units": 3}}}""", "[[2, 7, 6]]", "[7, 3]")]
    [InlineData("MultiHeadAttention", """{"num_heads": 2, "key_dim": 3, "output_shape": [5]}""", "[[2, 7, 6], [2, 4, 6]]", "[7, 5]")]
    public void A_layer_gives_the_shape_of_its_formula(string className, string config, string inputs, string expected) =>
        Assert.Equal(expected, $"{Read(className, config, inputs, className != "MultiHeadAttention")[^1].Shape}");

    [Theory]
    [InlineData("Lambda", "{}", "layer 'x' (Lambda): what shape it gives is not known")]
    [InlineData("Conv2D", """{"filters": 6, "kernel_size": 9}""", "its input shape [2, 8, 8, 4] is too small")]
    [InlineData("Reshape", """{"target_shape": [-1, -1]}""", "target_shape is [-1, -1]")]
    [InlineData("Cropping2D", """{"cropping": 5}""", "its input shape [2, 8, 8, 4] is too small")]
    [InlineData("ZeroPadding2D", """{"padding": [1, 2, 3]}""", "a list of 2 pairs")]
    [InlineData("UpSampling2D", """{"size": 9007199254740992}""", "has more than")]
    public void Where_the_shape_is_not_known_whoever_needs_it_says_why(string className, string config, string sentence) => Assert.Contains(
        sentence, Assert.Throws<FormatException>(
            () => Read(className, config, "[[2, 8, 8, 4]]", asList: true)).Message, StringComparison.Ordinal);

    /// <summary>A Functional model of inputs, the layer and a PReLU, as Keras 2 writes it.</summary>
    private static TensorTemplate[] Read(string className, string config, string inputs, bool asList)
    {
        using JsonDocument shapes = JsonDocument.Parse(inputs);
        string[] names = [.. Enumerable.Range(0, shapes.RootElement.GetArrayLength()).Select(index => $"i{index}")];
        string[] layers = [.. names.Zip(shapes.RootElement.EnumerateArray(), (name, shape) =>
            $$$"""{"class_name": "InputLayer", "config": {"batch_input_shape": {{{shape.GetRawText()}}}, "name": "{{{name}}}"}, "name": "{{{name}}}", "inbound_nodes": []}""")];
        string node = asList
            ? $"[{string.Join(", ", names.Select(name => $$"""["{{name}}", 0, 0, {}]"""))}]"
            : $$"""[["i0", 0, 0, {"value": ["i1", 0, 0]}]]""";
        string named = config.Insert(1, """ "name": "x" """ + (config.Replace(" ", "", StringComparison.Ordinal) == "{}" ? "" : ", "));
        string model = $$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [{{{string.Join(", ", layers)}}},
                {"class_name": "{{{className}}}", "config": {{{named}}}, "name": "x", "inbound_nodes": [{{{node}}}]},
                {"class_name": "PReLU", "config": {"name": "probe"}, "name": "probe", "inbound_nodes": [[["x", 0, 0, {}]]]}],
              "input_layers": [{{{string.Join(", ", names.Select(name => $"[\"{name}\", 0, 0]"))}}}], "output_layers": [["probe", 0, 0]]},
             "keras_version": "2.12.0", "backend": "tensorflow"}
            """;
        return [.. KerasModelReader.Read(model).Tensors];
    }

    private static JsonElement[] Cases()
    {
        using JsonDocument golden = GoldenFile.Open("layer_outputs");
        return [.. golden.RootElement.GetProperty("cases").EnumerateArray().Select(layer => layer.Clone())];
    }
}
