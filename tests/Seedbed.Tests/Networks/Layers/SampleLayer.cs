using System.Text;
using System.Text.Json.Nodes;
using Seedbed.Layers;
using Seedbed.Tests.Golden;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>
/// A layer of any class in a model of its own: values for the arguments that have no default, and inputs on which the others show.
/// </summary>
internal static class SampleLayer
{
    private const string Dense = """{"class_name": "Dense", "config": {"name": "d", "units": 3}}""";
    private const string Cell = """{"class_name": "SimpleRNNCell", "config": {"name": "c", "units": 3}}""";

    private static readonly Dictionary<string, string> s_required = new()
    {
        ["activation"] =
            "\"tanh\"", ["axes"] = "-1", ["cell"] = Cell, ["cells"] = $"[{Cell}]", ["dims"] = "[2, 1]", ["drop_path_rate"] = "0.25", ["equation"] = "\"ab,bc->ac\"",
        ["factor"] =
            "0.1", ["filters"] =
                "6", ["function"] = "\"f\"", ["head_dim"] = "2", ["height"] = "3", ["height_factor"] = "0.1", ["init_values"] = "0.5",
        ["input_dim"] = "7",
        ["kernel_size"] =
            "2", ["key_dim"] = "3", ["layer"] = Dense, ["layers"] = $"[{Dense}]", ["mask_token"] = "null", ["max_number"] = "3",
        ["max_tokens"] =
            "9", ["n"] = "3", ["num_bins"] = "4", ["num_heads"] = "2", ["num_key_value_heads"] = "2", ["num_oov_indices"] = "1",
        ["num_query_heads"] =
            "4", ["oov_token"] = "\"?\"", ["output_dim"] = "5", ["output_shape"] = "5", ["output_size"] = "2", ["pool_size"] = "2",
        ["projection_dim"] = "4",
        ["rate"] =
            "0.25", ["scale"] =
                "2.0", ["stddev"] = "0.5", ["target_shape"] = "[2, -1]", ["units"] = "3", ["vocabulary_dtype"] = "\"int64\"",
        ["width"] = "3", ["width_factor"] = "0.1",
    };

    /// <summary>The arguments without a default alone.</summary>
    public static JsonObject Required(string className)
    {
        JsonObject config = [];
        foreach (string key in LayerArguments.Required(className))
        {
            config[key] =
                JsonNode.Parse(className == "Bidirectional" ? Dense.Replace("Dense", "LSTM", StringComparison.Ordinal)
                    : className == "RandomPosterization" ? "3" : s_required[key]);
        }

        return config;
    }

    /// <summary>The same, and every other argument at its default.</summary>
    public static JsonObject Full(string className)
    {
        JsonObject config = Required(className);
        foreach ((string key, JsonNode? value) in LayerArguments.Defaults(className))
        {
            config[key] = value?.DeepClone();
        }

        return config;
    }

    /// <summary>The sizes of each input without the batch.</summary>
    public static int[][] Inputs(string className) => className switch
    {
        "MultiHeadAttention" or "GroupedQueryAttention" or "GroupQueryAttention" or "Attention" or "AdditiveAttention"
            or "Add" or "Average" or "CustomScaleLayer" or "Concatenate" or "Maximum" or "Minimum" or "Multiply" or "Subtract" or "Dot" => [[4, 4], [4, 4]],
        "GroupNormalization" => [[5, 64]],
        "RepeatVector" or "EinsumDense" or "SimpleRNNCell" or "LSTMCell" or "GRUCell" or "StackedRNNCells" => [[4]],
        "STFTSpectrogram" => [[1000, 1]],
        "Resizing" or "CenterCrop" or "RandomCrop" or "RandomFlip" or "RandomRotation" or "RandomTranslation" or "RandomZoom"
            or "RandomContrast" or "RandomBrightness" or "RandomGrayscale" or "RandomColorDegeneration" or "RandomInvert" or "RandomShear"
            or "Solarization" or "RandomHue" or "RandomSaturation" or "RandomColorJitter" or "RandomSharpness" or "RandomGaussianBlur"
            or "RandomPosterization" or "RandomErasing" or "AutoContrast" or "Equalization" => [[8, 7, 3]],
        _ when IsOfTraining(className) => [[8, 7, 3]],
        _ when className.StartsWith("ConvLSTM", StringComparison.Ordinal) => [[3, .. Spatial(className)]],
        _ when className[^1] == 'D' || className.EndsWith("DTranspose", StringComparison.Ordinal) => [Spatial(className)],
        _ => [[6, 4]],
    };

    /// <summary>Whether it changes images in training, in a way that is not computed.</summary>
    public static bool IsOfTraining(string className) => TrainingAugmentation.All.Any(known => known.Key == className);

    /// <summary>A Functional model of the inputs and the layer.</summary>
    public static byte[] Model(string className, JsonObject config)
    {
        string[] names = [.. Inputs(className).Select((_, index) => $"i{index}")];
        IEnumerable<string> inputs = names.Zip(Inputs(className), (name, sizes) => $$$"""
            {"class_name": "InputLayer", "name": "{{{name}}}", "inbound_nodes": [],
             "config": {"name": "{{{name}}}", "batch_input_shape": [null, {{{string.Join(", ", sizes)}}}]}}
            """);
        string node = className.EndsWith("QueryAttention", StringComparison.Ordinal) || className == "MultiHeadAttention"
            ? """[["i0", 0, 0, {"value": ["i1", 0, 0]}]]"""
            : $"[{string.Join(", ", names.Select(name => $"[\"{name}\", 0, 0]"))}]";
        JsonObject named = new() { ["name"] = "x" };
        foreach ((string key, JsonNode? value) in config)
        {
            named[key] = value?.DeepClone();
        }

        return Encoding.UTF8.GetBytes($$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [{{{string.Join(", ", inputs)}}},
                {"class_name": "{{{className}}}", "name": "x", "config": {{{named.ToJsonString()}}}, "inbound_nodes": [{{{node}}}]}],
              "input_layers": [{{{string.Join(", ", names.Select(name => $"[\"{name}\", 0, 0]"))}}}], "output_layers": [["x", 0, 0]]}}
            """);
    }

    /// <summary>Sizes that differ from each other and from the channels, so that no two ways of counting agree.</summary>
    private static int[] Spatial(string className) => [.. ((int[])[9, 8, 7]).Take(className[className.LastIndexOf('D') - 1] - '0'), 4];
}
