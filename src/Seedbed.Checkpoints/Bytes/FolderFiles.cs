using System.IO.Enumeration;

namespace Seedbed.Checkpoints.Bytes;

/// <summary>The files of a folder and of those below it.</summary>
internal static class FolderFiles
{
    /// <summary>Goes through the files, one after the other.</summary>
    /// <param name="path">The folder as the user named it.</param>
    /// <param name="folder">Its full path.</param>
    /// <exception cref="IOException">
    /// The system refused to read, or a link leads to another folder: links that lead back would never end.
    /// </exception>
    internal static IEnumerable<string> Below(string path, string folder)
    {
        FileSystemEnumerable<string> files = new(
            folder,
            (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => IsOwn(path, ref entry),
        };
        using IEnumerator<string> each = files.GetEnumerator();
        while (Next(path, each))
        {
            yield return each.Current;
        }
    }

    private static bool IsOwn(string path, ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
        ? true
        : throw new IOException(
            $"{path.Excerpt()} has the folder {entry.FileName.ToString().Excerpt()}, which is a link; links to folders are not followed, "
            + "so put the folder itself there.");

    private static bool Next(string path, IEnumerator<string> files)
    {
        try
        {
            return files.MoveNext();
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException($"{path.Excerpt()} cannot be read: {SystemRefusals.ReasonOf(fault)}.", fault);
        }
    }
}
