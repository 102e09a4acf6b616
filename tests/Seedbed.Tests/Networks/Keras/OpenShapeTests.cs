using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Files whose shapes follow from operations, from layers on open inputs, or from what the user tells of them.</summary>
public sealed class OpenShapeTests
{
    [Theory]
    [InlineData("op_reduce_mean", "d/kernel[8, 3] d/bias[3]")]
    [InlineData("op_getitem", "d/kernel[8, 3] d/bias[3]")]
    [InlineData("op_concat", "d/kernel[16, 3] d/bias[3]")]
    [InlineData("op_reshape", "d/kernel[32, 3] d/bias[3]")]
    [InlineData("op_bias_add", "d/kernel[8, 3] d/bias[3]")]
    [InlineData("op_image_resize", "d/kernel[3, 3] d/bias[3]")]
    [InlineData("lambda_output_shape", "dense_1/kernel[4, 3] dense_1/bias[3]")]
    [InlineData("text_vectorization", "e/embeddings[100, 4] d/kernel[4, 1] d/bias[1]")]
    [InlineData("category_encoding", "d/kernel[7, 3] d/bias[3]")]
    [InlineData("resizing_open_input", "d/kernel[192, 3] d/bias[3]")]
    [InlineData("resizing_open_input.same_as", "d/kernel[192, 3] d/bias[3]")]
    [InlineData("adaptive_pooling_open_input", "d/kernel[12, 3] d/bias[3]")]
    public void A_case_has_its_weights(string name, string expected) => Assert.Equal(expected, Weights(Case(name)));

    [Fact]
    public void A_description_tells_the_shape_of_an_operation()
    {
        string model = Case("op_unknown_with_layers");
        FormatException fault = Assert.Throws<FormatException>(() => Weights(model));

        Assert.Contains("what shape the operation signal.frame gives is not known", fault.Message, StringComparison.Ordinal);
        Assert.Contains("""--layers FILE, such as {"output_shapes": {"tf.signal.frame": ["input[0]", 8]}}""", fault.Message, StringComparison.Ordinal);
        Assert.Equal("d/kernel[4, 3] d/bias[3]", Weights(model, Case("op_unknown_with_layers.layers")));
        Assert.Equal(
            "d/kernel[6, 3] d/bias[3]", Weights(model, """{"output_shapes": {"tf.signal.frame": ["input[0]", "input[1] // 4", "2 * 3"]}}"""));
    }

