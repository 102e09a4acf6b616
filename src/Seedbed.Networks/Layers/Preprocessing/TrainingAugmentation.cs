using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>
/// A layer that changes images in training alone, in a way that is not computed here; outside of it they stay as they are.
/// </summary>
/// <param name="className">The class in Keras.</param>
/// <remarks>Source: <c>transform_images</c> of the classes in <c>keras.layers</c> at 3.16.</remarks>
internal sealed class TrainingAugmentation(string className) : ImageAugmentation
{
    private static readonly string[] s_classes =
        ["CutMix", "MixUp", "RandAugment", "AugMix", "RandomElasticTransform", "RandomPerspective"];

    /// <summary>All of them by their names.</summary>
    internal static IReadOnlyList<KeyValuePair<string, Func<Layer>>> All { get; } =
        [.. s_classes.Select(name => KeyValuePair.Create<string, Func<Layer>>(name, () => new TrainingAugmentation(name)))];

    private bool _usesAll = true;

    public override string ClassName => className;

    /// <summary>
    /// Its own, and of the layers inside those of shear, translation, rotation, solarization and posterization, and of four changes of
    /// color.
    /// </summary>
    internal override int SeedGenerators => className switch
    {
        "RandAugment" => 10,
        "AugMix" => _usesAll ? 10 : 6,
        _ => 1,
    };

    internal override void Declare(ArgumentList arguments)
    {
        if (className == "AugMix")
        {
            arguments.Accept("all_ops", ref _usesAll, Kinds.Flag);
        }

        base.Declare(arguments);
    }

    internal override Tensor Change(LayerBinding layer, Tape tape, Tensor x) => throw new NotSupportedException(
        $"{layer.Place}: what the class {className} does in training is not computed here; outside of training it gives what it gets. "
        + "Train the model without it, or with RandomFlip, RandomRotation, RandomZoom, RandomColorJitter or RandomErasing in its place.");
}
