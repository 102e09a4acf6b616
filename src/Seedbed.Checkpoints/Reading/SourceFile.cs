using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Reading;

/// <summary>The door of every file that is read: what the system refuses is told with the path.</summary>
internal static class SourceFile
{
    /// <summary>Opens a file for reading at any place.</summary>
    /// <remarks>A pipe or a device has no length; to open a pipe would wait for someone who writes into it.</remarks>
    /// <exception cref="FormatException">The file is empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is a folder, or the system refused.</exception>
    internal static SafeFileHandle Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} cannot be read: it is a folder; name a file.");
        }

        try
        {
            return new FileInfo(path).Length > 0 ? File.OpenHandle(path) : throw new FormatException(
                $"{path}: the file is empty, or it is a pipe or a device, whose bytes cannot be read from any place; name an ordinary file.");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"{path} cannot be read: there is no such file.", path, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
