using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Hdf5.Reading;

/// <summary>
/// The bytes of an HDF5 file: a file on disk, a part of one (an uncompressed entry of an archive), or memory. Safe from several threads.
/// </summary>
internal abstract class Hdf5Source : IDisposable
{
    private protected Hdf5Source()
    {
    }

    internal abstract long Length { get; }

    /// <summary>A whole file, closed with the source.</summary>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal static Hdf5Source OfFile(SafeFileHandle handle) => new WholeFile(handle);

    /// <summary>Bytes [start, start + length) of an open file, which stays the caller's.</summary>
    internal static Hdf5Source OfFilePart(SafeFileHandle handle, long start, long length) => new FilePart(handle, start, length);

    internal static Hdf5Source OfMemory(ReadOnlyMemory<byte> content) => new Memory(content);

    /// <summary>Fills the destination with the bytes from an offset on.</summary>
    /// <exception cref="IOException">The system refused to read, or the file was cut in the meantime.</exception>
    internal abstract void Read(long offset, Span<byte> destination);

    public virtual void Dispose()
    {
    }

    private sealed class Memory(ReadOnlyMemory<byte> content) : Hdf5Source
    {
        internal override long Length => content.Length;

        internal override void Read(long offset, Span<byte> destination) =>
            content.Span.Slice((int)offset, destination.Length).CopyTo(destination);
    }

    private sealed class WholeFile(SafeFileHandle handle) : Hdf5Source
    {
        internal override long Length { get; } = RandomAccess.GetLength(handle);

        internal override void Read(long offset, Span<byte> destination) => ReadExactly(handle, offset, destination);

        public override void Dispose()
        {
            handle.Dispose();
            base.Dispose();
        }
    }

    private sealed class FilePart(SafeFileHandle handle, long start, long length) : Hdf5Source
    {
        internal override long Length => length;

        internal override void Read(long offset, Span<byte> destination) => ReadExactly(handle, start + offset, destination);
    }

    private static void ReadExactly(SafeFileHandle handle, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = RandomAccess.Read(handle, destination, offset);
            if (count == 0)
            {
                throw new EndOfStreamException(
                    $"the file ends at byte {offset}, in the middle of what it announces; it was cut while it was open.");
            }

            destination = destination[count..];
            offset += count;
        }
    }
}
