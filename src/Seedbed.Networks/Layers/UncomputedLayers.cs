using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>
/// A layer without weights of which only the shape of its output is known. The states of random generators are no weights.
/// </summary>
/// <param name="className">The class in Keras.</param>
/// <param name="output">What is known of the output.</param>
/// <remarks>Source: <c>keras.layers</c> of Keras 3.16 and the classes in it that never call <c>add_weight</c>.</remarks>
internal sealed class WeightlessLayer(string className, WeightlessOutput output) : UncomputedLayer(className)
{
    /// <summary>What they give has the shape of what they get.</summary>
    private static readonly string[] s_preserving = ["Masking", "UnitNormalization", "ActivityRegularization", "AlphaDropout"];

    /// <summary>The same, but they may be called on several tensors, such as images and labels, and give as many.</summary>
    private static readonly string[] s_preservingAll =
    [
        "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "Equalization", "MixUp", "RandAugment", "AugMix",
        "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomElasticTransform", "RandomErasing",
        "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization",
        "RandomRotation", "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Solarization",
    ];

    /// <summary>What they give depends on code, on data, or on more than a configuration tells here.</summary>
    private static readonly string[] s_unknown =
        ["MelSpectrogram", "MaxNumBoundingBoxes"];

    private static readonly string[] s_resizing = ["Resizing", "CenterCrop", "RandomCrop"];

    /// <summary>Arguments that Keras refuses outside of their range, whether shapes depend on them or not.</summary>
    private static readonly string[] s_sizes = ["frame_length", "frame_step", "fft_length", "num_mel_bins", "sequence_stride"];

    private long _height;
    private long _width;
    private string _dataFormat = "channels_last";

    /// <summary>All of them by their names.</summary>
    internal static IReadOnlyList<KeyValuePair<string, Func<Layer>>> All { get; } =
    [
        .. Makers(s_preserving, WeightlessOutput.Input),
        .. Makers(s_preservingAll, WeightlessOutput.Inputs),
        .. Makers(s_unknown, WeightlessOutput.Unknown),
        .. Makers(s_resizing, WeightlessOutput.Images),
    ];

    internal override bool HasOneOutput => output is not (WeightlessOutput.Inputs or WeightlessOutput.Unknown);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("data_format", ref _dataFormat, Kinds.DataFormat);
        foreach (string key in s_sizes)
        {
            Check(arguments, key, Kinds.SizeOrNull);
        }

        double rate = 0;
        arguments.Accept("rate", ref rate, Kinds.Rate);
        if (output == WeightlessOutput.Images)
        {
            arguments.Add("height", ref _height, Kinds.Size);
            arguments.Add("width", ref _width, Kinds.Size);
        }
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => output switch
    {
        WeightlessOutput.Input => [layer.Input],
        WeightlessOutput.Inputs => layer.Inputs.All,
        WeightlessOutput.Unknown => null,
        _ => [new SpatialAxes(2, _dataFormat).Resized(layer, layer.Input, _height, _width)],
    };

    private static void Check(ArgumentList arguments, string key, ArgumentKind<long?> kind)
    {
        long? value = null;
        arguments.Accept(key, ref value, kind);
    }

    private static IEnumerable<KeyValuePair<string, Func<Layer>>> Makers(string[] classes, WeightlessOutput output) =>
        classes.Select(name => KeyValuePair.Create<string, Func<Layer>>(name, () => new WeightlessLayer(name, output)));
}

/// <summary>What is known of the output of a layer that is not computed.</summary>
internal enum WeightlessOutput
{
    /// <summary>It has the shape of the only input.</summary>
    Input,

    /// <summary>There are as many as inputs, with their shapes.</summary>
    Inputs,

    /// <summary>Images of a given height and width.</summary>
    Images,

    /// <summary>Nothing.</summary>
    Unknown,
}

/// <summary>A layer whose weights and shapes are known, and not what it computes.</summary>
/// <param name="className">The class in configurations.</param>
/// <param name="name">The layer's name; null where a file has it.</param>
internal abstract class UncomputedLayer(string className, string? name = null) : Layer(name)
{
    public sealed override string ClassName => className;

    internal sealed override bool IsComputed => false;
}
