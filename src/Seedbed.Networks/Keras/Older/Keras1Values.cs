using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>What Keras 1 says otherwise than by another name: sizes apart, words for numbers, regularizers without a class.</summary>
/// <remarks>Source: <c>keras/legacy/interfaces.py</c> at 2.0.8, <c>keras/initializations.py</c> at 1.2.2.</remarks>
internal static class Keras1Values
{
    private static readonly string[] s_otherMarks = ["nb_row", "kernel_dim1", "mode", "input_dtype"];
    private static readonly string[][] s_sizes = [["nb_row", "nb_col"], ["kernel_dim1", "kernel_dim2", "kernel_dim3"]];

    /// <summary>Whether a layer's configuration is of Keras 1.</summary>
    internal static bool IsOlder(JsonObject config, (string Older, string Today)[] arguments) =>
        arguments.Any(argument => config.ContainsKey(argument.Older)) || s_otherMarks.Any(config.ContainsKey);

    /// <summary>What is to be said while the first names stand.</summary>
    internal static void Prepare(JsonObject layer, JsonObject config, Respelling conversion)
    {
        string className = Respelling.Text(layer["class_name"])!;
        foreach (string[] keys in s_sizes.Where(keys => keys.All(config.ContainsKey)))
        {
            conversion.Set(config, "kernel_size", new JsonArray([.. keys.Select(key => config[key]?.DeepClone())]));
            _ = keys.All(key => conversion.Remove(config, key));
        }

        if (className == "GRU" && !config.ContainsKey("reset_after"))
        {
            conversion.Set(config, "reset_after", false);
        }
        else if (className == "SeparableConv2D" && config["init"] is { } initializer)
        {
            conversion.Set(config, "pointwise_initializer", initializer.DeepClone());
            conversion.Rename(config, "init", "depthwise_initializer");
        }
        else if (className == "Conv2DTranspose")
        {
            conversion.Remove(config, "output_shape");
        }
        else if (className == "Embedding" && config["dropout"] is { } dropout)
        {
            if (Respelling.IsTrue(dropout))
            {
                conversion.Assume($"{Respelling.PlaceOf(layer)}: its dropout of {dropout.ToJsonString()} is left out, as Keras 2 does.");
            }

            conversion.Remove(config, "dropout");
        }
        else if (className == "BatchNormalization")
        {
            RequireFeatureMode(layer, config["mode"]);
            conversion.Remove(config, "mode");
        }
    }

    /// <summary>The values of today.</summary>
    internal static void Convert(JsonObject layer, JsonObject config, Respelling conversion)
    {
        foreach (string key in config.Select(property => property.Key).ToArray())
        {
            JsonNode? value = config[key];
            JsonNode? today = key switch
            {
                "data_format" => Format(value),
                "implementation" => Respelling.Text(value) switch { "cpu" => 0, "mem" => 1, "gpu" => 2, _ => null },
                "unit_forget_bias" when Respelling.Text(value) is { } text => ForgetBias(layer, text, conversion),
                _ when key.EndsWith("_regularizer", StringComparison.Ordinal) => Regularizer(value),
                _ when key.EndsWith("_constraint", StringComparison.Ordinal) => Constraint(value),
                _ => null,
            };
            if (today is not null)
            {
                conversion.Set(config, key, today);
            }

            if (key.EndsWith("_initializer", StringComparison.Ordinal)
                && Respelling.Text(value) is "glorot_normal" or "he_normal" or "orthogonal")
            {
                conversion.Assume(
                    "Keras 1 drew glorot_normal and he_normal from the whole normal distribution, and orthogonal with a gain of 1.1; each "
                    + "name means what it means since Keras 2.");
            }
        }
    }

    /// <summary>A regularizer, whose class stood as a name beside its arguments.</summary>
    private static JsonObject? Regularizer(JsonNode? value) => NameOf(value) switch
    {
        null => null,
        "WeightRegularizer" or "ActivityRegularizer" or "L1L2Regularizer" or "L1L2" =>
            Of("L1L2", (JsonObject)value!, ("l1", "l1"), ("l2", "l2")),
        { } other => Of(other, (JsonObject)value!, [.. ((JsonObject)value!).Select(property => (property.Key, property.Key))]),
    };

    private static JsonObject? Constraint(JsonNode? value) => NameOf(value) is { } name
        ? Of(name, (JsonObject)value!,
            ("m", "max_value"), ("axis", "axis"), ("low", "min_value"), ("high", "max_value"), ("rate", "rate"))
        : null;

    private static string? NameOf(JsonNode? value) =>
        value is JsonObject { } older && !older.ContainsKey("class_name") ? Respelling.Text(older["name"]) : null;

    private static JsonObject Of(string className, JsonObject older, params (string Older, string Today)[] arguments) => new()
    {
        ["class_name"] = className,
        ["config"] = new JsonObject(arguments.Where(argument => argument.Older != "name" && older.ContainsKey(argument.Older))
            .Select(argument => KeyValuePair.Create(argument.Today, older[argument.Older]?.DeepClone()))),
    };

    private static JsonNode? Format(JsonNode? value) => Respelling.Text(value) switch
    {
        "th" => "channels_first",
        "tf" => "channels_last",
        _ => null,
    };

    private static bool ForgetBias(JsonObject layer, string text, Respelling conversion)
    {
        if (text is not ("one" or "zero"))
        {
            conversion.Assume(
                $"{Respelling.PlaceOf(layer)}: forget_bias_init '{text.Excerpt()}' has no counterpart since Keras 2; the forget gate's "
                + "bias begins at 0.");
        }

        return text == "one";
    }

    /// <summary>Statistics of samples instead of features are no layer of today.</summary>
    private static void RequireFeatureMode(JsonObject layer, JsonNode? mode)
    {
        if (mode is not null && Respelling.Whole(mode) != 0)
        {
            throw new FormatException(
                $"{Respelling.PlaceOf(layer)}: mode is {mode.ToJsonString().Excerpt()}, which no Keras since 2.0 has; set it to 0 for "
                + "statistics of each feature, or put a LayerNormalization in its place.");
        }
    }
}
