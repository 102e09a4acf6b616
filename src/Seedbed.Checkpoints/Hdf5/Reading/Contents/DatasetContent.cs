namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>Where the bytes of a dataset come from, in the file's byte order. Safe from several threads.</summary>
internal abstract class DatasetContent
{
    /// <summary>Fills the destination with bytes [start, start + length) of the dataset, row-major.</summary>
    internal abstract void Read(long start, Span<byte> destination);
}
