namespace Seedbed.Networks.Keras.Layers;

/// <summary>Keras's layers without weights. The states of their random generators are no weights.</summary>
/// <remarks>Source: <c>keras.layers</c> of Keras 3.16 and the classes in it that never call <c>add_weight</c>.</remarks>
internal static class WeightlessLayers
{
    /// <summary>What they give has the shape of what they get.</summary>
    private static readonly string[] s_preserving =
    [
        "Activation", "ELU", "LeakyReLU", "ReLU", "Softmax", "ThresholdedReLU",
        "Masking", "UnitNormalization",
        "Rescaling",
        "ActivityRegularization", "AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise",
        "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D",
    ];

    /// <summary>The same, but they may be called on several tensors, such as images and labels, and give as many.</summary>
    private static readonly string[] s_preservingAll =
    [
        "Identity",
        "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "Equalization", "MixUp", "RandAugment", "AugMix",
        "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomElasticTransform", "RandomErasing",
        "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization",
        "RandomRotation",
        "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Solarization",
    ];

    /// <summary>What they give depends on code, on data, or on more than a configuration tells here.</summary>
    private static readonly string[] s_unknown =
    [
        "Lambda", "CategoryEncoding", "TextVectorization",
        "MelSpectrogram", "MaxNumBoundingBoxes",
    ];

    internal static IEnumerable<LayerDefinition> Definitions { get; } =
    [
        .. s_preserving.Select(name => LayerDefinition.Preserving(name, _ => { })),
        .. s_preservingAll.Select(name => new LayerDefinition(name, _ => { }, layer => layer.Inputs.All)),
        .. s_unknown.Select(name => new LayerDefinition(name, _ => { })),
        .. ((string[])["Discretization", "HashedCrossing", "Hashing", "IndexLookup", "IntegerLookup", "StringLookup"]).Select(
            name => LayerDefinition.Weightless(name, Integers)),
        .. ((string[])["Resizing", "CenterCrop", "RandomCrop"]).Select(name => LayerDefinition.Weightless(name, Resize)),
        .. Pooling.Definitions,
        .. Merging.Definitions,
        .. Reshaping.Definitions,
        .. Operations.Definitions,
    ];

    /// <summary>A whole number for each value; other modes give a vector whose size a vocabulary decides.</summary>
    private static PartialShape Integers(LayerScope layer) =>
        layer.Config.Find("output_mode") is null || layer.Config.Text("output_mode") == "int"
        ? layer.Input
        : PartialShape.Unknown($"{layer.Place}: what shape it gives for its output_mode is not known; save the model with build_config, as "
            + "model.to_json() of Keras 3 does.");

    private static PartialShape Resize(LayerScope layer) =>
        Spatial.Map(layer, 2, (_, axis) => axis == 0 ? layer.Config.Size("height") : layer.Config.Size("width"));
}
