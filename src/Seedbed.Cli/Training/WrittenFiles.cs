namespace Seedbed.Cli.Training;

/// <summary>The files that a training writes: none is another, nor one that is read, and what exists is kept unless asked.</summary>
/// <param name="request">The training.</param>
internal sealed class WrittenFiles(TrainRequest request)
{
    private readonly TrainCallbacks _callbacks = request.Callbacks;

    /// <summary>Refuses before any work what would end in a lost training or a lost file.</summary>
    /// <exception cref="ArgumentException">The sentence names the option and the file.</exception>
    internal void Check()
    {
        (string Option, string Path)[] sidelines =
        [
            .. Given("--checkpoint", _callbacks.Checkpoint), .. Given("--csv-log", _callbacks.CsvLog),
            .. Given("--monitor-log", _callbacks.MonitorLog),
        ];
        (string Option, string Path)[] written = [.. Given("-o", request.Output), .. sidelines];
        (string Option, string Path)[] read =
            [("MODEL", request.Model), .. request.Data.Select(data => ("--data", data)), .. Given("--weights", request.Weights)];
        for (int i = 0; i < written.Length; i++)
        {
            CheckFolder(written[i].Path);
            RefuseSame(written[i], written[..i]);
        }

        foreach ((string Option, string Path) file in sidelines)
        {
            RefuseSame(file, read);
            if (!request.Force && new FileInfo(file.Path) is { Exists: true, Length: > 0 } && !_callbacks.GoesOn)
            {
                throw new ArgumentException(
                    $"{file.Path.Excerpt()} of {file.Option} exists; name another file, or allow it to be replaced with --force.");
            }
        }

        if (_callbacks.Backup is { } backup && File.Exists(backup))
        {
            throw new ArgumentException($"{backup.Excerpt()} of --backup is a file; name a folder, which is made where there is none.");
        }
    }

    private static (string Option, string Path)[] Given(string option, string? path) => path is null ? [] : [(option, path)];

    private static void RefuseSame((string Option, string Path) file, IEnumerable<(string Option, string Path)> others)
    {
        foreach ((string option, string path) in others.Where(other => PlaceOf(other.Path) == PlaceOf(file.Path)))
        {
            throw new ArgumentException(
                $"{option} and {file.Option} are both {file.Path.Excerpt()}, and one would take the other's place; name another file "
                + "for one.");
        }
    }

    /// <summary>The full path at the end of a link; a name that the system does not take is refused where it is opened.</summary>
    private static string PlaceOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Path.GetFullPath(path);
        }
    }

    /// <summary>Before hours of training; names with {epoch} in a folder's are not known yet.</summary>
    private static void CheckFolder(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !folder.Contains('{', StringComparison.Ordinal) && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"{path.Excerpt()} cannot be written: the folder {folder.Excerpt()} does not exist; make it first.");
        }
    }
}
