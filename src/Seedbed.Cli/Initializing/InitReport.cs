using Seedbed.Checkpoints;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Random;

namespace Seedbed.Cli.Initializing;

/// <summary>What there is to tell about an initialized model.</summary>
/// <param name="Template">The template's path.</param>
/// <param name="File">What was written; null in a dry run.</param>
/// <param name="Plan">The tensors.</param>
/// <param name="Release">The release of Keras whose rules were followed.</param>
/// <param name="SeedWasDrawn">Whether no seed was given.</param>
/// <param name="Seconds">How long writing took; null in a dry run.</param>
internal sealed record InitReport(
    string Template, string? File, InitializationPlan Plan, KerasRelease Release, bool SeedWasDrawn, double? Seconds)
{
    /// <summary>What was assumed where the template, of an older Keras, does not tell it, and who reads the file.</summary>
    internal IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>What a calibration changed; null where there was none.</summary>
    internal CalibrationTable? Calibration { get; init; }

    /// <summary>The number of elements of all tensors.</summary>
    internal long ParameterCount => Plan.Tensors.Sum(tensor => tensor.Shape.ElementCount);

    /// <summary>The stream's key of a tensor, of all its parts; null where nothing is drawn.</summary>
    internal static string? KeyOf(PlannedTensor tensor)
    {
        IEnumerable<string> keys =
            PartsOf(tensor).OfType<RandomInitializer>().Select(part => part.Seed).OfType<KeySeed>().Select(seed => $"{seed.Key}");
        string text = string.Join(", ", keys.Distinct());
        return text.Length == 0 ? null : text;
    }

    /// <summary>The scheme's class; of one that is made of others also theirs, <c>ForgetGateBias(Zeros)</c>.</summary>
    internal static string SchemeOf(PlannedTensor tensor) => tensor.Initializer is DerivedInitializer derived
        ? $"{derived.ClassName}({string.Join(", ", derived.Parts.Select(part => part.ClassName).Distinct())})"
        : tensor.Initializer.ClassName;

    /// <summary>The standard deviation that every element is drawn with; null where there is none.</summary>
    internal static double? DeviationOf(PlannedTensor tensor) => tensor.Initializer.StandardDeviationFor(tensor.Shape);

    private static IReadOnlyList<Initializer> PartsOf(PlannedTensor tensor) =>
        tensor.Initializer is DerivedInitializer derived ? derived.Parts : [tensor.Initializer];
}
