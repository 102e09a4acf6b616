using System.Text;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>What is not a readable model gets a sentence that names the place.</summary>
public sealed class RefusalTests
{
    private const string Shape = """{"input_shape": [null, 4]}""";

    [Theory]
    [InlineData("Dnse", """ "units": 3 """, Shape, "layer 'a' (Dnse): Dnse is not a layer of Keras that is known here. Did you mean 'Dense'?")]
    [InlineData("Highway", """ "activation": "relu" """, Shape, "Highway is a layer of Keras 1 that has no counterpart since Keras 2.")]
    [InlineData("LocallyConnected1D", """ "filters": 3, "kernel_size": 2, "padding": "same" """, """{"input_shape": [null, 6, 4]}""", "padding is \"same\"; it must be valid, or same with implementation 2 or 3.")]
    [InlineData("LocallyConnected1D", """ "filters": 3, "kernel_size": 2, "implementation": 4 """, """{"input_shape": [null, 6, 4]}""", "implementation is 4; it must be 1, 2 or 3.")]
    [InlineData("Dense", """ "units": 3 """, "null", "layer 'a' (Dense): build_config has no input_shape")]
    [InlineData("Dense", """ "units": 3 """, "{}", "layer 'a' (Dense): build_config has no input_shape")]
    [InlineData("Dense", """ "units": 3 """, """{"input_shape": [null, null]}""", "dimension -1 of its input shape [null, null] is unknown")]
    [InlineData("Dense", """ "units": 3 """, """{"input_shape": [4, -1]}""", "its input shape is [4, -1]; it must be")]
    [InlineData("Dense", """ "units": 3 """, """{"input_shape": 7}""", "its input shape is 7; it must be")]
    [InlineData("Dense", "", Shape, "layer 'a' (Dense): units is absent; it must be an integer from 1 to 2^53.")]
    [InlineData("Dense", "\"unit\": 3", Shape, "layer 'a' (Dense): units is absent (there is 'unit'); it must be an integer from 1 to 2^53.")]
    [InlineData("Dense", """ "units": "x" """, Shape, "layer 'a' (Dense): units is \"x\"; it must be an integer from 1 to 2^53.")]
    [InlineData("Dense", """ "units": -3 """, Shape, "units is -3")]
    [InlineData("Dense", """ "units": 1.5 """, Shape, "units is 1.5")]
    [InlineData("Dense", """ "units": 9007199254740992 """, Shape, "layer 'a' (Dense): kernel: shape [4, 9007199254740992] has more than")]
    [InlineData("LSTM", """ "units": 9007199254740992 """, """{"input_shape": [null, 6, 4]}""", "layer 'a/lstm_cell' (LSTMCell): kernel")]
    [InlineData("Dense", """ "units": 3, "use_bias": "yes" """, Shape, "use_bias is \"yes\"; it must be true or false.")]
    [InlineData("Dense", """ "units": 3, "lora_rank": 4 """, Shape, "lora_rank is 4")]
    [InlineData("Dense", """ "units": 3, "dtype": "int8_from_float32" """, Shape, "save the model before quantizing it")]
    [InlineData("Dense", """ "units": 3, "dtype": {"class_name": "QuantizedDTypePolicy", "config": {}} """, Shape, "save the model before quantizing it")]
    [InlineData("Dense", """ "units": 3, "dtype": "complex64" """, Shape, "dtype is \"complex64\"; it must be float32")]
    [InlineData("Dense", """ "units": 3, "dtype": 7 """, Shape, "dtype is 7")]
    [InlineData("Dense", """ "units": 3, "kernel_initializer": "glorot_unifrm" """, Shape, "layer 'a' (Dense): kernel_initializer: 'glorot_unifrm' is not a known initializer.")]
    [InlineData("Dense", """ "units": 3, "kernel_initializer": {"class_name": "RandomNormal", "config": {"stddev": "x"}} """, Shape, "layer 'a' (Dense): kernel_initializer: ")]
    [InlineData("Conv2D", """ "filters": 3, "kernel_size": [3] """, """{"input_shape": [null, 8, 8, 4]}""", "kernel_size is [3]; it must be an integer from 1 to 2^53 or a list of 2 of them.")]
    [InlineData("Conv2D", """ "filters": 3, "kernel_size": 3, "groups": 3 """, """{"input_shape": [null, 8, 8, 4]}""", "groups is 3; it must be a divisor of the 4 input channels.")]
    [InlineData("Conv2D", """ "filters": 3, "kernel_size": 3, "data_format": "sideways" """, """{"input_shape": [null, 8, 8, 4]}""", "data_format is \"sideways\"")]
    [InlineData("LayerNormalization", """ "axis": [-1, 1] """, Shape, "axis is [-1, 1]; it must be a list in which no axis of its input shape [null, 4] stands twice.")]
    [InlineData("BatchNormalization", """ "axis": 5 """, Shape, "axis 5 is outside its input shape [null, 4]")]
    [InlineData("LayerNormalization", """ "axis": [-3] """, Shape, "outside its input shape [null, 4]")]
    [InlineData("BatchNormalization", """ "axis": "last" """, Shape, "axis is \"last\"; it must be an integer or a list of integers.")]
    [InlineData("LSTM", """ "units": 3, "stateful": true """, """{"input_shape": [null, 6, 4]}""", "stateful is true; it must be false where the size of a batch is not known.")]
    [InlineData("RNN", """ "cell": {"class_name": "StackedRNNCells", "config": {"name": "s", "cells": [{"class_name": "StackedRNNCells", "config": {"name": "t", "cells": []}}]}} """, """{"input_shape": [2, 6, 4]}""", "cells is []; it must be a list of at least one cell.")]
    [InlineData("EinsumDense", """ "equation": "ab", "output_shape": 3 """, Shape, "equation is \"ab\"; it must be of the form")]
    [InlineData("EinsumDense", """ "equation": "abc,cd->abd", "output_shape": [null, 3] """, Shape, "a label for each axis")]
    [InlineData("EinsumDense", """ "equation": "ab,xc->ac", "output_shape": 3 """, Shape, "kernel label 'x'")]
    [InlineData("EinsumDense", """ "equation": "ab,bc->ac", "output_shape": [] """, Shape, "output_shape is []")]
    [InlineData("MultiHeadAttention", """ "num_heads": 2, "key_dim": 3 """, Shape, "build_config has no query_shape")]
    [InlineData("TimeDistributed", """ "layer": 3 """, """{"input_shape": [null, 6, 4]}""", "layer is 3; it must be a layer.")]
    [InlineData("TimeDistributed", """ "layer": {"class_name": "Dense", "config": {}} """, """{"input_shape": [null, 6, 4]}""", "has no name")]
    [InlineData("SpectralNormalization", """ "layer": {"class_name": "ReLU", "config": {"name": "r"}} """, Shape, "neither a kernel nor embeddings")]
    public void A_wrong_layer_is_named(string className, string config, string buildConfig, string sentence)
    {
        FormatException fault =
            Assert.Throws<FormatException>(
                () => KerasModelReader.Read(LayerTests.Model(LayerTests.Layer(className, "a", config, buildConfig))));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_ones_own_is_refused_even_under_a_known_name()
    {
        string layer = """{"module": "my.layers", "class_name": "Dense", "config": {"name": "a", "units": 3}, "registered_name": "my>Dense", "build_config": {"input_shape": [null, 4]}}""";

        FormatException fault = Assert.Throws<FormatException>(() => KerasModelReader.Read(LayerTests.Model(layer)));

        Assert.StartsWith("layer 'a' (Dense): Dense is not a layer of Keras", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no Keras model")]
    [InlineData("{}", "no Keras model")]
    [InlineData("3", "no Keras model")]
    [InlineData("""{"class_name": "Sequential", "config": [{"class_name": "Dense"}]}""", "a layer in the model 'sequential_1' is {\"class_name\":\"Dense\"}; it must be an object with")]
    [InlineData("""{"class_name": "Sequential", "config": [{"name": "Dense", "output_dim": 3}]}""", "Keras before 1.0 wrote layers otherwise")]
    [InlineData("""{"class_name": "Model", "config": [3]}""", "its configuration is a list; only that of a Sequential model was one")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "a"}}""", "the class Dense; it must be a Sequential or Functional model")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m"}}""", "the model 'm': layers is absent; it must be a list of layers.")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": [3]}}""", "a layer in the model 'm' is 3")]
    [InlineData("""{"module": "keras", "class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"name": "a/b"}}]}}""", "has the name 'a/b'")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"name": "a//b"}}]}}""", "has the name 'a//b'")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"name": "../b"}}]}}""", "has the name '../b'")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"name": "\ud800"}}]}}""", "line 1, column 109: the escape holds half of a surrogate pair")]
    [InlineData("{\"class_name\": ", "line 1")]
    public void What_is_no_model_gets_a_sentence(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => KerasModelReader.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_layers_of_one_name_are_refused()
    {
        string layer = LayerTests.Layer("Dense", "a", """ "units": 3 """, Shape);

        Assert.Contains("'a/kernel'", Assert.Throws<FormatException>(() => KerasModelReader.Read(LayerTests.Model(layer, layer))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bottomless_model_does_not_break_the_stack()
    {
        string text = string.Concat(Enumerable.Repeat("""{"class_name": "Sequential", "config": {"name": "m", "layers": [""", 10_000));

        Assert.Throws<FormatException>(() => KerasModelReader.Read(text));
    }

    /// <summary>Every prefix of a model is refused, none crashes.</summary>
    [Fact]
    public void A_cut_model_is_refused()
    {
        byte[] text = File.ReadAllBytes(ModelFiles.PathOf("b_cnn_mnist"));
        for (int length = 0; length < text.Length - 1; length += 7)
        {
            Assert.Throws<FormatException>(() => KerasModelReader.Read(text.AsMemory(0, length)));
        }
    }

    /// <summary>
    /// A model with one value replaced by one of another kind is read or refused with a sentence, whichever value it was.
    /// </summary>
    [Theory]
    [InlineData("e_attention")]
    [InlineData("f_zoo")]
    [InlineData("g_misc")]
    public void No_replaced_value_breaks_the_reader(string name)
    {
        string text = File.ReadAllText(ModelFiles.PathOf(name));
        int refused = 0;
        for (
            int colon =
                text.IndexOf(": ", StringComparison.Ordinal); colon >= 0; colon = text.IndexOf(": ", colon + 1, StringComparison.Ordinal))
        {
            int end = EndOfValue(text, colon + 2);
            foreach (string other in (string[])["null", "-1", "\"x\"", "[]", "{}", "1e308", "[null, [3]]"])
            {
                refused += IsRefused(string.Concat(text.AsSpan(0, colon + 2), other, text.AsSpan(end))) ? 1 : 0;
            }
        }

        Assert.True(refused > 100, $"only {refused} were refused");
    }

    private static bool IsRefused(string text)
    {
        try
        {
            KerasModelReader.Read(Encoding.UTF8.GetBytes(text));
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static int EndOfValue(string text, int start)
    {
        int depth = 0;
        bool quoted = false;
        for (int i = start; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            depth += quoted ? 0 : text[i] is '{' or '[' ? 1 : text[i] is '}' or ']' ? -1 : 0;
            if (!quoted && (depth < 0 || (depth == 0 && (text[i] == ',' || text[i] is '}' or ']'))))
            {
                return depth < 0 || text[i] == ',' ? i : i + 1;
            }
        }

        return text.Length;
    }
}