    [Fact]
    public void A_description_tells_the_shape_of_any_layer_by_its_name()
    {
        string model = LayerTests.Model(
            """{"class_name": "InputLayer", "config": {"name": "i", "batch_input_shape": [null, 8]}}""",
            """{"class_name": "Lambda", "config": {"name": "l", "function": "f"}}""",
            """{"class_name": "Dense", "config": {"name": "d", "units": 2}}""");

        Assert.Contains("""{"output_shapes": {"l": ["input[0]", 8]}}""", Assert.Throws<FormatException>(() => Weights(model)).Message, StringComparison.Ordinal);
        Assert.Equal("d/kernel[5, 2] d/bias[2]", Weights(model, """{"output_shapes": {"l": ["input[0]", 5]}}"""));
        Assert.Equal("d/kernel[8, 2] d/bias[2]", Weights(model, """{"output_shapes": {"l": "input"}}"""));
        Assert.Equal("d/kernel[4, 2] d/bias[2]", Weights(model, """{"layers": {"Lambda": {"weights": [], "output_shape": ["input[0]", 4]}}}"""));
        Assert.Equal("d/kernel[3, 2] d/bias[2]", Weights(model.Replace("\"Lambda\"", "\"Dropout\"", StringComparison.Ordinal)
            .Replace("\"function\": \"f\"", "\"rate\": 0.5", StringComparison.Ordinal), """{"output_shapes": {"l": ["input[0]", 3]}}"""));
        Assert.Contains(
            "output_shapes: the model has no layer 'dd'. Did you mean 'd'?",
            Assert.Throws<FormatException>(() => Weights(model, """{"output_shapes": {"l": "input", "dd": [1]}}""")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"output_shapes": []}""", "output_shapes is []; it must be an object of shapes by the names of layers")]
    [InlineData("""{"output_shapes": {"a": 3}}""", "a is 3; it must be a list of sizes, the batch first, or \"input\"")]
    [InlineData("""{"output_shapes": {"a": ["units +"]}}""", "is not understood at character 8")]
    [InlineData("""{"layer": {}}""", "has the key 'layer'; known are layers, output_shapes")]
    public void A_wrong_description_gets_a_sentence(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => CustomLayers.Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("CategoryEncoding", """ "num_tokens": 7, "output_mode": "one_hot" """, "[null, 5]", "[null, 5, 7]")]
    [InlineData("CategoryEncoding", """ "num_tokens": 7 """, "[null, 5]", "[null, 7]")]
    [InlineData("CategoryEncoding", """ "num_tokens": 7, "output_mode": "count" """, "[null, 1]", "[null, 7]")]
    [InlineData("Discretization", """ "bin_boundaries": [0.0, 1.0, 2.0], "output_mode": "one_hot" """, "[null, 1]", "[null, 4]")]
    [InlineData("Discretization", """ "num_bins": 6, "output_mode": "one_hot" """, "[null, 3]", "[null, 3, 6]")]
    [InlineData("Discretization", """ "num_bins": 6 """, "[null, 3]", "[null, 3]")]
    [InlineData("Hashing", """ "num_bins": 3, "output_mode": "one_hot" """, "[null, 1]", "[null, 3]")]
    [InlineData("StringLookup", """ "vocabulary": ["a", "b"], "output_mode": "one_hot" """, "[null, 4]", "[null, 4, 3]")]
    [InlineData("StringLookup", """ "vocabulary": ["[UNK]", "a", "b"], "output_mode": "multi_hot" """, "[null, 4]", "[null, 3]")]
    [InlineData("StringLookup", """ "vocabulary": ["a", "b"], "num_oov_indices": 0, "output_mode": "count" """, "[null, 4]", "[null, 2]")]
    [InlineData("IntegerLookup", """ "vocabulary": [3, 4, 5], "num_oov_indices": 2, "output_mode": "tf_idf" """, "[null, 4]", "[null, 5]")]
    [InlineData("IntegerLookup", """ "max_tokens": 9, "pad_to_max_tokens": true, "output_mode": "one_hot" """, "[null, 1]", "[null, 9]")]
    [InlineData("TextVectorization", """ "vocabulary": ["a", "b"], "output_mode": "multi_hot" """, "[null, 1]", "[null, 1, 3]")]
    [InlineData("TextVectorization", """ "max_tokens": 50, "pad_to_max_tokens": true, "output_mode": "tf_idf", "split": null """, "[null, 1]", "[null, 50]")]
    [InlineData("TextVectorization", """ "output_sequence_length": 12 """, "[null]", "[null, 12]")]
    [InlineData("CenterCrop", """ "height": 5, "width": 6 """, "[null, null, null, 3]", "[null, 5, 6, 3]")]
    [InlineData("RandomCrop", """ "height": 5, "width": 6, "data_format": "channels_first" """, "[null, 3, null, null]", "[null, 3, 5, 6]")]
    [InlineData("AdaptiveMaxPooling1D", """ "output_size": 4 """, "[null, null, 3]", "[null, 4, 3]")]
    [InlineData("Rescaling", """ "scale": 0.5 """, "[null, null, null, 3]", "[null, null, null, 3]")]
    [InlineData("Lambda", """ "function": "f", "output_shape": [null, 3], "output_shape_type": "raw" """, "[null, 9, 8]", "[null, null, 3]")]
    public void A_layer_on_an_open_input_has_the_shape_that_Keras_computes(string className, string config, string input, string output)
    {
        KerasModel model = KerasModel.Read(
            System.Text.Encoding.UTF8.GetBytes(LayerTests.Model(
                $$$"""{"class_name": "InputLayer", "config": {"name": "i", "batch_input_shape": {{{input}}}}}""",
                $$$"""{"class_name": "{{{className}}}", "config": {"name": "l", {{{config}}}}}""")), new KerasModelOptions());

        Assert.Equal(output, $"{model.Built.Root.Children[^1].Layer.Outputs[0]}");
    }

    [Fact]
    public void A_vocabulary_that_is_not_told_leaves_the_shape_to_the_user()
    {
        string model = LayerTests.Model(
            """{"class_name": "InputLayer", "config": {"name": "i", "batch_input_shape": [null, 1]}}""",
            """{"class_name": "StringLookup", "config": {"name": "s", "vocabulary": null, "output_mode": "multi_hot"}}""",
            """{"class_name": "Dense", "config": {"name": "d", "units": 2, "use_bias": false}}""");

        Assert.Contains("a place for each of a vocabulary", Assert.Throws<FormatException>(() => Weights(model)).Message, StringComparison.Ordinal);
        Assert.Equal("d/kernel[20, 2]", Weights(model, """{"output_shapes": {"s": ["input[0]", 20]}}"""));
    }

    internal static string Case(string name) => File.ReadAllText(Repository.At("tests", "Seedbed.Tests", "Cases", name + ".json"));

    private static string Weights(string model, string? layers = null) => string.Join(' ', KerasModelReader.Read(
            model, new KerasModelOptions { CustomLayers = layers is null ? CustomLayers.None : CustomLayers.Parse(layers) })
        .Tensors.Select(tensor => $"{tensor.Name}{tensor.Shape}"));
}
