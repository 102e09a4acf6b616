using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Serialization;
using Xunit;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>Every public layer, made of the arguments that have no default.</summary>
internal static class ConstructedLayers
{
    private static readonly Dictionary<string, Func<Layer>> s_makers = new()
    {
        ["Input"] = () => new Input([4]),
        ["Dense"] = () => new Dense(2),
        ["Conv1D"] = () => new Conv1D(2, 3),
        ["Conv2D"] = () => new Conv2D(2, 3),
        ["Conv3D"] = () => new Conv3D(2, 3),
        ["DepthwiseConv2D"] = () => new DepthwiseConv2D(3),
        ["SeparableConv2D"] = () => new SeparableConv2D(2, 3),
        ["Conv2DTranspose"] = () => new Conv2DTranspose(2, 3),
        ["MaxPooling1D"] = () => new MaxPooling1D(),
        ["MaxPooling2D"] = () => new MaxPooling2D(),
        ["AveragePooling1D"] = () => new AveragePooling1D(),
        ["AveragePooling2D"] = () => new AveragePooling2D(),
        ["GlobalMaxPooling1D"] = () => new GlobalMaxPooling1D(),
        ["GlobalMaxPooling2D"] = () => new GlobalMaxPooling2D(),
        ["GlobalAveragePooling1D"] = () => new GlobalAveragePooling1D(),
        ["GlobalAveragePooling2D"] = () => new GlobalAveragePooling2D(),
        ["Flatten"] = () => new Flatten(),
        ["Reshape"] = () => new Reshape([-1]),
        ["ZeroPadding1D"] = () => new ZeroPadding1D(),
        ["ZeroPadding2D"] = () => new ZeroPadding2D(),
        ["Rescaling"] = () => new Rescaling(2),
        ["Normalization"] = () => new Normalization(),
        ["TimeDistributed"] = () => new TimeDistributed(new Dense(2)),
        ["Bidirectional"] = () => new Bidirectional(new LSTM(2)),
        ["Activation"] = () => new Activation("tanh"),
        ["ReLU"] = () => new ReLU(),
        ["LeakyReLU"] = () => new LeakyReLU(),
        ["PReLU"] = () => new PReLU(),
        ["Dropout"] = () => new Dropout(0.5),
        ["BatchNormalization"] = () => new BatchNormalization(),
        ["LayerNormalization"] = () => new LayerNormalization(),
        ["RMSNormalization"] = () => new RMSNormalization(),
        ["GroupNormalization"] = () => new GroupNormalization(),
        ["Embedding"] = () => new Embedding(2, 3),
        ["ReversibleEmbedding"] = () => new ReversibleEmbedding(2, 3),
        ["SimpleRNN"] = () => new SimpleRNN(2),
        ["LSTM"] = () => new LSTM(2),
        ["GRU"] = () => new GRU(2),
        ["MultiHeadAttention"] = () => new MultiHeadAttention(2, 3),
        ["Add"] = () => new Add(),
        ["Multiply"] = () => new Multiply(),
        ["Concatenate"] = () => new Concatenate(),
    };

    /// <summary>All of them, proved by reflection.</summary>
    public static TheoryData<string> Names =>
        [.. typeof(Layer).Assembly.GetTypes().Where(type => type is { IsPublic: true, IsAbstract: false } && type.IsSubclassOf(typeof(Layer))).Select(type => type.Name)];

    public static Layer Make(string className) => s_makers[className]();

    /// <summary>
    /// A default of Keras as a layer writes it: names as configurations, one number for all axes where they are one, and what Keras derives
    /// when it makes the layer.
    /// </summary>
    public static string AsWritten(string key, JsonNode? value, JsonObject config) => (key, value) switch
    {
        ("activation", null) => Plain("linear"),
        ("data_format", null) => Plain("channels_last"),
        ("strides", null) => Plain(config["pool_size"]),
        ("value_dim", null) => Plain(config["key_dim"]),
        ("batch_shape" or "shape" or "dtype", null) => Plain(config[key]),
        ("sparse", null) => Plain(false),
        _ when value?.ToJsonString() == "\"orthogonal\"" => Plain(AsEveryReleaseReads(InitializerRegistry.Default.Get("orthogonal"))),
        _ when key.EndsWith("_initializer", StringComparison.Ordinal) =>
            Plain(JsonNode.Parse(InitializerRegistry.Default.Serialize(InitializerRegistry.Default.Get(value!.GetValue<string>())))),
        _ => Plain(value),
    };

    /// <summary>Keras 3.0 to 3.6 know the class by this name alone.</summary>
    private static JsonNode AsEveryReleaseReads(Initializer orthogonal)
    {
        JsonNode json = JsonNode.Parse(InitializerRegistry.Default.Serialize(orthogonal))!;
        json["class_name"] = "OrthogonalInitializer";
        return json;
    }

    /// <summary>
    /// The text of a value; a list whose items are all alike is one of them: Keras has 1, (1, 1) and ((1, 1), (1, 1)) for the same.
    /// </summary>
    public static string Plain(JsonNode? value) => value switch
    {
        JsonArray list when list.Select(Plain).Distinct().Count() == 1 => Plain(list[0]),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number =>
            $"{double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture)}",
        _ => value?.ToJsonString() ?? "null",
    };
}
