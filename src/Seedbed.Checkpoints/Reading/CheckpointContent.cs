using System.Collections.Immutable;

namespace Seedbed.Checkpoints.Reading;

/// <summary>What a format finds in a file.</summary>
/// <param name="Tensors">In the file's order.</param>
internal sealed record CheckpointContent(ImmutableArray<StoredTensor> Tensors)
{
    /// <summary>The format's name, where one way of reading knows several.</summary>
    internal string? Format { get; init; }

    /// <summary>What is no tensor of numbers.</summary>
    internal ImmutableArray<UnreadContent> Unread { get; init; } = [];

    /// <summary>What the file says about itself.</summary>
    internal IReadOnlyDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Compares checksums where the format has any.</summary>
    internal Action<CancellationToken> Verify { get; init; } = _ => { };

    /// <summary>What has to be given back when the file is closed.</summary>
    internal ImmutableArray<IDisposable> Resources { get; init; } = [];
}
