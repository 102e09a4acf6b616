using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing.Drafts;

/// <summary>
/// The names of drafts: the target's, the machine's mark and a random number, so that those that a killed writer left are found. A writer
/// holds a lock on its draft, which the system takes from it when it ends; numbers of processes are given again, and other machines have
/// their own.
/// </summary>
internal static class DraftNames
{
    private const string Ending = ".seedbed";

    /// <summary>Random letters of a name.</summary>
    private const int RandomLength = 16;

    /// <summary>What of the target's name stands in it, so that it is never too long: a file's name has at most 255 bytes.</summary>
    private const int MostLetters = 50;

    /// <summary>
    /// On a file system that several machines share, the locks of one may not hold for another: each removes only its own.
    /// </summary>
    private static readonly string s_machine =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8];

    /// <summary>A name that no file has, in the folder of the target.</summary>
    internal static string New(string target) =>
        Path.Combine(
            Path.GetDirectoryName(target)!, Prefix(target) + RandomNumberGenerator.GetHexString(RandomLength, lowercase: true) + Ending);

    /// <summary>
    /// Deletes the drafts of a target that nobody writes any more. What cannot be deleted stays, and is no fault of the writer.
    /// </summary>
    internal static void RemoveLeft(string target)
    {
        try
        {
            string prefix = Prefix(target);
            int length = prefix.Length + RandomLength + Ending.Length;
            foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, "*" + Ending))
            {
                string name = Path.GetFileName(path);
                if (name.Length == length && name.StartsWith(prefix, StringComparison.Ordinal) && IsLeft(path))
                {
                    DeleteQuietly(path);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed may still be written.
        }
    }

    /// <summary>Deletes on the way out of a failure, whose exception must not be replaced by another.</summary>
    internal static void DeleteQuietly(string path)
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

    private static string Prefix(string target)
    {
        string name = Path.GetFileName(target);
        int letters = Math.Min(name.Length, MostLetters);
        letters -= letters > 0 && char.IsHighSurrogate(name[letters - 1]) ? 1 : 0;
        return $".{name[..letters]}.{s_machine}-";
    }

    /// <summary>Whether its lock can be had, and is one: there are file systems, and settings of .NET, that let everyone have it.</summary>
    private static bool IsLeft(string path)
    {
        using SafeFileHandle? first = TryLock(path);
        using SafeFileHandle? second = TryLock(path);
        return first is not null && second is null;
    }

    private static SafeFileHandle? TryLock(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
