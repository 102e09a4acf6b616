using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Bytes;

/// <summary>
/// The door of every file that is read: what the system refuses, and what is wrong with the content, is told with the path.
/// </summary>
internal static class SourceFile
{
    /// <summary>Opens a file for reading at any place.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">It has no content of its own, such as a pipe.</exception>
    /// <exception cref="IOException">It is a folder, or the system refused.</exception>
    internal static SafeFileHandle Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0)
        {
            throw new ArgumentException("the name of a file to be read is empty; name a file.");
        }

        string place = Explained(path, () => PhysicalPath.Of(path));
        return Directory.Exists(place)
            ? throw new IOException($"{path.Excerpt()} cannot be read: it is a folder; name a file.")
            : Explained(path, () => OpenOrdinary(path, place));
    }

    /// <summary>Opens a file for something that keeps it open; where that cannot be made of it, it is closed.</summary>
    /// <exception cref="FormatException">The content is wrong; the sentence begins with the path.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "Who reads keeps it, or it is closed below.")]
    internal static T Open<T>(string path, Func<SafeFileHandle, T> read)
    {
        SafeFileHandle handle = Open(path);
        try
        {
            return WithPath(path, () => read(handle));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads of a file; what is wrong with it is told with its path.</summary>
    internal static T WithPath<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException fault)
        {
            throw new FormatException($"{path.Excerpt()}: {fault.Message}", fault);
        }
        catch (EndOfStreamException fault)
        {
            throw new EndOfStreamException($"{path.Excerpt()}: {fault.Message}", fault);
        }
        catch (IOException fault) when (!fault.Message.Contains(path.Excerpt(), StringComparison.Ordinal))
        {
            throw new IOException($"{path.Excerpt()}: {fault.Message}", fault);
        }
    }

    /// <summary>Pipes and devices have no length, and to open a pipe would wait for who writes to it.</summary>
    private static SafeFileHandle OpenOrdinary(string path, string place)
    {
        if (new FileInfo(place) is not { Exists: true, Length: 0 })
        {
            SafeFileHandle handle = File.OpenHandle(place);
            if (IsSeekable(handle))
            {
                return handle;
            }

            handle.Dispose();
        }

        throw Unordinary(path);
    }

    /// <summary>Runs an access to the file; where the system refuses it, the sentence names the file.</summary>
    private static T Explained<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException(Unread(path, fault), path, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException(Unread(path, fault), fault);
        }
    }

    private static bool IsSeekable(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle) > 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    private static string Unread(string path, Exception fault) => $"{path.Excerpt()} cannot be read: {SystemRefusals.ReasonOf(fault)}.";

    private static FormatException Unordinary(string path) =>
        new($"{path.Excerpt()}: the file is empty, or it is a pipe or a device, whose bytes cannot be read from any place; name an "
            + "ordinary file.");
}
