using Seedbed.Checkpoints.Bytes;


namespace Seedbed.Checkpoints.Writing;

/// <summary>
/// The checksums of a file's blocks, noted by several threads in any order, and from them those of larger ranges: nothing is read back.
/// </summary>
internal sealed class ContentChecksums
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, (long Length, uint Checksum)> _blocks = [];

    /// <summary>Notes a block.</summary>
    internal void Add(long offset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        uint checksum = Crc32.Of(bytes);
        lock (_lock)
        {
            _blocks.Add(offset, (bytes.Length, checksum));
        }
    }

    /// <summary>The checksums of ranges by rising offset, none overlapping another; holes between blocks are zeros.</summary>
    internal IEnumerable<uint> Of(IEnumerable<(long Offset, long Length)> ranges)
    {
        Queue<KeyValuePair<long, (long Length, uint Checksum)>> blocks = new(_blocks);
        foreach ((long offset, long length) in ranges)
        {
            uint checksum = 0;
            long end = offset;
            while (blocks.TryPeek(out KeyValuePair<long, (long Length, uint Checksum)> block) && block.Key < offset + length)
            {
                blocks.Dequeue();
                if (block.Key >= offset)
                {
                    checksum = AppendZeros(checksum, block.Key - end);
                    checksum = Crc32.Combine(checksum, block.Value.Checksum, block.Value.Length);
                    end = block.Key + block.Value.Length;
                }
            }

            yield return AppendZeros(checksum, offset + length - end);
        }
    }

    private static uint AppendZeros(uint checksum, long count) => Crc32.Combine(checksum, Crc32.OfZeros(count), count);
}
