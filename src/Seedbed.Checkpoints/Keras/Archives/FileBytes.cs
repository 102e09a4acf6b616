using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Keras.Archives;

/// <summary>A file whose bytes are read from any place; a place outside it is a sentence, not a crash.</summary>
internal sealed class FileBytes : IDisposable
{
    private readonly SafeFileHandle _handle;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal FileBytes(string path)
    {
        _handle = File.OpenHandle(path);
        Length = RandomAccess.GetLength(_handle);
    }

    internal long Length { get; }

    /// <summary>Exactly so many bytes from an offset on.</summary>
    /// <exception cref="FormatException">They do not lie in the file.</exception>
    internal byte[] Read(long offset, int count)
    {
        if (offset < 0 || count < 0 || offset > Length - count)
        {
            throw Cut(offset, count);
        }

        byte[] bytes = new byte[count];
        for (int done = 0; done < count;)
        {
            int got = RandomAccess.Read(_handle, bytes.AsSpan(done), offset + done);
            done += got > 0 ? got : throw Cut(offset, count);
        }

        return bytes;
    }

    public void Dispose() => _handle.Dispose();

    private FormatException Cut(long offset, int count) => new($"the file is cut or damaged: {count} bytes at {offset} do not lie in its {Length} bytes.");
}
