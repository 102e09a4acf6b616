using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Seedbed.Checkpoints.Writing.Drafts;

/// <summary>
/// What Linux, and in part every Unix, does with files and .NET has no door to. Refusals are numbers of the system, 0 where it did what it
/// was asked.
/// </summary>
internal static partial class SystemCalls
{
    /// <summary>EEXIST.</summary>
    internal const int NameTaken = 17;

    /// <summary>EFBIG, as Linux and macOS number it.</summary>
    internal const int TooLong = 27;

    /// <summary>ENOSPC.</summary>
    internal const int DiskFull = 28;

    /// <summary>EINTR.</summary>
    private const int Interrupted = 4;

    /// <summary>ENOSYS: a C library from before 2018 (glibc 2.28) lacks the newer ones.</summary>
    internal const int NotThere = 38;

    /// <summary>AT_FDCWD: paths are relative to the working directory.</summary>
    private const int WorkingFolder = -100;

    private const int ReadWrite = 0x2;
    private const int CloseOnExec = 0x80000;

    /// <summary>O_DIRECTORY, the one flag here whose value depends on the processor.</summary>
    private static int IsFolder =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le ? 0x4000 : 0x10000;

    /// <summary>O_TMPFILE.</summary>
    private static int Unnamed => 0x400000 | IsFolder;

    /// <summary>
    /// A new file without a name, gone with its handle; null where the file system has none, or refuses for a reason that a named file will
    /// tell.
    /// </summary>
    [SupportedOSPlatform("linux")]
    internal static SafeFileHandle? OpenUnnamed(string folder, UnixFileMode mode) =>
        Opened(Open(folder, Unnamed | ReadWrite | CloseOnExec, (uint)mode));

    /// <summary>A folder to be flushed; null where it may not be read.</summary>
    [SupportedOSPlatform("linux")]
    internal static SafeFileHandle? OpenFolder(string folder) => Opened(Open(folder, IsFolder | CloseOnExec, 0));

    /// <summary>The way to an open file that has no name.</summary>
    [SupportedOSPlatform("linux")]
    internal static string PathOf(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    /// <summary>Gives an open file a name that nothing has.</summary>
    [SupportedOSPlatform("linux")]
    internal static int Name(SafeFileHandle handle, string path)
    {
        const int followLinks = 0x400;
        return ErrorOf(LinkAt(WorkingFolder, PathOf(handle), WorkingFolder, path, followLinks));
    }

    /// <summary>Sets room aside, as <see cref="File.OpenHandle"/> does: the length stays.</summary>
    [SupportedOSPlatform("linux")]
    internal static int Allocate(SafeFileHandle handle, long length)
    {
        const int keepLength = 1;
        int error;
        do
        {
            error = ErrorOf(FAllocate(handle, keepLength, 0, length));
        }
        while (error == Interrupted);
        return error;
    }

    /// <summary>Holds the lock that <see cref="File.OpenHandle"/> takes for a file that is shared.</summary>
    [SupportedOSPlatform("linux")]
    internal static int Lock(SafeFileHandle handle)
    {
        const int sharedAtOnce = 1 | 4;
        return ErrorOf(FLock(handle, sharedAtOnce));
    }

    /// <summary>Moves a file to a name that nothing has, in one step.</summary>
    [SupportedOSPlatform("linux")]
    internal static int MoveToNew(string from, string to)
    {
        const uint noReplace = 1;
        try
        {
            return ErrorOf(RenameAt2(WorkingFolder, from, WorkingFolder, to, noReplace));
        }
        catch (EntryPointNotFoundException)
        {
            return NotThere;
        }
    }

    /// <summary>Gives a file a second name that nothing has; on every Unix.</summary>
    [UnsupportedOSPlatform("windows")]
    internal static int AddName(string from, string to) => ErrorOf(Link(from, to));

    /// <summary>Gives an open file to an owner and a group, or to the group alone where the system allows no more.</summary>
    [SupportedOSPlatform("linux")]
    internal static void GiveTo(SafeFileHandle handle, uint owner, uint group)
    {
        if (FChOwn(handle, owner, group) != 0)
        {
            _ = FChOwn(handle, uint.MaxValue, group);
        }
    }

    /// <summary>What is at a path, links followed; null where nothing is, or the system does not tell.</summary>
    [SupportedOSPlatform("linux")]
    internal static FileStatus? StatusOf(string path)
    {
        const uint typeModeOwnerGroup = 0x1 | 0x2 | 0x8 | 0x10;
        Span<byte> status = stackalloc byte[FileStatus.ByteCount];
        try
        {
            return StatX(WorkingFolder, path, 0, typeModeOwnerGroup, status) == 0 ? FileStatus.Of(status) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A refusal as .NET tells its own.</summary>
    internal static IOException Refusal(int error) => new(Marshal.GetPInvokeErrorMessage(error), error);

    private static SafeFileHandle? Opened(SafeFileHandle handle)
    {
        if (!handle.IsInvalid)
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    private static int ErrorOf(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkAt(int fromFolder, string from, int toFolder, string to, int flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int FAllocate(SafeFileHandle handle, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FLock(SafeFileHandle handle, int operation);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int FChOwn(SafeFileHandle handle, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> status);
}
