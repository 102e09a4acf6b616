using System.Text.Json;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>The layers that are known, each by an object that takes what a configuration says.</summary>
internal static class KerasLayers
{
    /// <summary>
    /// Every class by its name, with a maker of an empty layer: what it holds are the defaults, and no value (0, NaN, null) stands for what
    /// has none.
    /// </summary>
    internal static Registry<Layer> All { get; } = new("a layer",
    [
        Of("Sequential", () => new SequentialGraph()),
        Of("Pipeline", () => new SequentialGraph(className: "Pipeline")),
        Of("Functional", () => new FunctionalGraph()),
        Of("Model", () => new FunctionalGraph(className: "Model")),
        Of("InputLayer", () => new Input([])),
        Of(nameof(Dense), () => new Dense(0)),
        Of(nameof(TernaryDense), () => new TernaryDense()),
        Of(nameof(EinsumDense), () => new EinsumDense()),
        Of(nameof(Embedding), () => new Embedding(0, 0)),
        Of(nameof(ReversibleEmbedding), () => new ReversibleEmbedding(0, 0)),
        Of(nameof(Conv1D), () => new Conv1D(0, default)),
        Of(nameof(Conv2D), () => new Conv2D(0, default)),
        Of(nameof(Conv3D), () => new Conv3D(0, default)),
        Of(nameof(Conv1DTranspose), () => new Conv1DTranspose()),
        Of(nameof(Conv2DTranspose), () => new Conv2DTranspose(0, default)),
        Of(nameof(Conv3DTranspose), () => new Conv3DTranspose()),
        Of(nameof(DepthwiseConv1D), () => new DepthwiseConv1D()),
        Of(nameof(DepthwiseConv2D), () => new DepthwiseConv2D(default)),
        Of(nameof(SeparableConv1D), () => new SeparableConv1D()),
        Of(nameof(SeparableConv2D), () => new SeparableConv2D(0, default)),
        Of(nameof(MaxPooling1D), () => new MaxPooling1D()),
        Of(nameof(MaxPooling2D), () => new MaxPooling2D()),
        Of(nameof(MaxPooling3D), () => new MaxPooling3D()),
        Of(nameof(AveragePooling1D), () => new AveragePooling1D()),
        Of(nameof(AveragePooling2D), () => new AveragePooling2D()),
        Of(nameof(AveragePooling3D), () => new AveragePooling3D()),
        Of(nameof(GlobalMaxPooling1D), () => new GlobalMaxPooling1D()),
        Of(nameof(GlobalMaxPooling2D), () => new GlobalMaxPooling2D()),
        Of(nameof(GlobalMaxPooling3D), () => new GlobalMaxPooling3D()),
        Of(nameof(GlobalAveragePooling1D), () => new GlobalAveragePooling1D()),
        Of(nameof(GlobalAveragePooling2D), () => new GlobalAveragePooling2D()),
        Of(nameof(GlobalAveragePooling3D), () => new GlobalAveragePooling3D()),
        Of(nameof(BatchNormalization), () => new BatchNormalization()),
        Of(nameof(LayerNormalization), () => new LayerNormalization()),
        Of(nameof(GroupNormalization), () => new GroupNormalization()),
        Of(nameof(RMSNormalization), () => new RMSNormalization()),
        Of(nameof(UnitNormalization), () => new UnitNormalization()),
        Of(nameof(Normalization), () => new Normalization()),
        Of(nameof(Rescaling), () => new Rescaling(double.NaN)),
        Of(nameof(SimpleRNN), () => new SimpleRNN(0)),
        Of(nameof(LSTM), () => new LSTM(0)),
        Of(nameof(GRU), () => new GRU(0)),
        Of(nameof(RNN), () => new RNN()),
        Of(nameof(SimpleRNNCell), () => new SimpleRNNCell()),
        Of(nameof(LSTMCell), () => new LSTMCell()),
        Of(nameof(GRUCell), () => new GRUCell()),
        Of(nameof(StackedRNNCells), () => new StackedRNNCells()),
        Of(nameof(Masking), () => new Masking()),
        Of(nameof(MultiHeadAttention), () => new MultiHeadAttention(0, 0)),
        Of("GroupedQueryAttention", () => new GroupedQueryAttention("GroupedQueryAttention")),
        Of("GroupQueryAttention", () => new GroupedQueryAttention("GroupQueryAttention")),
        Of(nameof(Attention), () => new Attention()),
        Of(nameof(AdditiveAttention), () => new AdditiveAttention()),
        Of(nameof(Wrapper), () => new Wrapper()),
        Of(nameof(TimeDistributed), () => new TimeDistributed(null!)),
        Of(nameof(Bidirectional), () => new Bidirectional(null!)),
        Of(nameof(SpectralNormalization), () => new SpectralNormalization()),
        Of(nameof(Activation), () => new Activation(null!)),
        Of(nameof(ReLU), () => new ReLU()),
        Of(nameof(LeakyReLU), () => new LeakyReLU()),
        Of(nameof(PReLU), () => new PReLU()),
        Of(nameof(ELU), () => new ELU()),
        Of(nameof(ThresholdedReLU), () => new ThresholdedReLU()),
        Of(nameof(Softmax), () => new Softmax()),
        Of(nameof(Layers.Identity), () => new Layers.Identity()),
        Of(nameof(Dropout), () => new Dropout(double.NaN)),
        Of(nameof(GaussianNoise), () => new GaussianNoise()),
        Of(nameof(GaussianDropout), () => new GaussianDropout()),
        Of(nameof(AlphaDropout), () => new AlphaDropout()),
        Of(nameof(ActivityRegularization), () => new ActivityRegularization()),
        Of(nameof(Add), () => new Add()),
        Of(nameof(Subtract), () => new Subtract()),
        Of(nameof(Multiply), () => new Multiply()),
        Of(nameof(Maximum), () => new Maximum()),
        Of(nameof(Minimum), () => new Minimum()),
        Of(nameof(Average), () => new Average()),
        Of(nameof(Concatenate), () => new Concatenate()),
        Of(nameof(Dot), () => new Dot()),
        Of(nameof(Resizing), () => new Resizing()),
        Of(nameof(CenterCrop), () => new CenterCrop()),
        Of(nameof(RandomCrop), () => new RandomCrop()),
        Of(nameof(RandomFlip), () => new RandomFlip()),
        Of(nameof(RandomRotation), () => new RandomRotation()),
        Of(nameof(RandomTranslation), () => new RandomTranslation()),
        Of(nameof(RandomZoom), () => new RandomZoom()),
        Of(nameof(RandomContrast), () => new RandomContrast()),
        Of(nameof(RandomBrightness), () => new RandomBrightness()),
        Of(nameof(RandomGrayscale), () => new RandomGrayscale()),
        Of(nameof(RandomColorDegeneration), () => new RandomColorDegeneration()),
        Of(nameof(RandomInvert), () => new RandomInvert()),
        Of(nameof(RandomShear), () => new RandomShear()),
        Of(nameof(RandomHue), () => new RandomHue()),
        Of(nameof(RandomSaturation), () => new RandomSaturation()),
        Of(nameof(RandomColorJitter), () => new RandomColorJitter()),
        Of(nameof(RandomSharpness), () => new RandomSharpness()),
        Of(nameof(RandomGaussianBlur), () => new RandomGaussianBlur()),
        Of(nameof(RandomPosterization), () => new RandomPosterization()),
        Of(nameof(RandomErasing), () => new RandomErasing()),
        Of(nameof(AutoContrast), () => new AutoContrast()),
        Of(nameof(Equalization), () => new Equalization()),
        Of(nameof(Solarization), () => new Solarization()),
        Of(nameof(Flatten), () => new Flatten()),
        Of(nameof(Reshape), () => new Reshape(null!)),
        Of(nameof(Permute), () => new Permute()),
        Of(nameof(RepeatVector), () => new RepeatVector()),
        Of(nameof(ZeroPadding1D), () => new ZeroPadding1D()),
        Of(nameof(ZeroPadding2D), () => new ZeroPadding2D()),
        Of(nameof(ZeroPadding3D), () => new ZeroPadding3D()),
        Of(nameof(STFTSpectrogram), () => new STFTSpectrogram()),
        Of("LocallyConnected1D", () => new LocallyConnected(1)),
        Of("LocallyConnected2D", () => new LocallyConnected(2)),
        Of("CuDNNLSTM", () => new CuDNNLayer("CuDNNLSTM", CuDNNLayer.LongMemory)),
        Of("CuDNNGRU", () => new CuDNNLayer("CuDNNGRU", CuDNNLayer.LongMemory - 1)),
        .. Ranks(rank => $"ConvLSTM{rank}D", rank => new ConvLSTM(rank)),
        .. Ranks(rank => $"AdaptiveAveragePooling{rank}D", rank => new AdaptivePooling("Average", rank)),
        .. Ranks(rank => $"AdaptiveMaxPooling{rank}D", rank => new AdaptivePooling("Max", rank)),
        .. Ranks(rank => $"SpatialDropout{rank}D", rank => new SpatialDropout(rank)),
        .. Ranks(rank => $"Cropping{rank}D", rank => new Cropping(rank)),
        .. Ranks(rank => $"UpSampling{rank}D", rank => new UpSampling(rank)),
        Of(nameof(Lambda), () => new Lambda()),
        Of(nameof(LayerScale), () => new LayerScale()),
        Of(nameof(StochasticDepth), () => new StochasticDepth()),
        Of(nameof(CustomScaleLayer), () => new CustomScaleLayer()),
        .. EncodingLayer.All.Select(known => Of(known.Key, known.Value)),
        .. TrainingAugmentation.All.Select(known => Of(known.Key, known.Value)),
        .. WeightlessLayer.All.Select(known => Of(known.Key, known.Value)),
        .. OperationNode.All.Select(known => Of(known.Key, known.Value)),
    ]);

