using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing;

/// <summary>
/// A file that appears under its name whole or not at all: written under a temporary name of its own in the same folder, renamed at the end, deleted
/// where that end is not reached.
/// </summary>
internal sealed class TargetFile : IDisposable
{
    /// <summary>COR_E_IO: no error number of the system.</summary>
    private const int GeneralFault = unchecked((int)0x80131620);

    private readonly string _path;
    private readonly bool _overwrite;
    private readonly string _temporaryPath;
    private bool _committed;

    /// <summary>Opens a temporary file of the given length beside the target.</summary>
    /// <exception cref="ArgumentException">The target exists and must not be replaced, or it is no file that could be.</exception>
    /// <exception cref="IOException">The system refused; the sentence names the target.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal TargetFile(string path, bool overwrite, long length)
    {
        _path = Path.GetFullPath(path);
        _overwrite = overwrite;
        CheckTarget(_path, overwrite);
        string folder = Path.GetDirectoryName(_path)!;
        _temporaryPath = Path.Combine(folder, $".seedbed-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp");
        Handle = Explained(() => Create(_temporaryPath, length));
    }

    /// <summary>The temporary file, to be written at offsets.</summary>
    internal SafeFileHandle Handle { get; }

    /// <summary>Throws where the target may not be written, before any work is done.</summary>
    /// <exception cref="ArgumentException">The sentence says why.</exception>
    internal static void CheckTarget(string path, bool overwrite)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full) || Path.GetFileName(full).Length == 0)
        {
            throw new ArgumentException($"{path} is a folder; name a file in it.");
        }

        // A rename would replace the device's own entry by a file.
        if (!OperatingSystem.IsWindows() && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            throw new ArgumentException($"{path} is a device; name an ordinary file.");
        }

        if (!overwrite && Path.Exists(full))
        {
            throw Exists(path);
        }
    }

    /// <summary>Gives the finished file its name.</summary>
    /// <exception cref="ArgumentException">Another file took the name in the meantime and must not be replaced.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    internal void Commit(bool flushToDisk)
    {
        Explained(() =>
        {
            if (flushToDisk)
            {
                RandomAccess.FlushToDisk(Handle);
            }

            Handle.Dispose();
            Rename();
            return true;
        });
        _committed = true;
    }

    /// <summary>Runs an access to the file; where the system refuses it, the sentence names the target, not the temporary file.</summary>
    internal T Explained<T>(Func<T> access) => Explained(_path, access);

    /// <inheritdoc cref="Explained{T}(Func{T})"/>
    internal static T Explained<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception fault) when (Refusal(path, fault) is { } refusal)
        {
            throw refusal;
        }
    }

    public void Dispose()
    {
        Handle.Dispose();
        if (!_committed)
        {
            DeleteQuietly(_temporaryPath);
        }
    }

    /// <summary>On the way out of a failure, whose exception must not be replaced by another.</summary>
    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What could not be deleted stays as a hidden file of a name of its own.
        }
    }

    /// <summary>The system makes no file of a length that it has no room for, or that no file may have; .NET tells which in words alone.</summary>
    private static SafeFileHandle Create(string path, long length)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, FileOptions.None, length);
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException) && !IsDiskFull(fault) && fault.HResult == GeneralFault)
        {
            throw new IOException($"the system makes no file of {length} bytes there", fault);
        }
    }

    /// <summary>What is told of a fault; null where it is none of the system's.</summary>
    private static Exception? Refusal(string path, Exception fault) => fault switch
    {
        DirectoryNotFoundException =>
            new DirectoryNotFoundException($"{path} cannot be written: the folder {Path.GetDirectoryName(path)} does not exist; make it first.", fault),
        FileNotFoundException => new IOException($"{path} cannot be written: its folder takes no new files; choose another folder.", fault),
        UnauthorizedAccessException => new UnauthorizedAccessException(
            $"{path} cannot be written: access to its folder is denied; choose another folder or change its permissions.", fault),

        // So .NET reports EFBIG, a length beyond the file system's or the user's limit.
        ArgumentOutOfRangeException { ParamName: "value" } => Unwritten(path, "the system allows no file of that length; choose another place", fault),
        IOException full when IsDiskFull(full) => Unwritten(path, "the disk is full; free space or choose another place", fault),
        IOException => Unwritten(path, $"{fault.Message.TrimEnd('.')}; free space or choose another place", fault),
        _ => null,
    };

    private static IOException Unwritten(string path, string reason, Exception fault) => new($"{path} cannot be written: {reason}. No file was left behind.", fault);

    /// <summary>ENOSPC on Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    private static bool IsDiskFull(IOException fault) => (fault.HResult & 0xFFFF) is 28 or 112 or 39;

    private static ArgumentException Exists(string path) =>
        new($"{path} exists already and is kept; choose another name, or ask for it to be replaced (--force).");

    private void Rename()
    {
        try
        {
            File.Move(_temporaryPath, _path, _overwrite);
        }
        catch (IOException) when (!_overwrite && Path.Exists(_path))
        {
            throw Exists(_path);
        }
    }
}
