namespace Seedbed.Autodiff;

/// <summary>Memory of a tensor: it stays where it is, aligned to a cache line, as long as someone refers to it.</summary>
internal sealed unsafe class TensorBuffer
{
    private const int Alignment = 64;

    // Kept for the collector alone: the memory lives as long as this object.
    private readonly byte[] _bytes;

    /// <summary>Memory of unknown content.</summary>
    /// <param name="byteCount">From 0.</param>
    /// <exception cref="ArgumentException">There is no such array.</exception>
    internal TensorBuffer(long byteCount)
    {
        if (byteCount > Array.MaxLength - Alignment)
        {
            throw new ArgumentException(
                $"a tensor would take {byteCount} bytes; at most {Array.MaxLength - Alignment} are possible, so make the batch or the "
                + "layer smaller.");
        }

        _bytes = GC.AllocateUninitializedArray<byte>((int)byteCount + Alignment, pinned: true);
        ByteCount = byteCount;
        fixed (byte* first = _bytes)
        {
            First = (void*)(((nuint)first + Alignment - 1) & ~(nuint)(Alignment - 1));
        }
    }

    /// <summary>The first byte, a multiple of 64.</summary>
    internal void* First { get; }

    internal long ByteCount { get; }

    /// <summary>Whether a tensor of the current step has it.</summary>
    internal bool IsInUse { get; set; }

    /// <summary>Sets all bytes to 0.</summary>
    internal void Clear() => _bytes.AsSpan().Clear();
}
