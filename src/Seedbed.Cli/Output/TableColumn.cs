namespace Seedbed.Cli.Output;

/// <summary>How a column's cells lie, and what may become of them where a line is short.</summary>
internal enum ColumnKind
{
    /// <summary>At the left; a long cell may lose its middle.</summary>
    Text,

    /// <summary>At the left, and never shortened.</summary>
    Whole,

    /// <summary>At the right, and never shortened.</summary>
    Number,
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Above it.</param>
/// <param name="Kind">How its cells lie.</param>
/// <param name="Least">The columns that a shortened cell keeps.</param>
internal sealed record TableColumn(string Title, ColumnKind Kind = ColumnKind.Text, int Least = 12)
{
    private static readonly string[] s_nothing = ["", "0"];

    /// <summary>Whether it may be left out where a line is short and no cell says anything.</summary>
    internal bool IsSpare { get; init; }

    /// <summary>A column of numbers.</summary>
    internal static TableColumn OfNumbers(string title) => new(title, ColumnKind.Number);

    /// <summary>Whether a cell says nothing.</summary>
    internal static bool IsNothing(string cell) => s_nothing.Contains(cell);

    /// <summary>The cell in its column.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="width">The column's width.</param>
    /// <param name="shortens">Whether a longer cell loses its middle, or else sticks out.</param>
    internal string Fit(string cell, int width, bool shortens) =>
        Kind == ColumnKind.Number ? cell.PadLeft(width) : (shortens ? ShortenedText.Middle(cell, width) : cell).PadRight(width);
}
