namespace Seedbed.Checkpoints.Hdf5;

/// <summary>The bytes that mark a file and its structures.</summary>
internal static class Hdf5Signature
{
    /// <summary>An address that leads nowhere.</summary>
    internal const long NoAddress = -1;

    internal static ReadOnlySpan<byte> File => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    internal static ReadOnlySpan<byte> GroupTree => "TREE"u8;

    internal static ReadOnlySpan<byte> SymbolNode => "SNOD"u8;

    internal static ReadOnlySpan<byte> LocalHeap => "HEAP"u8;

    internal static ReadOnlySpan<byte> GlobalHeap => "GCOL"u8;
}
