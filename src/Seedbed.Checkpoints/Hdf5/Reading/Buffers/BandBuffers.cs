namespace Seedbed.Checkpoints.Hdf5.Reading.Buffers;

/// <summary>
/// The buffers of a file: one for readers of any place, and more for readers that want one alone, kept for the next of these.
/// </summary>
internal sealed class BandBuffers
{
    private readonly Lock _lock = new();
    private readonly List<BandBuffer> _free = [];

    /// <summary>For readers of any place, one at a time.</summary>
    internal BandBuffer Shared { get; } = new();

    /// <summary>Rents a buffer, the longest that is free.</summary>
    internal void Rent(Action<BandBuffer> user, CancellationToken cancellationToken)
    {
        BandBuffer buffer = Take();
        buffer.Room.CancellationToken = cancellationToken;
        try
        {
            user(buffer);
        }
        finally
        {
            lock (_lock)
            {
                _free.Add(buffer);
            }
        }
    }

    private BandBuffer Take()
    {
        lock (_lock)
        {
            BandBuffer? longest = _free.MaxBy(buffer => buffer.ByteCount);
            return longest is not null && _free.Remove(longest) ? longest : new BandBuffer();
        }
    }
}
