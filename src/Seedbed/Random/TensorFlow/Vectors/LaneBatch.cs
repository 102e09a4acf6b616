namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// Successive groups that are drawn together: as many as fill <paramref name="steps"/> steps of <see cref="PhiloxLanes"/>.
/// </summary>
internal readonly struct LaneBatch(
    PhiloxStream stream, LaneWorkspace workspace, ulong firstGroup, int blocksPerGroup, int groupsInStep, int steps, bool streams)
{
    internal PhiloxStream Stream { get; } = stream;

    internal LaneWorkspace Workspace { get; } = workspace;

    internal ulong FirstGroup { get; } = firstGroup;

    internal int Steps { get; } = steps;

    /// <summary>Whether the values go past the caches, to a destination that is aligned for that.</summary>
    internal bool Streams { get; } = streams;

    /// <summary>The first block's index: the product that <see cref="PhiloxLanes"/> starts from.</summary>
    internal ulong Start { get; } = PhiloxStream.MultiplierA * (ulong)(uint)(firstGroup * (ulong)blocksPerGroup);

    /// <summary>What a step adds to the products.</summary>
    internal ulong Increment { get; } = PhiloxStream.MultiplierA * (ulong)groupsInStep * (ulong)blocksPerGroup;
}
