namespace Seedbed.Checkpoints.Keras.Layers;

/// <summary>Keras's layers without weights. The states of their random generators are no weights.</summary>
/// <remarks>Source: <c>keras.layers</c> of Keras 3.16 and the classes in it that never call <c>add_weight</c>.</remarks>
internal static class WeightlessLayers
{
    private static readonly string[] s_names =
    [
        "Activation", "ELU", "LeakyReLU", "ReLU", "Softmax",
        "Identity", "InputLayer", "Lambda", "Masking",
        "Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract",
        "UnitNormalization",
        "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D",
        "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D", "AdaptiveMaxPooling3D",
        "AveragePooling1D", "AveragePooling2D", "AveragePooling3D",
        "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D",
        "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D",
        "MaxPooling1D", "MaxPooling2D", "MaxPooling3D",
        "CategoryEncoding", "Discretization", "HashedCrossing", "Hashing", "IndexLookup", "IntegerLookup", "StringLookup", "TextVectorization",
        "MelSpectrogram", "Rescaling", "Resizing", "CenterCrop",
        "AugMix", "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "Equalization", "MaxNumBoundingBoxes", "MixUp", "RandAugment",
        "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomCrop", "RandomElasticTransform", "RandomErasing",
        "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation",
        "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Solarization",
        "ActivityRegularization", "AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise",
        "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D",
        "Cropping1D", "Cropping2D", "Cropping3D", "Flatten", "Permute", "RepeatVector", "Reshape",
        "UpSampling1D", "UpSampling2D", "UpSampling3D", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D",
    ];

    internal static IEnumerable<LayerDefinition> Definitions { get; } = [.. s_names.Select(name => new LayerDefinition(name, _ => { }))];
}
