using Seedbed.Cli.Options;
using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Cli.Sampling;

/// <summary>One tensor to draw, its seed settled.</summary>
/// <param name="Initializer">The scheme.</param>
/// <param name="Shape">The whole tensor's shape.</param>
/// <param name="ElementType">Its element type.</param>
/// <param name="Slice">The elements wanted.</param>
/// <param name="Stream">The framework whose numbers are drawn.</param>
internal sealed record SampleRequest(Initializer Initializer, Shape Shape, ElementType ElementType, Slice Slice, RandomStream Stream)
{
    /// <summary>Whether a slice was asked for; it is an array of one dimension even where it holds every element.</summary>
    internal bool IsSlice { get; init; }

    /// <summary>The seed; null where nothing is drawn.</summary>
    internal long? Seed { get; init; }

    /// <summary>The most threads at once, 0 for all processors.</summary>
    internal int Threads { get; init; }
}