    /// <summary>Layers of Keras 1 that no later release has.</summary>
    private static readonly string[] s_retired = ["Highway", "MaxoutDense", "ParametricSoftplus", "SReLU"];

    /// <summary>An empty layer of the class that a file names.</summary>
    /// <exception cref="FormatException">The class is neither one of Keras's nor described.</exception>
    internal static Layer Make(JsonElement element, string className, string place, CustomLayers customLayers)
    {
        Layer layer = MakeOf(element, className, place, customLayers);
        layer.GivenOutput ??= NamesOf(element).Select(customLayers.OutputOf).FirstOrDefault(output => output is not null);
        return layer;
    }

    /// <summary>The names that the object of a layer has, of the call and of the layer.</summary>
    internal static IEnumerable<string> NamesOf(JsonElement element) =>
        ((string?[])[
            KerasJson.TextOf(element, "name"),
            element.TryGetProperty("config", out JsonElement config) ? KerasJson.TextOf(config, "name") : null,
        ]).OfType<string>();

    private static Layer MakeOf(JsonElement element, string className, string place, CustomLayers customLayers)
    {
        string? module = KerasJson.TextOf(element, "module");
        if (IsOperation(module))
        {
            return new OperationNode(className, isLayer: false);
        }

        string? registeredName = KerasJson.TextOf(element, "registered_name");
        bool isCustom = registeredName?.Contains('>', StringComparison.Ordinal) == true;
        Layer? own = isCustom ? null : All.Find(className, module, registeredName)?.Create(NamedArguments.None);
        return own is not null && customLayers.ClassNames.Contains(className)
            ? customLayers.DescribeOutput(own) ? own : throw new FormatException(
                $"{place}: {className} is a layer of Keras, whose weights are known, but --layers describes it too; remove it there, "
                + "tell the shape of what it gives under output_shapes, or register your class under a name of its own.")
            : own
                ?? customLayers.Make(registeredName, className)
                ?? throw Unknown(element, className, isCustom ? registeredName! : className, place);
    }

