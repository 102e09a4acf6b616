using System.Collections.Immutable;

namespace Seedbed.Checkpoints.Reading;

/// <summary>What a format finds in a file.</summary>
/// <param name="Tensors">In the file's order.</param>
internal sealed record CheckpointContent(ImmutableArray<StoredTensor> Tensors)
{
    /// <summary>What the file holds beside tensors that are read: names and shapes of elements that are no numbers.</summary>
    internal ImmutableArray<string> Unread { get; init; } = [];

    /// <summary>The format's name, where one way of reading knows several.</summary>
    internal string? Format { get; init; }

    /// <summary>What the file says about itself.</summary>
    internal IReadOnlyDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Compares checksums where the format has any.</summary>
    internal Action<CancellationToken> Verify { get; init; } = _ => { };

    /// <summary>What has to be given back when the file is closed.</summary>
    internal ImmutableArray<IDisposable> Resources { get; init; } = [];
}
