using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing.Drafts;

/// <summary>
/// A file without a name (O_TMPFILE of Linux), which the system removes however the process ends. A new name it gets in one step; to
/// replace a file it needs a name to be renamed from, for two calls of the system.
/// </summary>
internal sealed class UnnamedDraft : Draft
{
    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private UnnamedDraft(SafeFileHandle handle, string target)
        : base(handle, target)
    {
    }

    /// <summary>Begins a file; null where the system or its file system has none without a name.</summary>
    /// <exception cref="IOException">There is no room for its length.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The draft closes it.")]
    internal static Draft? TryBegin(string target, long length)
    {
        // The C library of 32 bits takes lengths of 32.
        SafeFileHandle? handle = OperatingSystem.IsLinux() && Environment.Is64BitProcess
            ? SystemCalls.OpenUnnamed(Path.GetDirectoryName(target)!, Everyone)
            : null;
        if (handle is null)
        {
            return null;
        }

        UnnamedDraft draft = new(handle, target);
        try
        {
            // Where /proc is not mounted, the file could never be named.
            if (draft.CanBeNamed())
            {
                draft.Allocate(length);
                return draft;
            }
        }
        catch
        {
            draft.Dispose();
            throw;
        }

        draft.Dispose();
        return null;
    }

    /// <inheritdoc/>
    internal override bool Publish(bool overwrite)
    {
        if (TryName(Target))
        {
            return true;
        }

        if (overwrite)
        {
            Replace();
        }

        return overwrite;
    }

    private bool CanBeNamed() => OperatingSystem.IsLinux() && File.Exists(SystemCalls.PathOf(Handle));

    /// <summary>Other refusals than for want of room are of file systems that set none aside.</summary>
    private void Allocate(long length)
    {
        int error = OperatingSystem.IsLinux() && length > 0 ? SystemCalls.Allocate(Handle, length) : 0;
        if (error is SystemCalls.DiskFull or SystemCalls.TooLong)
        {
            throw error == SystemCalls.TooLong ? NoSuchLength(length) : SystemCalls.Refusal(error);
        }
    }

    private void Replace()
    {
        string path = DraftNames.New(Target);
        if (OperatingSystem.IsLinux())
        {
            _ = SystemCalls.Lock(Handle);
        }

        if (!TryName(path))
        {
            throw SystemCalls.Refusal(SystemCalls.NameTaken);
        }

        try
        {
            File.Move(path, Target, overwrite: true);
        }
        catch
        {
            DraftNames.DeleteQuietly(path);
            throw;
        }
    }

    /// <summary>False where the name is taken.</summary>
    private bool TryName(string path)
    {
        int error = OperatingSystem.IsLinux() ? SystemCalls.Name(Handle, path) : 0;
        return error switch
        {
            0 => true,
            SystemCalls.NameTaken => false,
            _ => throw SystemCalls.Refusal(error),
        };
    }
}
