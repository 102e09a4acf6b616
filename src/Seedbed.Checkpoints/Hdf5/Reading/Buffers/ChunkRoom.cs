namespace Seedbed.Checkpoints.Hdf5.Reading.Buffers;

/// <summary>Two arrays, used again from chunk to chunk: each step of a chunk's decoding reads one and writes the other.</summary>
internal sealed class ChunkRoom
{
    private byte[] _bytes = [];
    private byte[] _next = [];

    /// <summary>The bytes so far, from the first on.</summary>
    internal byte[] Bytes => _bytes;

    /// <summary>The memory that both take.</summary>
    internal long ByteCount => _bytes.LongLength + _next.LongLength;

    /// <summary>Stops the decoding.</summary>
    internal CancellationToken CancellationToken { get; set; }

    /// <summary>An array for the bytes as they are stored; the longer one is left to what is made of them.</summary>
    internal Span<byte> Stored(int length)
    {
        if (_next.Length < _bytes.Length)
        {
            Swap();
        }

        return Grow(ref _bytes, length).AsSpan(0, length);
    }

    /// <summary>An array for what the next step makes.</summary>
    internal Span<byte> Next(int length) => Grow(ref _next, length).AsSpan(0, length);

    /// <summary>What the step made are the bytes now.</summary>
    internal void Swap() => (_bytes, _next) = (_next, _bytes);

    /// <summary>The array, or a longer one; what it holds is lost.</summary>
    internal static byte[] Grow(ref byte[] array, int length)
    {
        if (array.Length < length)
        {
            // The old one is let go before the new one is made.
            array = [];
            array = GC.AllocateUninitializedArray<byte>(length);
        }

        return array;
    }
}
