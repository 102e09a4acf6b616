namespace Seedbed.Checkpoints.Bytes;

/// <summary>
/// Where a path leads on a Unix, links followed part by part as the system walks: <c>link/../file</c> lies beside what the link points
/// to. .NET takes <c>..</c> off the text first, which names another file.
/// </summary>
internal static class PhysicalPath
{
    /// <summary>As many links Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>ELOOP, by which the refusal is told.</summary>
    private const int TooManyLinks = 40;

    /// <summary>
    /// The full path without links; what is not there is named as if it were. On Windows, whose paths are texts, as .NET has it.
    /// </summary>
    /// <exception cref="IOException">There are more links than the system follows.</exception>
    internal static string Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            FileInfo file = new(Path.GetFullPath(path));
            return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }

        Stack<string> ahead = new();
        Push(ahead, Path.Join(Path.IsPathRooted(path) ? "" : Environment.CurrentDirectory, path));
        string place = "/";
        int links = 0;
        while (ahead.TryPop(out string? part))
        {
            string next = part == ".." ? Path.GetDirectoryName(place) ?? place : Path.Join(place, part);
            if (part != ".." && new FileInfo(next).LinkTarget is { } target)
            {
                links = links < MostLinks
                    ? links + 1
                    : throw new IOException($"there are more than {MostLinks} links on the way", TooManyLinks);
                Push(ahead, target);
                next = Path.IsPathRooted(target) ? "/" : place;
            }

            place = next;
        }

        // A path that ends in a separator is a folder's, whatever is there.
        return Path.EndsInDirectorySeparator(path) ? Path.Join(place, "/") : place;
    }

    private static void Push(Stack<string> ahead, string path)
    {
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse())
        {
            ahead.Push(part);
        }
    }
}
