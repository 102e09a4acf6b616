using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing.Drafts;

/// <summary>A file for content that is needed for a while, gone with its handle, however the process ends.</summary>
internal static class ScratchFile
{
    /// <summary>Makes an empty one.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal static SafeFileHandle Create(string folder)
    {
        SafeFileHandle? unnamed = OperatingSystem.IsLinux()
            ? SystemCalls.OpenUnnamed(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite)
            : null;
        return unnamed ?? CreateNamed(folder);
    }

    private static SafeFileHandle CreateNamed(string folder)
    {
        string path = Path.Combine(folder, $"seedbed-{Path.GetRandomFileName()}.tmp");
        FileOptions end = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        SafeFileHandle handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, end);
        if (!OperatingSystem.IsWindows())
        {
            // A Unix keeps an open file that has no name any more.
            DraftNames.DeleteQuietly(path);
        }

        return handle;
    }
}
