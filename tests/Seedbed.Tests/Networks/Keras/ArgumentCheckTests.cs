using System.Text.Json.Nodes;
using Seedbed.Keras;
using Seedbed.Tests.Golden;
using Seedbed.Tests.Networks.Layers;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>
/// Every argument of every layer that has a range in Keras is refused outside of it, whether weights and shapes depend on it or not.
/// </summary>
public sealed class ArgumentCheckTests
{
    private const string NoSize = "0 -1 1.5 \"x\" 9007199254740993 4611686018427387904 true";
    private const string NoCount = "-1 1.5 \"x\" 9007199254740993 true";
    private const string NoChoice = "\"sideways\" 3 true";

    /// <summary>Values that no layer takes, by the argument's name.</summary>
    private static readonly Dictionary<string, string> s_wrong = new()
    {
        ["units"] = NoSize, ["filters"] = NoSize, ["depth_multiplier"] = NoSize, ["input_dim"] = NoSize, ["output_dim"] = NoSize,
        ["kernel_size"] =
            NoSize + " [0]", ["strides"] = NoSize + " [0,1,2,3]", ["dilation_rate"] = NoSize + " [-1]", ["pool_size"] = NoSize + " []",
        ["size"] = NoSize, ["output_size"] = NoSize, ["n"] = NoSize, ["height"] = NoSize, ["width"] = NoSize, ["power_iterations"] = NoSize,
        ["num_heads"] = NoSize, ["key_dim"] = NoSize, ["value_dim"] = NoSize, ["head_dim"] = NoSize, ["num_query_heads"] = NoSize + " 3",
        ["num_key_value_heads"] = NoSize + " 3", ["sliding_window"] = NoSize, ["groups"] = "0 -2 1.5 \"x\" 7 4611686018427387904",
        ["frame_length"] =
            NoSize, ["frame_step"] = NoSize, ["fft_length"] = NoSize, ["num_mel_bins"] = NoSize, ["sequence_stride"] = NoSize,
        ["num_tokens"] =
            NoSize, ["max_tokens"] = NoSize, ["output_sequence_length"] = NoSize, ["num_oov_indices"] = NoCount, ["num_bins"] = NoCount,
        ["padding"] = NoCount + " \"sideways\"", ["cropping"] = NoCount + " [1,2,3,4]", ["output_padding"] = NoCount + " 1 2",
        ["rate"] =
            "-0.1 1.5 \"x\"", ["stddev"] =
                "-1 \"x\"", ["negative_slope"] = "-1 \"x\"", ["max_value"] = "-1 \"x\"", ["threshold"] = "-1 \"x\"",
        ["logit_soft_cap"] = "0 -1 \"x\"",
        ["data_format"] = NoChoice, ["merge_mode"] = NoChoice, ["score_mode"] = NoChoice, ["dims"] = "[0,1] [1,3] [1,1] \"x\"",
        ["target_shape"] = "[0] [-1,-1] 3 [1.5]", ["axes"] = "\"x\" [1,2,3] 1.5",
    };

    /// <summary>The same names, and not the same ranges.</summary>
    private static readonly HashSet<string> s_free =
        ["RandomGaussianBlur kernel_size", "TernaryDense threshold", "STFTSpectrogram padding"];

    public static TheoryData<string, string> Arguments
    {
        get
        {
            TheoryData<string, string> arguments = [];
            foreach (string className in LayerArguments.Classes)
            {
                foreach (
                    string key in LayerArguments.Required(className).Concat(
                        LayerArguments.Defaults(className).Select(argument => argument.Key)).Where(
                        s_wrong.ContainsKey))
                {
                    if (!s_free.Contains($"{className} {key}"))
                    {
                        arguments.Add(className, key);
                    }
                }
            }

            return arguments;
        }
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public void A_value_out_of_range_is_refused(string className, string key)
    {
        foreach (string value in s_wrong[key].Split(' '))
        {
            JsonObject config = SampleLayer.Full(className);
            config[key] = JsonNode.Parse(value);
            FormatException fault = Assert.Throws<FormatException>(() => Read(className, config));
            Assert.StartsWith($"layer 'x' ({className}): ", fault.Message, StringComparison.Ordinal);
            Assert.Contains(
                className.EndsWith("QueryAttention", StringComparison.Ordinal) && value == "3"
                    ? "num_key_value_heads is "
                    : $"{key} is {value}; it must be ", fault.Message.Replace(
                        ", ", ",", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Dense", """{"units": 4611686018427387904}""", "units is 4611686018427387904; it must be an integer from 1 to 2^53.")]
    [InlineData("GroupNormalization", """{"groups": 0}""", "groups is 0; it must be a divisor of the size 64 along axis -1, or -1 for a group of each.")]
    [InlineData("GroupNormalization", """{"groups": 128}""", "groups is 128; it must be a divisor of the size 64")]
    [InlineData("Conv2D", """{"filters": 6, "kernel_size": 2, "groups": 4}""", "groups is 4; it must be a divisor of the 6 filters.")]
    [InlineData("Conv2D", """{"filters": 6, "kernel_size": 2, "padding": "causal"}""", "padding is \"causal\"; it must be one of valid, same.")]
    [InlineData("Conv2DTranspose", """{"filters": 6, "kernel_size": 2, "strides": 2, "output_padding": [1, 2]}""", "output_padding is [1,2]; it must be smaller than the strides along each axis.")]
    [InlineData("Dropout", """{"rate": 2}""", "rate is 2; it must be a number from 0 to 1.")]
    public void The_sentence_says_what_is_accepted(string className, string config, string sentence) => Assert.Contains(
        sentence, Assert.Throws<FormatException>(
            () => Read(className, JsonNode.Parse(config)!.AsObject())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("GroupNormalization", """{"groups": -1}""")]
    [InlineData("GroupNormalization", """{"groups": 64}""")]
    [InlineData("Conv1D", """{"filters": 6, "kernel_size": 2, "padding": "causal"}""")]
    [InlineData("Conv2DTranspose", """{"filters": 6, "kernel_size": 2, "strides": 2, "output_padding": 1}""")]
    [InlineData("Dropout", """{"rate": 1}""")]
    [InlineData("Bidirectional", """{"merge_mode": null, "layer": {"class_name": "LSTM", "config": {"name": "d", "units": 3}}}""")]
    [InlineData("Hashing", """{"num_bins": 1}""")]
    public void The_ends_of_a_range_are_in_it(string className, string config) => Read(className, JsonNode.Parse(config)!.AsObject());

    private static void Read(string className, JsonObject config) =>
        KerasModel.Read(SampleLayer.Model(className, config), new KerasModelOptions());
}
