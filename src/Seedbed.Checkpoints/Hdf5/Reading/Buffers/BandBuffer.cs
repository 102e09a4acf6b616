namespace Seedbed.Checkpoints.Hdf5.Reading.Buffers;

/// <summary>The decoded band that was read last, and the room that chunks are decoded in. Held under its lock.</summary>
internal sealed class BandBuffer
{
    private IBands? _owner;
    private long _index;
    private byte[] _band = [];
    private byte[] _decoded = [];

    internal Lock Lock { get; } = new();

    /// <summary>Where chunks are decoded.</summary>
    internal ChunkRoom Room { get; } = new();

    /// <summary>The memory that it takes.</summary>
    internal long ByteCount => _band.LongLength + Room.ByteCount;

    /// <summary>The band of a dataset, decoded anew where another is held.</summary>
    internal ReadOnlySpan<byte> Get(IBands owner, long index)
    {
        if (_owner != owner || _index != index)
        {
            _owner = null;
            _decoded = owner.Decode(index, this);
            (_owner, _index) = (owner, index);
        }

        return _decoded.AsSpan(0, owner.BandLength(index));
    }

    /// <summary>An array to put a band together in; what it holds is left from others.</summary>
    internal byte[] Band(int length) => ChunkRoom.Grow(ref _band, length);
}
