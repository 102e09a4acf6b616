namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>Where the bytes of a dataset come from, in the file's byte order. Safe from several threads.</summary>
internal abstract class DatasetContent
{
    /// <summary>Whether what was read last is kept for the next slice, one piece for a whole file: reading it in turns with another such dataset is far slower.</summary>
    internal virtual bool IsBuffered => false;

    /// <summary>Fills the destination with bytes [start, start + length) of the dataset, row-major.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled between two chunks.</exception>
    internal abstract void Read(long start, Span<byte> destination, CancellationToken token);
}
