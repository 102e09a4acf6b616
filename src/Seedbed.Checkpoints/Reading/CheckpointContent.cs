using System.Collections.Immutable;
using Seedbed.Checkpoints.Reading;

namespace Seedbed.Checkpoints;

/// <summary>What a format finds in a file.</summary>
public sealed class CheckpointContent
{
    internal CheckpointContent(ImmutableArray<StoredTensor> tensors) => Tensors = tensors;

    /// <summary>The tensors in the file's order.</summary>
    internal ImmutableArray<StoredTensor> Tensors { get; }

    /// <summary>What the file holds beside tensors that are read: names and shapes of elements that are no numbers.</summary>
    internal ImmutableArray<string> Unread { get; init; } = [];

    /// <summary>What the file says about itself.</summary>
    internal IReadOnlyDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;
}
