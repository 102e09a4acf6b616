using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Diagnostics.Reports;

namespace Seedbed.Diagnostics;

/// <summary>What the verdict of a report is, as its colour and its sign show it.</summary>
public enum Standing
{
    /// <summary>Numbers without a verdict.</summary>
    Neutral,

    /// <summary>All is as it should be.</summary>
    Good,

    /// <summary>Something deserves a look.</summary>
    Doubtful,

    /// <summary>Something is wrong.</summary>
    Bad,
}

/// <summary>A fact of a report: the model, its seeds, its data.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The value as text.</param>
public sealed record Fact(string Name, string Value);

/// <summary>Figures that belong together.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Figures">The figures, from the most telling one on.</param>
public sealed record ReportSection(string Title, IReadOnlyList<Figure> Figures)
{
    /// <summary>What is said before the figures; a paragraph each.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>What is to be copied, such as lines of C# or a patch of a model in JSON; null for none.</summary>
    public string? Code { get; init; }
}

/// <summary>
/// Numbers as a page that people send on: what they mean in words, then figures with their data behind them. It is one file, it loads
/// nothing, and the same report gives the same bytes.
/// </summary>
/// <param name="Title">The page's title.</param>
public sealed record Report(string Title)
{
    /// <summary>The verdict in one sentence.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>What the verdict is.</summary>
    public Standing Standing { get; init; }

    /// <summary>What a colleague reads first: a few sentences.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>What was looked at, and how.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The sections in their order.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    /// <summary>The page.</summary>
    /// <returns>HTML that stands alone: styles, program and data are in it.</returns>
    /// <exception cref="ArgumentException">The numbers of a figure do not fit together.</exception>
    public string ToHtml()
    {
        Check();
        return HtmlPage.Of(this);
    }

    /// <summary>Writes the page, or leaves everything as it was.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="options">Whether an existing file is replaced; null for not.</param>
    /// <exception cref="ArgumentException">The file exists and must not be replaced, or numbers of a figure do not fit.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Save(string path, WriteOptions? options = null) =>
        CheckpointLayout.Of(Encoding.UTF8.GetBytes(ToHtml())).Write(path, options);

    /// <summary>Writes each figure as a picture of its own, named by its place and title: <c>01-signal-by-depth.svg</c>.</summary>
    /// <param name="folder">Where to; it is made where it is not there.</param>
    /// <param name="options">Whether existing files are replaced; null for not.</param>
    /// <returns>The files' paths. A <see cref="TableFigure"/> is no picture and has none.</returns>
    /// <exception cref="ArgumentException">A file exists and must not be replaced, or numbers of a figure do not fit together; nothing
    /// is written.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public IReadOnlyList<string> SaveFigures(string folder, WriteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Figure[] figures = [.. Sections.SelectMany(section => section.Figures).Where(figure => figure is not TableFigure)];
        (string Path, string Content)[] files =
            [.. figures.Select((figure, i) => (Path.Combine(folder, $"{i + 1:00}-{Markup.FileName(figure.Title)}.svg"), figure.ToSvg()))];
        options ??= WriteOptions.Default;
        if (!options.Overwrite && files.FirstOrDefault(file => File.Exists(file.Path)).Path is { } existing)
        {
            throw new ArgumentException($"{existing.Excerpt()} exists; name another folder, or allow files to be replaced.");
        }

        Make(folder);
        foreach ((string path, string content) in files)
        {
            CheckpointLayout.Of(Encoding.UTF8.GetBytes(content)).Write(path, options);
        }

        return [.. files.Select(file => file.Path)];
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // mkdir(2) has no file that is missing: where .NET speaks of one, the folder above cannot hold new ones, as in /proc.
            string reason = File.Exists(folder) ? "a file has that name; choose another"
                : fault is FileNotFoundException or DirectoryNotFoundException ? "its folder takes no new ones; choose another place"
                : SystemRefusals.ReasonOf(fault);
            throw new IOException($"the folder {folder.Excerpt()} cannot be made: {reason}.", fault);
        }
    }

    private void Check()
    {
        foreach (Figure figure in Sections.SelectMany(section => section.Figures))
        {
            figure.Check();
        }
    }
}
