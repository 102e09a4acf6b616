using Seedbed.Initializers;
using Seedbed.Serialization;
using Xunit;

namespace Seedbed.Tests.Serialization;

public sealed class RegistryErrorTests
{
    private static readonly InitializerRegistry s_registry = InitializerRegistry.Default;

    [Theory]
    [InlineData("VarianceScaling(scale=0)", "scale is 0; it must be finite and greater than 0.")]
    [InlineData("VarianceScaling(scale=NaN)", "scale is NaN; it must be finite and greater than 0.")]
    [InlineData("VarianceScaling(scale='2')", "scale of VarianceScaling is '2'; it must be a number.")]
    [InlineData(
        "VarianceScaling(mode=FAN_IN)", "mode of VarianceScaling is 'FAN_IN'; it must be one of fan_in, fan_out, fan_avg, fan_geo_avg. Did you mean 'fan_in'?")]
    [InlineData("VarianceScaling(distribution=gauss)", "distribution of VarianceScaling is 'gauss'; it must be one of truncated_normal, untruncated_normal, uniform, normal.")]
    [InlineData("VarianceScaling(distribution=null)", "distribution of VarianceScaling is null; it must be one of truncated_normal, untruncated_normal, uniform, normal.")]
    [InlineData("RandomNormal(stddev=-1)", "stddev is -1; it must be finite and at least 0.")]
    [InlineData("TruncatedNormal(stddev=-1)", "stddev is -1; it must be finite and at least 0.")]
    [InlineData("RandomNormal(seed=1.5)", "seed of RandomNormal is 1.5; it must be an integer, a seed generator or null.")]
    [InlineData("RandomNormal(seed=a)", "seed of RandomNormal is 'a'; it must be an integer, a seed generator or null.")]
    [InlineData("RandomUniform(minval=1, maxval=-1)", "minval is 1 and maxval is -1; minval must not be greater.")]
    [InlineData("RandomUniform(minval=NaN)", "minval is NaN; it must be finite.")]
    [InlineData("HeNormal(bogus=1)", "HeNormal has no argument 'bogus'; it takes seed, input_axes, output_axes, fans, a, gain, mode.")]
    [InlineData("Zeros(value=1)", "Zeros has no argument 'value'; it takes none.")]
    [InlineData("HeNormal(seed=1, seed=2)", "HeNormal is given seed twice.")]
    [InlineData("HeNormal(seed=1", "'HeNormal(seed=1' opens a parenthesis that it does not close at its end; write NAME(key=value, …).")]
    [InlineData("HeNormal(1)", "'1' in 'HeNormal(1)' is not of the form key=value, such as scale=2.0.")]
    [InlineData("HeNormal(seed=1x)", "seed is 1x, which is no number, list, text, None, True or False.")]
    [InlineData("HeNormal(fans=grouped(0))", "fans of HeNormal is 'grouped(0)'; it must be one of keras, depthwise, transposed, transposed(STRIDE PRODUCT), grouped(GROUPS), packed(PARTS), pytorch(GROUPS), pytorch_transposed(GROUPS), jax(IN;OUT;BATCH) with axes such as jax(-2;-1;0,1).")]
    [InlineData("HeNormal(input_axes=[0.5], output_axes=[1])", "input_axes of HeNormal is an array of shape [1]; it must be a list of integers or null.")]
    [InlineData("Constant", "Constant needs a value, such as Constant(value=0.5).")]
    [InlineData("Constant(value=a)", "value of Constant is 'a'; it must be a number.")]
    [InlineData("Constant(value=[[1], [2, 3]])", "value is an array with rows of different lengths; all must be equally long.")]
    [InlineData("Identity(gain=a)", "gain of Identity is 'a'; it must be a number.")]
    [InlineData("STFT(side=imaginary)", "side of STFT is 'imaginary'; it must be one of real, imag.")]
    [InlineData("STFT(scaling=l2)", "scaling of STFT is 'l2'; it must be one of density, spectrum.")]
    [InlineData("{\"config\": {}}", "an initializer's configuration needs the key class_name, but its keys are [config].")]
    [InlineData("{\"class_name\": \"Zeros\", \"config\": 3}", "the config of Zeros is 3; it must be an object.")]
    [InlineData("{\"module\": \"my\", \"class_name\": \"MyInit\", \"config\": {}}", "'MyInit' of the module 'my' is not a known initializer; register it with InitializerRegistry.With, or use one of Keras's.")]
    public void A_wrong_argument_gets_a_sentence(string identifier, string sentence)
    {
        Exception error = Assert.ThrowsAny<Exception>(() => s_registry.Get(identifier));
        Assert.True(error is ArgumentException or FormatException, error.GetType().Name);
        Assert.Equal(sentence, error.Message.Split(" (Parameter", 2)[0]);
    }