    /// <summary>Whether a node of a Functional model is a mere operation, such as x + y: it has no weights.</summary>
    private static bool IsOperation(string? module) => module is not null
        && (module.StartsWith("keras.src.ops", StringComparison.Ordinal) || module.StartsWith("keras.ops", StringComparison.Ordinal));

    private static Description<Layer> Of(string className, Func<Layer> make) => new(className, _ => make()) { Module = "keras.layers" };

    private static IEnumerable<Description<Layer>> Ranks(Func<int, string> name, Func<int, Layer> make) =>
        Enumerable.Range(1, 3).Select(rank => Of(name(rank), () => make(rank)));

    private static FormatException Unknown(JsonElement element, string className, string name, string place)
    {
        string example = CustomLayerExample.For(name, element);
        return s_retired.Contains(className) ? new FormatException(
            $"{place}: {className} is a layer of Keras 1 that has no counterpart since Keras 2. Tell its weights in a JSON file and give "
            + $"it with --layers FILE, starting from {example} (docs/custom-layers.md).")
        : new FormatException(
            $"{place}: {className.Excerpt()} is not a layer of Keras that is known here.{All.Suggestion(className)} "
            + $"Tell its weights in a JSON file and give it with --layers FILE, starting from {example} (docs/custom-layers.md).");
    }
}
