namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>The decoded band that was read last, one for all datasets of a file. Held under its lock.</summary>
internal sealed class BandBuffer
{
    private ChunkedContent? _owner;
    private long _index;
    private byte[] _bytes = [];

    internal Lock Lock { get; } = new();

    /// <summary>The band of a dataset, decoded anew where another is held.</summary>
    internal ReadOnlySpan<byte> Get(ChunkedContent owner, long index, CancellationToken token)
    {
        if (_owner != owner || _index != index)
        {
            int length = owner.BandLength(index);
            _owner = null;
            _bytes = _bytes.Length == length ? _bytes : new byte[length];
            owner.Decode(index, _bytes, token);
            (_owner, _index) = (owner, index);
        }

        return _bytes;
    }
}
