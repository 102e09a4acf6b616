namespace Seedbed.Checkpoints.Hdf5.Reading.Buffers;

/// <summary>Turns big-endian elements around.</summary>
internal static class ByteOrder
{
    /// <summary>Leaves elements little-endian.</summary>
    internal static void Straighten(Span<byte> elements, int sizeInBytes, bool isBigEndian)
    {
        if (!isBigEndian || sizeInBytes == 1)
        {
            return;
        }

        for (int start = 0; start < elements.Length; start += sizeInBytes)
        {
            elements.Slice(start, sizeInBytes).Reverse();
        }
    }
}
