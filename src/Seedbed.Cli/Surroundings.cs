using System.Globalization;

namespace Seedbed.Cli;

/// <summary>The variables of the environment that the tool heeds: the one place where they are read.</summary>
internal static class Surroundings
{
    private const string ColumnsName = "COLUMNS";
    private const string NoColorName = "NO_COLOR";

    /// <summary>The most threads at once, where <c>--threads</c> does not say it.</summary>
    internal const string ThreadsName = "SEEDBED_THREADS";

    /// <summary>Their names, and what they do, for help.</summary>
    internal static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        (ColumnsName, "The width of tables and text, in pipes too; without it that of the terminal, and no end of lines in pipes."),
        (NoColorName, "Any text: no colours."),
        (ThreadsName, "The most threads at once, where --threads does not say it."),
    ];

    /// <summary>The width that is asked for; null where none is.</summary>
    internal static int? Columns =>
        int.TryParse(Variable(ColumnsName), NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0 ? width : null;

    /// <summary>Whether colours are not wanted (no-color.org).</summary>
    internal static bool ForbidsColor => Variable(NoColorName) is not null;

    /// <summary>Whether the terminal cannot go back in a line.</summary>
    internal static bool IsDumb => Variable("TERM") == "dumb";

    /// <summary>The threads that are asked for, as they are typed; null where none are.</summary>
    internal static string? Threads => Variable(ThreadsName);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
