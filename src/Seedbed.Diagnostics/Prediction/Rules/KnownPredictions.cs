namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>The rules.</summary>
internal static class KnownPredictions
{
    /// <summary>Layers without a prediction, by the reason.</summary>
    private static readonly MeasuredOnly[] s_measuredOnly =
    [
        new("its scores come of products that are not projected by weights.", "Attention", "AdditiveAttention", "Dot"),
        new("its kernel is drawn from a rule of its own.", "TernaryDense"),
        new("it divides its kernel by a norm that is measured.", "SpectralNormalization"),
        new("its cells are no layers of Keras that are known.", "RNN", "SimpleRNNCell", "LSTMCell", "GRUCell", "StackedRNNCells",
            "Wrapper"),
        new("its states are images over time.", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"),
        new("it encodes what it takes.", "CategoryEncoding", "Discretization", "HashedCrossing", "Hashing", "IndexLookup", "IntegerLookup",
            "StringLookup", "TextVectorization", "MelSpectrogram", "STFTSpectrogram", "MaxNumBoundingBoxes"),
        new("it resizes or cuts images.", "Resizing", "CenterCrop", "RandomCrop"),
        new("it changes images at random.", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom", "RandomContrast",
            "RandomBrightness", "RandomGrayscale", "RandomColorDegeneration", "RandomInvert", "RandomShear", "RandomHue",
            "RandomSaturation", "RandomColorJitter", "RandomSharpness", "RandomGaussianBlur", "RandomPosterization", "RandomErasing",
            "CutMix", "MixUp", "RandAugment", "AugMix", "RandomElasticTransform", "RandomPerspective"),
        new("it changes images by their own values.", "AutoContrast", "Equalization", "Solarization",
            "ContrastLimitedAdaptiveHistogramEqualization"),
        new("it is code of its own.", "Lambda", "TFOpLambda", "SlicingOpLambda", "ClassMethod", "TensorFlowOpLayer"),
    ];

    internal static IReadOnlyList<PredictionRule> All { get; } =
    [
        new DenseRule(), new EinsumDenseRule(), new EmbeddingRule(), new ConvolutionRule(), new DepthwiseConvolutionRule(),
        new TransposedConvolutionRule(), new LocallyConnectedRule(), new ActivationRule(), new ActivationOperationRule(),
        new AdditionRule(), new ScaledAdditionRule(), new MultiplicationRule(), new ExtremeRule(), new ConcatenationRule(),
        new AveragePoolingRule(), new MaxPoolingRule(), new GlobalPoolingRule(), new AdaptivePoolingRule(),
        new MeanOperationRule(), new BatchNormalizationRule(), new LayerNormalizationRule(), new RootMeanSquareRule(),
        new IdentityRule(), new DropoutRule(), new AlphaDropoutRule(), new AffineRule(), new ReshapingRule(),
        new ZeroPaddingRule(), new UpSamplingRule(), new AttentionRule(), new RecurrentRule(), new BidirectionalRule(),
        new TimeDistributedRule(), .. s_measuredOnly,
    ];

    private static readonly Dictionary<string, PredictionRule> s_byClass =
        All.SelectMany(rule => rule.Classes.Select(name => KeyValuePair.Create(name, rule))).ToDictionary(StringComparer.Ordinal);

    /// <summary>The rule for a class.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    internal static PredictionRule For(string className) => s_byClass.GetValueOrDefault(className)
        ?? throw new NotSupportedException($"there is no rule for {className.Excerpt()}.");
}
