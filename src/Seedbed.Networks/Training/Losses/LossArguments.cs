using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>Arguments that Keras's losses share.</summary>
internal static class LossArguments
{
    /// <summary>The one reduction: the mean over all rows.</summary>
    internal const string Mean = "sum_over_batch_size";

    private static readonly Dictionary<string, bool> s_reductions = new() { [Mean] = true, ["mean"] = true, ["auto"] = true };

    private static readonly string[] s_common = ["reduction", "name", "dtype", "fn"];

    /// <summary>A loss by its names; what it takes beyond what all take.</summary>
    internal static Component<Loss> Describe(
        string className, IReadOnlyList<string> aliases, Func<InitializerArguments, Loss> create, params IEnumerable<string> own) =>
        new(className, aliases, [.. own, .. s_common], arguments =>
        {
            arguments.Choice("reduction", true, s_reductions);
            return create(arguments);
        });

    /// <summary>Whether predictions are logits, and how much of each target is spread over all classes.</summary>
    internal static (bool FromLogits, double LabelSmoothing) Crossentropy(this InitializerArguments arguments)
    {
        if (arguments.Has("axis") && arguments.Number("axis", -1) != -1)
        {
            throw new ArgumentException($"axis is {arguments.Number("axis", -1)}; classes must be along the last axis, -1.");
        }

        return (arguments.Flag("from_logits", false), arguments.Number("label_smoothing", 0));
    }

    /// <summary>A part from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    internal static double Smoothing(double value) => ArgumentNumbers.Share(value, "label_smoothing");
}
