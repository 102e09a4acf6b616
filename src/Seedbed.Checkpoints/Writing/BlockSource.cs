using System.Collections.Immutable;
using Seedbed.Random;

namespace Seedbed.Checkpoints.Writing;

/// <summary>
/// Cuts a layout into blocks for several threads: a large tensor gives many, many small tensors that lie side by side give one. Tensors
/// that have to be made whole are left out.
/// </summary>
internal sealed class BlockSource(ImmutableArray<FileRegion> regions, RandomStream stream)
{
    private readonly Lock _lock = new();
    private int _region;

    /// <summary>The elements of the region at hand that were given out.</summary>
    private long _taken;

    /// <summary>Lists the pieces of the next block, or returns false where none is left.</summary>
    internal bool TryNext(List<FileRegion> pieces)
    {
        pieces.Clear();
        lock (_lock)
        {
            int length = 0;
            while (_region < regions.Length && Take(pieces, ref length))
            {
            }
        }

        return pieces.Count > 0;
    }

    /// <summary>Adds what fits of the region at hand; false where the block is complete.</summary>
    private bool Take(List<FileRegion> pieces, ref int length)
    {
        FileRegion region = regions[_region];
        if (_taken == region.Count || region.Tensor.Initializer.NeedsWholeTensorOn(stream))
        {
            _region++;
            _taken = 0;
            return true;
        }

        int size = region.Tensor.Type.SizeInBytes;
        FileRegion rest =
            region with { Offset = region.Offset + (_taken * size), Start = region.Start + _taken, Count = region.Count - _taken };

        // Values are drawn in place, so each piece starts at a multiple of its element's size in the buffer.
        bool continues = pieces.Count == 0 || (rest.Offset == pieces[0].Offset + length && length % size == 0);
        long count = Math.Min(rest.Count, (BlockBuffer.ByteCount - length) / size);
        if (!continues || count == 0)
        {
            return false;
        }

        pieces.Add(rest with { Count = count });
        _taken += count;
        length += (int)(count * size);
        return true;
    }
}