    [Theory]
    [InlineData("{\"class_name\": \"Zeros\",\n  \"config\": }", "line 2, column 13")]
    [InlineData("{\"class_name\": \"Zeros\"", "line 1, column 23")]
    [InlineData("{\"a\": NaN, \"b\": Infinity, \"c\": x}", "line 1, column 32")]
    [InlineData("{\"a\": 1, \"a\": 2}", "line 1")]
    [InlineData("", "line 1, column 1: the text is empty.")]
    [InlineData("{\"a\": [1, 2]", "line 1, column 13: the text ends before its last value is complete.")]
    [InlineData("{\"a\":\n  \"x \\ud800\"}", "line 2, column 6: the escape holds half of a surrogate pair, which is no character.")]
    [InlineData("{\"a\": \"\\\\ud800 \\ud83d\\ude00\", }", "line 1, column 31")]
    [InlineData("{\"a\": \"NaN \\\" NaN\", \"b\": y}", "line 1, column 26")]
    public void Bad_JSON_is_refused_with_its_place(string json, string place)
    {
        FormatException error = Assert.Throws<FormatException>(() => s_registry.Deserialize(json));
        Assert.StartsWith("this is not valid JSON: " + place, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_their_place()
    {
        byte[] json = [.. "{\n \"a\": \""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Equal("this is not valid JSON: line 2, column 8: the bytes are no UTF-8.",
            Assert.Throws<FormatException>(() => KerasJson.Parse(json)).Message);
    }

    [Fact]
    public void Null_is_no_initializer_as_in_Keras() => Assert.Null(s_registry.Get(null));

    [Fact]
    public void A_document_of_endless_depth_is_refused() =>
        Assert.Throws<FormatException>(() => KerasJson.Parse(new string('[', 100_000)));

    [Theory]
    [InlineData("0")]
    [InlineData("[]")]
    [InlineData("NaN")]
    public void A_document_of_very_many_values_is_refused(string value) => Assert.StartsWith(
        "the JSON has more than 4194304 names, values and brackets;",
        Assert.Throws<FormatException>(() => KerasJson.Parse($"[{string.Join(',', Enumerable.Repeat(value, 1 << 22))}]")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("VarianceScaling(scale=2.0, mode=fan_out)", FanMode.FanOut)]
    [InlineData("  VarianceScaling( scale = 2 , mode = 'fan_avg' )  ", FanMode.FanAverage)]
    [InlineData("VarianceScaling(mode=\"fan_in\", scale=2, seed=None)", FanMode.FanIn)]
    public void A_call_is_read_with_any_spacing_and_quotes(string call, FanMode mode)
    {
        var scheme = (VarianceScaling)s_registry.Get(call);
        Assert.Equal((2.0, mode), (scheme.Scale, scheme.Mode));
    }

    [Fact]
    public void Lists_and_named_fan_rules_are_read_in_calls()
    {
        Assert.Equal(new HeNormal(1, FanRule.Axes([0], [1, 2])), s_registry.Get("HeNormal(seed=1, input_axes=[0], output_axes=[1, 2])"));
        Assert.Equal(new HeNormal(1, FanRule.Grouped(4)), s_registry.Get("HeNormal(seed=1, fans=grouped(4))"));
        Assert.Equal(new HeNormal(1, FanRule.Transposed), s_registry.Get("he_normal(seed=1, fans=transposed)"));
    }
}
