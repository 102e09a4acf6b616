using Seedbed.Checkpoints.Planning;
using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Cli.Initializing;

/// <summary>What there is to tell about an initialized model.</summary>
/// <param name="Template">The template's path.</param>
/// <param name="File">What was written; null in a dry run.</param>
/// <param name="Plan">The tensors.</param>
/// <param name="SeedWasDrawn">Whether no seed was given.</param>
/// <param name="Seconds">How long writing took; null in a dry run.</param>
internal sealed record InitReport(string Template, string? File, InitializationPlan Plan, bool SeedWasDrawn, double? Seconds)
{
    /// <summary>The number of elements of all tensors.</summary>
    internal long ParameterCount => Plan.Tensors.Sum(tensor => tensor.Shape.ElementCount);

    /// <summary>The stream's key of a tensor; null where nothing is drawn, or by several schemes.</summary>
    internal static string? KeyOf(PlannedTensor tensor) => (tensor.Initializer as RandomInitializer)?.Seed is KeySeed seed ? $"{seed.Key}" : null;

    /// <summary>The standard deviation that every element is drawn with; null where there is none.</summary>
    internal static double? DeviationOf(PlannedTensor tensor) => tensor.Initializer.DistributionFor(tensor.Shape)?.StandardDeviation;
}
