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
    /// <summary>
    /// What they give has the shape of what they get; they may be called on several tensors, such as images and labels, and give as many.
    /// They act outside of training too.
    /// </summary>
    private static readonly string[] s_preservingAll =
    [
        "ContrastLimitedAdaptiveHistogramEqualization",
    ];

    /// <summary>What they give depends on code, on data, or on more than a configuration tells here.</summary>
    private static readonly string[] s_unknown = ["MelSpectrogram", "MaxNumBoundingBoxes"];

    /// <summary>Arguments that Keras refuses outside of their range, whether shapes depend on them or not.</summary>
    private static readonly string[] s_sizes = ["frame_length", "frame_step", "fft_length", "num_mel_bins", "sequence_stride"];

    private string _dataFormat = "channels_last";

    /// <summary>All of them by their names.</summary>
    internal static IReadOnlyList<KeyValuePair<string, Func<Layer>>> All { get; } =
    [
        .. Makers(s_preservingAll, WeightlessOutput.Inputs),
        .. Makers(s_unknown, WeightlessOutput.Unknown),
    ];

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("data_format", ref _dataFormat, Kinds.DataFormat);
        foreach (string key in s_sizes)
        {
            Check(arguments, key, Kinds.SizeOrNull);
        }
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) =>
        output == WeightlessOutput.Inputs ? layer.Inputs.All : null;

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
    /// <summary>There are as many as inputs, with their shapes.</summary>
    Inputs,

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
