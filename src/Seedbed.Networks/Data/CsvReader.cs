using System.Globalization;

namespace Seedbed.Networks.Data;

/// <summary>
/// Reads lines of numbers: commas or semicolons between them, a header where the first line has a text that is no number. The column named y, label or target, else the
/// last, is the target; the others are the input.
/// </summary>
internal static class CsvReader
{
    private static readonly string[] s_targetNames = ["y", "label", "target"];

    /// <exception cref="FormatException">A field is no number, or lines have different lengths; the sentence names line and column.</exception>
    internal static DataSet Read(string path)
    {
        List<(int Line, string[] Fields)> rows = [.. Lines(path)];
        if (rows.Count == 0)
        {
            throw new FormatException("the file has no lines; it must be an .npz archive with x and y, a pair of IDX files, or lines of numbers.");
        }

        int width = rows[0].Fields.Length;
        int target = width - 1;
        if (!rows[0].Fields.All(IsNumber))
        {
            RefuseBinary(rows[0].Fields);
            target = TargetOf(rows[0].Fields);
            rows.RemoveAt(0);
        }

        return width < 2 || rows.Count == 0
            ? throw new FormatException($"there are {rows.Count} lines of numbers in {width} columns; there must be at least one line, and two columns: inputs, and a target.")
            : Parse(rows, width, target);
    }

    private static DataSet Parse(List<(int Line, string[] Fields)> rows, int width, int target)
    {
        double[] x = new double[checked(rows.Count * (width - 1))];
        double[] y = new double[rows.Count];
        foreach ((int row, (int line, string[] fields)) in rows.Index())
        {
            if (fields.Length != width)
            {
                throw new FormatException($"line {line} has {fields.Length} columns, and the first line {width}; all must have as many.");
            }

            for (int column = 0, at = row * (width - 1); column < width; column++)
            {
                double value = Number(fields[column], line, column);
                if (column == target)
                {
                    y[row] = value;
                }
                else
                {
                    x[at++] = value;
                }
            }
        }

        return new DataSet(Samples.Of<double>(x, rows.Count, width - 1), Samples.Of<double>(y, rows.Count));
    }

    private static IEnumerable<(int Line, string[] Fields)> Lines(string path)
    {
        int number = 0;
        char separator = ',';
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            separator = number == 1 && line.Contains(';', StringComparison.Ordinal) ? ';' : separator;
            yield return (number, Array.ConvertAll(line.Split(separator), field => field.Trim().Trim('"')));
        }
    }

    private static int TargetOf(string[] header)
    {
        int named = Array.FindIndex(header, name => s_targetNames.Contains(name, StringComparer.OrdinalIgnoreCase));
        return named < 0 ? header.Length - 1 : named;
    }

    private static bool IsNumber(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static double Number(string field, int line, int column) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormatException($"line {line}, column {column + 1} is '{(field.Length > 40 ? field[..40] : field)}'; it must be a number.");

    private static void RefuseBinary(string[] header)
    {
        if (header.Any(name => name.Any(letter => char.IsControl(letter) || letter == '\uFFFD')))
        {
            throw new FormatException("the content is no data of a format that is read; those are .npz archives with x and y, IDX files and lines of numbers (.csv).");
        }
    }
}
