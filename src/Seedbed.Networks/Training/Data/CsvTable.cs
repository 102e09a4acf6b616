using System.Globalization;

namespace Seedbed.Training;

/// <summary>What lines of numbers hold, found by going through them once before any memory is taken for the numbers.</summary>
/// <param name="Rows">The lines of numbers.</param>
/// <param name="Width">The columns of each.</param>
/// <param name="Target">The column of the targets, from 0.</param>
/// <param name="HasHeader">Whether a line of names stands before them.</param>
internal sealed record CsvTable(long Rows, int Width, int Target, bool HasHeader)
{
    /// <summary>An image of a million points on each line.</summary>
    internal const int MostColumns = 1 << 20;

    private static readonly string[] s_targetNames = ["y", "label", "target"];

    /// <exception cref="FormatException">There are no lines, they have different lengths, or too many columns.</exception>
    internal static CsvTable Measure(CsvFields fields)
    {
        CsvTable table = MeasureFirst(fields);
        long rows = table.Rows;
        while (fields.Next())
        {
            RefuseWide(fields);
            if (fields.EndsLine)
            {
                rows += fields.Column + 1 == table.Width ? 1 : throw new FormatException(
                    $"line {fields.Line} has {fields.Column + 1} columns, and the first line {table.Width}; all must have as many.");
            }
        }

        return table.Width >= 2 && rows > 0
            ? table with { Rows = rows }
            : throw new FormatException(
                $"there are {rows} lines of numbers in {table.Width} columns; there must be at least one line, and two columns: inputs, "
                + "and a target.");
    }

    internal static bool IsNumber(ReadOnlySpan<char> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static CsvTable MeasureFirst(CsvFields fields)
    {
        bool isHeader = false;
        int? named = null;
        if (!fields.Next())
        {
            throw new FormatException(
                "the file has no lines; it must be an .npz archive with x and y, a pair of IDX files, or lines of numbers.");
        }

        do
        {
            RefuseWide(fields);
            if (!IsNumber(fields.Field, out _))
            {
                RefuseBinary(fields.Field);
                isHeader = true;
                named ??= IsTarget(fields.Field) ? fields.Column : null;
            }
        }
        while (!fields.EndsLine && fields.Next());

        int width = fields.Column + 1;
        return new CsvTable(isHeader ? 0 : 1, width, named ?? width - 1, isHeader);
    }

    private static bool IsTarget(ReadOnlySpan<char> name)
    {
        foreach (string target in s_targetNames)
        {
            if (name.Equals(target, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static void RefuseWide(CsvFields fields)
    {
        if (fields.Column >= MostColumns)
        {
            throw new FormatException(
                $"line {fields.Line} has more than {MostColumns} columns, which is more than is read of lines of numbers; save the data as "
                + "an .npz archive with x and y.");
        }
    }

    private static void RefuseBinary(ReadOnlySpan<char> name)
    {
        foreach (char letter in name)
        {
            if ((char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) || letter == '\uFFFD')
            {
                throw new FormatException(
                    "the content is no data of a format that is read; those are .npz archives with x and y, IDX files and lines of numbers "
                    + "(.csv).");
            }
        }
    }
}
