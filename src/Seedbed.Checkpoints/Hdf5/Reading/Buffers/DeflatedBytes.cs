namespace Seedbed.Checkpoints.Hdf5.Reading.Buffers;

/// <summary>
/// The bytes of a deflate stream. Only one that is cut asks for more than there are; <see cref="System.IO.Compression.ZLibStream"/> takes
/// their end for that of the stream.
/// </summary>
internal sealed class DeflatedBytes(byte[] bytes, int count) : MemoryStream(bytes, 0, count, writable: false)
{
    /// <exception cref="FormatException">All bytes were read before.</exception>
    public override int Read(byte[] buffer, int offset, int count) =>
        Position < Length || count == 0
            ? base.Read(buffer, offset, count)
            : throw new FormatException("the compressed bytes of a chunk end too early; the file is damaged.");
}
