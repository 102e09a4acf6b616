using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>Keras 1.0 to 1.2: classes and arguments under their first names.</summary>
/// <remarks>
/// Source: the layers' <c>get_config</c> at 1.0.8 and 1.2.2, and what Keras 2 makes of it, <c>keras/legacy/interfaces.py</c> at 2.0.8.
/// </remarks>
internal static class Keras1
{
    private static readonly (string Older, string Today)[] s_weights =
    [
        ("init", "kernel_initializer"), ("W_regularizer", "kernel_regularizer"), ("b_regularizer", "bias_regularizer"),
        ("W_constraint", "kernel_constraint"), ("b_constraint", "bias_constraint"), ("bias", "use_bias"),
    ];

    private static readonly (string Older, string Today)[] s_dense = [("output_dim", "units"), .. s_weights];

    private static readonly (string Older, string Today)[] s_spatial =
        [("border_mode", "padding"), ("dim_ordering", "data_format"), ("subsample", "strides")];

    private static readonly (string Older, string Today)[] s_convolution =
    [
        ("nb_filter", "filters"), ("filter_length", "kernel_size"), ("subsample_length", "strides"), ("atrous_rate", "dilation_rate"),
        .. s_spatial, .. s_weights,
    ];

    private static readonly (string Older, string Today)[] s_recurrent =
    [
        ("inner_init", "recurrent_initializer"), ("inner_activation", "recurrent_activation"), ("U_regularizer", "recurrent_regularizer"),
        ("dropout_W", "dropout"), ("dropout_U", "recurrent_dropout"), ("consume_less", "implementation"),
        ("forget_bias_init", "unit_forget_bias"), .. s_dense,
    ];

    private static readonly (string Older, string Today)[] s_pooling = [("pool_length", "pool_size"), ("stride", "strides"), .. s_spatial];

    private static readonly (string Older, string Today)[] s_rate = [("p", "rate"), .. s_spatial];

    /// <summary>The arguments of every class, by its name of today.</summary>
    private static readonly FrozenDictionary<string, (string Older, string Today)[]> s_arguments =
        new Dictionary<string, (string Older, string Today)[]>([
        .. Spatial("MaxPooling", s_pooling), .. Spatial("AveragePooling", s_pooling), .. Spatial("GlobalMaxPooling", s_pooling),
        .. Spatial("GlobalAveragePooling", s_pooling), .. Spatial("ZeroPadding", s_spatial), .. Spatial("Cropping", s_spatial),
        .. Spatial("UpSampling", [("length", "size"), .. s_spatial]), .. Spatial("SpatialDropout", s_rate),
        .. Spatial("LocallyConnected", s_convolution), .. Spatial("Conv", s_convolution),
    ])
    {
        ["InputLayer"] = [("input_dtype", "dtype")],
        ["Dense"] = s_dense,
        ["Conv2DTranspose"] = s_convolution,
        ["SeparableConv2D"] = s_convolution,
        ["ConvLSTM2D"] = [.. s_convolution, .. s_recurrent],
        ["SimpleRNN"] = s_recurrent,
        ["LSTM"] = s_recurrent,
        ["GRU"] = s_recurrent,
        ["Embedding"] =
            [("init", "embeddings_initializer"), ("W_regularizer", "embeddings_regularizer"), ("W_constraint", "embeddings_constraint")],
        ["BatchNormalization"] = [("beta_init", "beta_initializer"), ("gamma_init", "gamma_initializer")],
        ["PReLU"] = [("init", "alpha_initializer")],
        ["Dropout"] = s_rate,
        ["GaussianDropout"] = s_rate,
        ["GaussianNoise"] = [("sigma", "stddev")],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Classes that today have another name.</summary>
    private static readonly FrozenDictionary<string, string> s_classes = new Dictionary<string, string>
    {
        ["TimeDistributedDense"] = "Dense",
        ["Convolution1D"] = "Conv1D",
        ["Convolution2D"] = "Conv2D",
        ["Convolution3D"] = "Conv3D",
        ["AtrousConvolution1D"] = "Conv1D",
        ["AtrousConvolution2D"] = "Conv2D",
        ["AtrousConv1D"] = "Conv1D",
        ["AtrousConv2D"] = "Conv2D",
        ["Deconvolution2D"] = "Conv2DTranspose",
        ["SeparableConvolution2D"] = "SeparableConv2D",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What stood beside an input's shape, or follows from others.</summary>
    private static readonly string[] s_dropped = ["input_dtype", "input_dim", "input_length"];

    internal static void Convert(JsonObject layer, JsonObject config, Respelling conversion)
    {
        string className = Respelling.Text(layer["class_name"])!;
        if (className == "Merge")
        {
            Keras1Merge.Convert(layer, config, conversion);
            return;
        }

        string today = s_classes.GetValueOrDefault(className, className);
        if (!s_arguments.TryGetValue(today, out (string Older, string Today)[]? arguments))
        {
            return;
        }

        if (today != className)
        {
            conversion.Set(layer, "class_name", today);
        }

        // Keras 2 has the same arguments under other names: where none is found, the layer is not of Keras 1.
        if (!Keras1Values.IsOlder(config, arguments))
        {
            return;
        }

        Keras1Values.Prepare(layer, config, conversion);
        foreach ((string older, string name) in arguments)
        {
            conversion.Rename(config, older, name);
        }

        foreach (string key in s_dropped.Where(key => today != "Embedding" || key == "input_dtype"))
        {
            conversion.Remove(config, key);
        }

        Keras1Values.Convert(layer, config, conversion);
    }

    private static IEnumerable<KeyValuePair<string, (string Older, string Today)[]>> Spatial(
        string name, (string Older, string Today)[] arguments) =>
        Enumerable.Range(1, 3).Select(rank => KeyValuePair.Create($"{name}{rank}D", arguments));
}
