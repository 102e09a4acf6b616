namespace Seedbed.Diagnostics.Reports;

/// <summary>What a figure is drawn from, as text.</summary>
/// <param name="Title">What it holds.</param>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The cells, row by row; the first of each is its head.</param>
internal sealed record DataTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Where each row stands on an axis whose places have names; null where the head is a number, or stands nowhere.</summary>
    internal IReadOnlyList<int>? Places { get; init; }

    /// <summary>Whether the head of each row is a name.</summary>
    internal bool HasNames { get; init; } = true;
}
