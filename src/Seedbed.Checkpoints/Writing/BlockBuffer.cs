namespace Seedbed.Checkpoints.Writing;

/// <summary>
/// What one thread needs to draw and write blocks: a block's bytes, the drawn values where they are wider, and the pieces of the block at
/// hand.
/// </summary>
internal sealed class BlockBuffer
{
    /// <summary>
    /// The largest block: it is drawn and written while it lies in a core's second-level cache. Larger and smaller blocks were slower on
    /// processors with 1 MiB of it.
    /// </summary>
    internal const int ByteCount = 768 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(ByteCount);

    /// <summary>
    /// Values of a piece before they are rounded to the file's type. Rounding at least halves them, so twice a block is enough.
    /// </summary>
    private float[]? _drawn;

    /// <summary>The pieces that fill the block, in a row from its first byte.</summary>
    internal List<FileRegion> Pieces { get; } = [];

    internal Span<byte> Bytes => _bytes;

    internal Span<float> Drawn(int count) => (_drawn ??= GC.AllocateUninitializedArray<float>(ByteCount / sizeof(ushort))).AsSpan(0, count);
}
