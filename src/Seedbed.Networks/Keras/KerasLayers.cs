using System.Collections.Frozen;
using System.Text.Json;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>The layers that are known, each by an object that takes what a configuration says.</summary>
internal static class KerasLayers
{
    /// <summary>One maker for each class; what an object holds are the defaults, and no value stands for what has none.</summary>
    private static readonly IReadOnlyList<Func<Layer>> s_makers =
    [
        () => new SequentialGraph(),
        () => new SequentialGraph(className: "Pipeline"),
        () => new FunctionalGraph(),
        () => new FunctionalGraph(className: "Model"),
        () => new Input([]),
        () => new Dense(0),
        () => new TernaryDense(),
        () => new EinsumDense(),
        () => new Embedding(0, 0),
        () => new ReversibleEmbedding(),
        () => new Conv1D(0, default),
        () => new Conv2D(0, default),
        () => new Conv3D(0, default),
        () => new Conv1DTranspose(),
        () => new Conv2DTranspose(0, default),
        () => new Conv3DTranspose(),
        () => new DepthwiseConv1D(),
        () => new DepthwiseConv2D(default),
        () => new SeparableConv1D(),
        () => new SeparableConv2D(0, default),
        () => new MaxPooling1D(),
        () => new MaxPooling2D(),
        () => new MaxPooling3D(),
        () => new AveragePooling1D(),
        () => new AveragePooling2D(),
        () => new AveragePooling3D(),
        () => new GlobalMaxPooling1D(),
        () => new GlobalMaxPooling2D(),
        () => new GlobalMaxPooling3D(),
        () => new GlobalAveragePooling1D(),
        () => new GlobalAveragePooling2D(),
        () => new GlobalAveragePooling3D(),
        () => new BatchNormalization(),
        () => new LayerNormalization(),
        () => new GroupNormalization(),
        () => new RMSNormalization(),
        () => new Normalization(),
        () => new Rescaling(double.NaN),
        () => new SimpleRNN(0),
        () => new LSTM(0),
        () => new GRU(0),
        () => new RNN(),
        () => new SimpleRNNCell(),
        () => new LSTMCell(),
        () => new GRUCell(),
        () => new StackedRNNCells(),
        () => new MultiHeadAttention(0, 0),
        () => new GroupedQueryAttention("GroupedQueryAttention"),
        () => new GroupedQueryAttention("GroupQueryAttention"),
        () => new Attention(),
        () => new AdditiveAttention(),
        () => new Wrapper(),
        () => new TimeDistributed(null!),
        () => new Bidirectional(null!),
        () => new SpectralNormalization(),
        () => new Activation(null!),
        () => new ReLU(),
        () => new LeakyReLU(),
        () => new PReLU(),
        () => new ELU(),
        () => new ThresholdedReLU(),
        () => new Softmax(),
        () => new Layers.Identity(),
        () => new Dropout(double.NaN),
        () => new GaussianNoise(),
        () => new GaussianDropout(),
        () => new Add(),
        () => new Subtract(),
        () => new Multiply(),
        () => new Maximum(),
        () => new Minimum(),
        () => new Average(),
        () => new Concatenate(),
        () => new Dot(),
        () => new Flatten(),
        () => new Reshape(null!),
        () => new Permute(),
        () => new RepeatVector(),
        () => new ZeroPadding1D(),
        () => new ZeroPadding2D(),
        () => new ZeroPadding3D(),
        () => new STFTSpectrogram(),
        .. Ranks(rank => new ConvLSTM(rank)),
        .. Ranks(rank => new AdaptivePooling("Average", rank)),
        .. Ranks(rank => new AdaptivePooling("Max", rank)),
        .. Ranks(rank => new SpatialDropout(rank)),
        .. Ranks(rank => new Cropping(rank)),
        .. Ranks(rank => new UpSampling(rank)),
        .. WeightlessLayer.All,
        .. OperationNode.All,
    ];

    /// <summary>Every class by its name.</summary>
    internal static Registry<Layer> All { get; } = new("a layer", [.. s_makers.Select(Describe)]);

    /// <summary>The classes that are computed.</summary>
    internal static IEnumerable<string> Computed =>
        s_makers.Select(make => make()).Where(layer => layer.IsComputed).Select(layer => layer.ClassName);

    /// <summary>Layers of Keras 2 that Keras 3 has no more, and what does their work.</summary>
    /// <remarks>
    /// Source: <c>keras.src.layers.rnn.legacy_layers</c> of Keras 2; both biases of the GRU stand apart only under reset_after.
    /// </remarks>
    private static readonly FrozenDictionary<string, string> s_retired = new Dictionary<string, string>
    {
        ["CuDNNLSTM"] = "LSTM",
        ["CuDNNGRU"] = "GRU with reset_after=True",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An empty layer of the class that a file names.</summary>
    /// <exception cref="FormatException">The class is neither one of Keras's nor described.</exception>
    internal static Layer Make(JsonElement element, string className, string place, CustomLayers customLayers)
    {
        string? module = KerasJson.TextOf(element, "module");
        if (IsOperation(module))
        {
            return new OperationNode(className, isLayer: false);
        }

        string? registeredName = KerasJson.TextOf(element, "registered_name");
        bool isCustom = registeredName?.Contains('>', StringComparison.Ordinal) == true;
        Layer? own = isCustom ? null : All.Find(className, module, registeredName)?.Create(NamedArguments.None);
        if (own is not null && customLayers.ClassNames.Contains(className))
        {
            throw new FormatException(
                $"{place}: {className} is a layer of Keras, whose weights are known, but --layers describes it too; remove it there, or "
                + "register your class under a name of its own.");
        }

        return own
            ?? customLayers.Make(registeredName, className)
            ?? throw Unknown(element, className, isCustom ? registeredName! : className, place);
    }

    /// <summary>Whether a node of a Functional model is a mere operation, such as x + y: it has no weights.</summary>
    private static bool IsOperation(string? module) => module is not null
        && (module.StartsWith("keras.src.ops", StringComparison.Ordinal) || module.StartsWith("keras.ops", StringComparison.Ordinal));

    private static Description<Layer> Describe(Func<Layer> make)
    {
        Layer layer = make();
        return new Description<Layer>(layer.ClassName, _ => make()) { Module = layer.Module };
    }

    private static IEnumerable<Func<Layer>> Ranks(Func<int, Layer> make) =>
        Enumerable.Range(1, 3).Select(rank => (Func<Layer>)(() => make(rank)));

    private static FormatException Unknown(JsonElement element, string className, string name, string place)
    {
        if (s_retired.TryGetValue(className, out string? today))
        {
            return new FormatException(
                $"{place}: {className} is a layer of Keras 2 for NVIDIA's cuDNN alone; replace it by {today}, which runs on cuDNN where it "
                + "can, and write model.to_json() again.");
        }

        string example = CustomLayerExample.For(name, element);
        return new FormatException(
            $"{place}: {className.Excerpt()} is not a layer of Keras that is known here.{All.Suggestion(className)} "
            + $"Tell its weights in a JSON file and give it with --layers FILE, starting from {example} (docs/custom-layers.md).");
    }
}
