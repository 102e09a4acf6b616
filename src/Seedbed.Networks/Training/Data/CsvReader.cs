using Seedbed.Checkpoints;

namespace Seedbed.Training;

/// <summary>
/// Reads lines of numbers: commas or semicolons between them, a header where the first line has a text that is no number. The column named
/// y, label or target, else the last, is the target; the others are the input. The file is read twice, in blocks: first to know how many
/// numbers there are, then for the numbers.
/// </summary>
internal static class CsvReader
{
    private const int LongestExcerpt = 40;

    /// <exception cref="FormatException">
    /// A field is no number, lines have different lengths, or the numbers take more memory than they may.
    /// </exception>
    internal static DataSet Read(string path, DataMemory memory)
    {
        using var file = CheckpointSource.Open(path);
        using CsvFields measured = new(file, memory.CancellationToken);
        var table = CsvTable.Measure(measured);
        double[] x = memory.Allocate<double>(checked(table.Rows * (table.Width - 1)), "the columns of inputs");
        double[] y = memory.Allocate<double>(table.Rows, "the column of targets");
        using CsvFields fields = new(file, memory.CancellationToken);
        Fill(fields, table, x, y);
        return new DataSet(Samples.Own(x, y.Length, table.Width - 1), Samples.Own(y, y.Length));
    }

    private static void Fill(CsvFields fields, CsvTable table, double[] x, double[] y)
    {
        int row = table.HasHeader ? -1 : 0;
        int at = 0;
        while (fields.Next())
        {
            bool isTarget = fields.Column == table.Target;
            if (row >= y.Length || (!isTarget && at == x.Length))
            {
                throw Changed();
            }

            if (row >= 0)
            {
                (isTarget ? ref y[row] : ref x[at++]) = Number(fields);
            }

            row += fields.EndsLine ? 1 : 0;
        }

        if (row != y.Length || at != x.Length)
        {
            throw Changed();
        }
    }

    /// <summary>Who writes to a file between its two readings.</summary>
    private static FormatException Changed() => new("the file was changed while it was read; read it again.");

    private static double Number(CsvFields fields) => CsvTable.IsNumber(fields.Field, out double value)
        ? value
        : throw new FormatException(
            $"line {fields.Line}, column {fields.Column + 1} is '{fields.Field[..Math.Min(fields.Field.Length, LongestExcerpt)]}'; it must "
            + "be a number.");
}
