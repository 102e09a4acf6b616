namespace Seedbed.Cli;

/// <summary>
/// Standard input where a file is asked for and <c>-</c> is named: what comes is kept in a temporary file, since files are read from any
/// place, and removed with this.
/// </summary>
/// <param name="cancellation">Stops the waiting for it.</param>
internal sealed class StandardInput(CancellationToken cancellation) : IDisposable
{
    /// <summary>How it, and standard output, is named.</summary>
    internal const string Sign = "-";

    private string? _kept;

    /// <summary>The file to read for a path: itself, or where standard input is kept.</summary>
    /// <exception cref="ArgumentException">Standard input is a terminal, or was named before.</exception>
    /// <exception cref="FormatException">Nothing came.</exception>
    /// <exception cref="IOException">The system refused to read it or to keep it.</exception>
    internal string FileOf(string path)
    {
        if (path != Sign)
        {
            return path;
        }

        if (_kept is not null)
        {
            throw new ArgumentException("- is named twice, and standard input is read once; name a file for one of them.");
        }

        if (!Console.IsInputRedirected)
        {
            throw new ArgumentException("- is standard input, which is a terminal here; pipe a file into it (< FILE), or name one.");
        }

        return _kept = Keep();
    }

    /// <summary>A sentence in which the temporary file is called what it is to the user.</summary>
    internal string Named(string sentence) =>
        _kept is null ? sentence : sentence.Replace(_kept, "standard input", StringComparison.Ordinal);

    public void Dispose()
    {
        if (_kept is not null)
        {
            File.Delete(_kept);
        }
    }

    private string Keep()
    {
        string path = Path.Combine(Path.GetTempPath(), $".seedbed-{Environment.ProcessId}-{Path.GetRandomFileName()}");
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream file = new(path, options);

            // The system may hold the reading for ever; who asks for an end does not wait for it.
            Task.Run(() => Copy(file), CancellationToken.None).Wait(cancellation);
            return file.Length > 0 ? path : throw new FormatException("standard input is empty; pipe a file into it, or name one.");
        }
        catch (Exception fault)
        {
            File.Delete(path);
            Exception first = fault is AggregateException { InnerException: { } inner } ? inner : fault;
            throw first is IOException or UnauthorizedAccessException
                ? new IOException(
                    $"standard input cannot be read, or kept in {Path.GetTempPath().Excerpt()} (TMPDIR names another folder): "
                    + $"{SystemRefusals.ReasonOf(first)}.", first)
                : first;
        }
    }

    private static void Copy(FileStream file)
    {
        using Stream input = Console.OpenStandardInput();
        input.CopyTo(file);
        file.Flush();
    }
}
