using System.Collections.Immutable;

namespace Seedbed.Checkpoints.Writing;

/// <summary>A file before it is written: its first bytes, and what comes where behind them.</summary>
/// <param name="Header">The bytes from offset 0 on.</param>
/// <param name="Regions">By rising offset, none overlapping another or the header.</param>
/// <param name="Length">The file's length.</param>
internal sealed record CheckpointLayout(ReadOnlyMemory<byte> Header, ImmutableArray<FileRegion> Regions, long Length);
