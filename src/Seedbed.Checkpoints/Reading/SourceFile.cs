using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Reading;

/// <summary>The door of every file that is read: what the system refuses is told with the path.</summary>
internal static class SourceFile
{
    /// <summary>Opens a file for reading at any place.</summary>
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
            return File.OpenHandle(path);
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
