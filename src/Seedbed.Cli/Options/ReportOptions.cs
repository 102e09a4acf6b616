using System.CommandLine;
using Seedbed.Checkpoints;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Options;

/// <summary>Where a report is written: one page, and each of its figures as a picture.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _page = new("--report")
    {
        Description = "Write the page with all figures, one HTML file that stands alone.",
        HelpName = "FILE",
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<string?> _pictures = new("--svg")
    {
        Description = "Write each figure as an SVG into this folder.", HelpName = "DIR", Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace existing files.", Arity = ArgumentArity.Zero };

    /// <summary>What asks for a report.</summary>
    internal IReadOnlyList<Option> Asking => [_page, _pictures];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasForce">Whether --force is added; a command that has its own tells it to <see cref="Check"/>.</param>
    internal void AddTo(Command command, bool hasForce = true)
    {
        command.Add(_page);
        command.Add(_pictures);
        if (hasForce)
        {
            command.Add(_force);
        }
    }

    /// <summary>Refuses a target that exists, before any work.</summary>
    /// <exception cref="ArgumentException">The page exists, or its name has another ending.</exception>
    internal ReportTarget Check(ParseResult parsed, bool? force = null)
    {
        string? page = parsed.GetValue(_page);
        bool overwrites = force ?? parsed.GetValue(_force);
        if (page is not null && !page.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"--report is '{page.Excerpt()}'; the name must end in .html.");
        }

        return page is null || overwrites || !File.Exists(page)
            ? new ReportTarget(page, parsed.GetValue(_pictures), overwrites)
            : throw new ArgumentException($"{page.Excerpt()} exists; --force replaces it.");
    }
}

/// <summary>Where a report goes.</summary>
/// <param name="Page">The page; null for none.</param>
/// <param name="Pictures">The folder of its figures; null for none.</param>
/// <param name="Overwrites">Whether existing files are replaced.</param>
internal sealed record ReportTarget(string? Page, string? Pictures, bool Overwrites)
{
    /// <summary>Writes the report, if somebody asked for it.</summary>
    internal void Save(Func<Report> make)
    {
        if (Page is null && Pictures is null)
        {
            return;
        }

        Report report = make();
        WriteOptions options = new() { Overwrite = Overwrites };
        if (Page is not null)
        {
            report.Save(Page, options);
        }

        if (Pictures is not null)
        {
            report.SaveFigures(Pictures, options);
        }
    }
}
