using System.Collections.Immutable;
using Seedbed.Checkpoints.Planning;
using Seedbed.Random;

namespace Seedbed.Checkpoints;

/// <summary>What a plan may be told beside the template.</summary>
public sealed record PlanOptions
{
    /// <summary>
    /// The model's seed: with a tensor's full name it gives the key of every tensor without a seed of its own. Null draws one.
    /// </summary>
    public long? Seed { get; init; }

    /// <summary>The framework whose numbers are drawn.</summary>
    public RandomStream Stream { get; init; } = RandomStream.TensorFlow;

    /// <summary>
    /// Null: every tensor has its own type and is drawn in it. Else all floating-point tensors get this type: their values are drawn in
    /// float32 (in float64 for float64) and rounded once, to nearest, ties to even.
    /// </summary>
    public ElementType? ElementType { get; init; }

    /// <summary>Schemes that replace the template's for some tensors; where several match a name the last one holds.</summary>
    public ImmutableArray<InitializerOverride> Overrides { get; init; } = [];
}
