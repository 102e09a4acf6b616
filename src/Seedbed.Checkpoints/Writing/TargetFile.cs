using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Writing.Drafts;

namespace Seedbed.Checkpoints.Writing;

/// <summary>
/// A file that appears under its name whole or not at all: a draft in the same folder, which gets the name at the end and is gone where
/// that end is not reached. Through a symbolic link the file that it points to is written, and the link stays. A file that is replaced
/// hands on its permissions, and its owner where the system allows it.
/// </summary>
internal sealed class TargetFile : IDisposable
{
    /// <summary>COR_E_IO, which sentences of our own have: no error number of the system.</summary>
    private const int GeneralFault = unchecked((int)0x80131620);

    private readonly string _path;
    private readonly bool _overwrite;
    private readonly Draft _draft;

    /// <summary>The permissions of the file that is replaced; null where there is none, or the system has no such permissions.</summary>
    private readonly UnixFileMode? _mode;

    /// <summary>Begins a file of the given length.</summary>
    /// <exception cref="ArgumentException">The target exists and must not be replaced, or it is no file that could be.</exception>
    /// <exception cref="IOException">The system refused; the sentence names the target.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal TargetFile(string path, bool overwrite, long length)
    {
        CheckTarget(path, overwrite);
        _path = PlaceOf(path);
        _overwrite = overwrite;
        _draft = Explained(() => Draft.Begin(_path, length));
        try
        {
            _mode = Explained(InheritPermissions);
        }
        catch
        {
            _draft.Dispose();
            throw;
        }
    }

    /// <summary>The file, to be written at offsets.</summary>
    internal SafeFileHandle Handle => _draft.Handle;

    /// <summary>Throws where the target may not be written, before any work is done.</summary>
    /// <exception cref="ArgumentException">The sentence says why.</exception>
    internal static void CheckTarget(string path, bool overwrite)
    {
        string full = PlaceOf(path);
        if (Directory.Exists(full) || Path.GetFileName(full).Length == 0)
        {
            throw new ArgumentException($"{path.Excerpt()} is a folder; name a file in it.");
        }

        // A rename would replace the device's own entry by a file.
        if (
            !OperatingSystem.IsWindows()
                && full.StartsWith("/dev/", StringComparison.Ordinal)
                && !full.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            throw new ArgumentException($"{path.Excerpt()} is a device; name an ordinary file.");
        }

        if (OperatingSystem.IsLinux() && SystemCalls.StatusOf(full) is { IsOrdinary: false })
        {
            throw new ArgumentException($"{path.Excerpt()} is a pipe, a socket or a device; name an ordinary file.");
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
        bool published = Explained(() =>
        {
            if (_mode is { } mode && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Handle, mode);
            }

            if (flushToDisk)
            {
                RandomAccess.FlushToDisk(Handle);
            }

            return _draft.Publish(_overwrite);
        });
        if (!published)
        {
            throw Exists(_path);
        }

        if (flushToDisk)
        {
            FlushFolder();
        }
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

    public void Dispose() => _draft.Dispose();

    /// <summary>The full path of the file at the end of a chain of symbolic links, which need not exist.</summary>
    private static string PlaceOf(string path) => Explained(path, () => PhysicalPath.Of(path));

    /// <summary>
    /// Before there is content that others could read; until the end the writer may write it, so that one that was left can be locked and
    /// removed.
    /// </summary>
    private UnixFileMode? InheritPermissions()
    {
        if (OperatingSystem.IsWindows() || !File.Exists(_path))
        {
            return null;
        }

        UnixFileMode mode = File.GetUnixFileMode(_path);
        if (OperatingSystem.IsLinux() && SystemCalls.StatusOf(_path) is { } old)
        {
            SystemCalls.GiveTo(Handle, old.Owner, old.Group);
        }

        UnixFileMode writable = mode | UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (File.GetUnixFileMode(Handle) == writable && writable == mode)
        {
            return null;
        }

        File.SetUnixFileMode(Handle, writable);
        return mode;
    }

    /// <summary>
    /// A name is on the disk when its folder is; where the folder may not be read, the system flushes it in its own time.
    /// </summary>
    private void FlushFolder()
    {
        using SafeFileHandle? folder = OperatingSystem.IsLinux() ? SystemCalls.OpenFolder(Path.GetDirectoryName(_path)!) : null;
        try
        {
            if (folder is not null)
            {
                RandomAccess.FlushToDisk(folder);
            }
        }
        catch (IOException fault)
        {
            throw new IOException(
                $"{_path} is written, but the system could not flush its folder to the disk: a power cut may undo it. Check the "
                + "disk.", fault);
        }
    }

    /// <summary>What is told of a fault; null where it is none of the system's.</summary>
    private static Exception? Refusal(string path, Exception fault) => fault switch
    {
        DirectoryNotFoundException when File.Exists(Path.GetDirectoryName(path)) => new DirectoryNotFoundException(
            $"{path.Excerpt()} cannot be written: {Path.GetDirectoryName(path).Excerpt()} is a file, not a folder; name a folder.", fault),
        DirectoryNotFoundException => new DirectoryNotFoundException(
            $"{path.Excerpt()} cannot be written: the folder {Path.GetDirectoryName(path).Excerpt()} does not exist; make it first.",
            fault),
        FileNotFoundException =>
            new IOException($"{path.Excerpt()} cannot be written: its folder takes no new files; choose another folder.", fault),
        UnauthorizedAccessException => new UnauthorizedAccessException(
            $"{path.Excerpt()} cannot be written: access to it or its folder is denied; choose another folder or change the permissions.",
            fault),

        // So .NET reports EFBIG, a length beyond the file system's or the user's limit.
        ArgumentOutOfRangeException { ParamName: "value" } => Unwritten(path, SystemRefusals.ReasonOf(fault), fault),
        IOException full when IsDiskFull(full) => Unwritten(path, "the disk is full; free space or choose another place", fault),
        IOException { HResult: GeneralFault } =>
            Unwritten(path, $"{fault.Message.TrimEnd('.')}; free space or choose another place", fault),
        IOException => Unwritten(path, SystemRefusals.ReasonOf(fault), fault),
        _ => null,
    };

    private static IOException Unwritten(string path, string reason, Exception fault) =>
        new($"{path.Excerpt()} cannot be written: {reason}. No file was left behind.", fault);

    /// <summary>ENOSPC on Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    private static bool IsDiskFull(IOException fault) => (fault.HResult & 0xFFFF) is 28 or 112 or 39;

    private static ArgumentException Exists(string path) =>
        new($"{path.Excerpt()} exists already and is kept; choose another name, or ask for it to be replaced (--force).");
}
