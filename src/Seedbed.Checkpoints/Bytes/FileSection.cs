using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Bytes;

/// <summary>
/// A file, or a part of one, whose bytes are read from any place; a place outside it is a sentence, not a crash. Safe from several threads.
/// </summary>
internal sealed class FileSection
{
    /// <summary>A whole file, which stays the caller's.</summary>
    internal FileSection(SafeFileHandle handle)
        : this(handle, 0, RandomAccess.GetLength(handle))
    {
    }

    private FileSection(SafeFileHandle handle, long start, long length)
    {
        Handle = handle;
        Start = start;
        Length = length;
    }

    internal SafeFileHandle Handle { get; }

    /// <summary>Where it begins in the file.</summary>
    internal long Start { get; }

    internal long Length { get; }

    /// <summary>A part, readable as long as the file is open.</summary>
    /// <exception cref="FormatException">It does not lie in this section.</exception>
    internal FileSection Part(long offset, long length)
    {
        Check(offset, length);
        return new FileSection(Handle, Start + offset, length);
    }

    /// <summary>Exactly so many bytes from an offset on.</summary>
    /// <exception cref="FormatException">They do not lie in the section.</exception>
    internal byte[] Read(long offset, int count)
    {
        Check(offset, count);
        byte[] bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    /// <summary>Fills the destination from an offset on.</summary>
    /// <exception cref="FormatException">That many bytes do not lie in the section.</exception>
    internal void Read(long offset, Span<byte> destination)
    {
        Check(offset, destination.Length);
        for (int done = 0; done < destination.Length;)
        {
            int got = RandomAccess.Read(Handle, destination[done..], Start + offset + done);
            done += got > 0
                ? got
                : throw new EndOfStreamException($"the file ends at byte {Start + offset + done}; it was cut while it was open.");
        }
    }

    private void Check(long offset, long count)
    {
        if (offset < 0 || count < 0 || offset > Length - count)
        {
            throw new FormatException($"the file is cut or damaged: {count} bytes at {offset} do not lie in its {Length} bytes.");
        }
    }
}
