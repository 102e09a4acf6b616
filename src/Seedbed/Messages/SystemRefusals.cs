namespace Seedbed;

/// <summary>
/// Why the operating system refused a file, in a sentence's words: its own texts name no cause that a user could mend, or the path a second
/// time.
/// </summary>
public static class SystemRefusals
{
    private const string TooLarge = "a file of that length is not allowed there; raise the limit (ulimit -f) or choose another place";
    private const int UnixDeviceError = 5;
    private const int UnixTooManyFiles = 24;
    private const int UnixFileTooLarge = 27;
    private const int UnixDiskFull = 28;
    private const int UnixReadOnly = 30;
    private const int UnixClosedPipe = 32;
    private const int UnixNameTooLong = 36;
    private const int UnixTooManyLinks = 40;
    private const int UnixQuota = 122;
    private const int WindowsSharingViolation = 32;
    private const int WindowsDiskFull = 112;
    private const int WindowsHandleDiskFull = 39;

    /// <summary>Why, and what to do: <c>there is no such file; check its name</c>.</summary>
    /// <param name="fault">What .NET threw.</param>
    public static string ReasonOf(Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault switch
        {
            FileNotFoundException or DirectoryNotFoundException => "there is no such file; check its name",
            UnauthorizedAccessException => "its permissions deny access; change them, or run as a user who has access",

            // So .NET tells EFBIG, which no other refusal of a file is.
            ArgumentOutOfRangeException => TooLarge,
            PathTooLongException => "its name is longer than the system allows; shorten it",
            _ => ByNumber(fault.HResult)
                ?? $"the system says \"{fault.Message.Excerpt().TrimEnd('.')}\"; check the file and the device it is on",
        };
    }

    /// <summary>By errno on Linux, whose numbers macOS shares up to 32, and by the system's error on Windows.</summary>
    private static string? ByNumber(int number) => OperatingSystem.IsWindows()
        ? (number & 0xFFFF) switch
        {
            WindowsSharingViolation => "another program uses it; close that program",
            WindowsDiskFull or WindowsHandleDiskFull => "the disk is full; free space or choose another place",
            _ => null,
        }
        : number switch
        {
            UnixDeviceError => "the device reports an error; check it, and copy the file from elsewhere",
            UnixTooManyFiles => "too many files are open; raise the limit (ulimit -n)",
            UnixFileTooLarge => TooLarge,
            UnixDiskFull => "the disk is full; free space or choose another place",
            UnixReadOnly => "its file system is mounted read-only; choose another place",
            UnixClosedPipe => "whoever reads it has stopped; run it again without a closed pipe",
            UnixNameTooLong when OperatingSystem.IsLinux() => "its name is longer than the system allows; shorten it",
            UnixTooManyLinks => "its links lead in a circle, or are more than the system follows; name the file itself",
            UnixQuota when OperatingSystem.IsLinux() => "your quota of disk space is used up; free space or choose another place",
            _ => null,
        };
}
