namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>Where the bytes of a dataset come from, in the file's byte order. Safe from several threads.</summary>
internal abstract class DatasetContent
{
    /// <summary>The bytes that are kept in memory from one slice to the next.</summary>
    internal virtual long KeptByteCount => 0;

    /// <summary>Fills the destination with bytes [start, start + length) of the dataset, row-major.</summary>
    internal abstract void Read(long start, Span<byte> destination);

    /// <summary>
    /// Rents out the same content to a reader that goes from its beginning to its end, and shares with no other what is kept.
    /// </summary>
    internal virtual void Rent(Action<DatasetContent> reader, CancellationToken cancellationToken) => reader(this);
}
