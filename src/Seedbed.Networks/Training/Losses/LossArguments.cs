using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>Arguments that Keras's losses share.</summary>
internal static class LossArguments
{
    /// <summary>The one reduction: the mean over all rows.</summary>
    internal const string Mean = "sum_over_batch_size";

    private static readonly Dictionary<string, bool> s_reductions = new() { [Mean] = true, ["mean"] = true, ["auto"] = true };

    /// <summary>Where the classes are.</summary>
    internal static ParameterDescription Axis { get; } = new("axis", "-1", "-1");

    /// <summary>What every configuration of Keras holds beside a loss's own arguments.</summary>
    internal static IReadOnlyList<ParameterDescription> Common { get; } =
    [
        new("reduction", $"one of {string.Join(", ", s_reductions.Keys)}", Mean),
        .. ParameterDescription.Unused("name", "dtype", "fn"),
    ];

    /// <summary>Refuses what is another than it is here: how rows become one number, where the classes are, which of them count.</summary>
    internal static void Check(NamedArguments arguments)
    {
        arguments.Choice("reduction", true, s_reductions);
        CheckAxis(arguments);
        if (arguments.NumberOrNull("ignore_class") is { } ignored)
        {
            throw new ArgumentException($"ignore_class is {ignored}; classes are not left out here, so it must be null.");
        }
    }

    /// <summary>Refuses classes along another axis than the last.</summary>
    internal static void CheckAxis(NamedArguments arguments)
    {
        if (arguments.NumberOrNull("axis") is { } axis and not -1)
        {
            throw new ArgumentException($"axis is {axis}; classes must be along the last axis, -1.");
        }
    }
}
