using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Curves by epoch in letters: the medians, A, B, …, over dots from the least to the greatest.</summary>
internal static class CurvePlot
{
    private const int Rows = 12;
    private const int LabelWidth = 10;
    private const int WidestPlot = 64;

    /// <summary>Values that differ more stand on a logarithmic scale.</summary>
    private const double MostLinear = 20;

    internal static void Print(Terminal terminal, IReadOnlyList<CurveBand> bands)
    {
        double[] all = [.. bands.SelectMany(band => band.Least.Concat(band.Greatest).Concat(band.Median)).Where(double.IsFinite)];
        int epochs = bands[0].Median.Count;
        if (epochs < 2 || all.Length == 0 || all.Max() == all.Min())
        {
            return;
        }

        Scale scale = new(all.Min(), all.Max(), all.Min() > 0 && all.Max() > MostLinear * all.Min());
        int columns = Math.Min(epochs, Math.Min(WidestPlot, (terminal.Width ?? Terminal.DefaultWidth) - LabelWidth - 2));
        char[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Repeat(' ', columns).ToArray())];
        for (int column = 0; column < columns; column++)
        {
            int epoch = columns == 1 ? 0 : (int)((long)column * (epochs - 1) / (columns - 1));
            Draw(rows, column, epoch, bands, scale);
        }

        Write(terminal, rows, scale);
        string letters = string.Join(", ", bands.Select((band, index) => $"{Letter(index)} {band.Name}"));
        foreach (string line in WrappedText.Lines(
            $"{bands[0].Quantity} by epoch, 1 to {epochs}: {letters}, * several, . from least to greatest", terminal.Width))
        {
            terminal.Output.WriteLine(terminal.Dim(line));
        }

        terminal.Output.WriteLine();
    }

    private static void Draw(char[][] rows, int column, int epoch, IReadOnlyList<CurveBand> bands, Scale scale)
    {
        foreach (CurveBand band in bands)
        {
            for (int row = scale.RowOf(band.Greatest[epoch]); row <= scale.RowOf(band.Least[epoch]); row++)
            {
                rows[row][column] = '.';
            }
        }

        foreach ((int index, CurveBand band) in bands.Index().Where(each => double.IsFinite(each.Item.Median[epoch])))
        {
            ref char place = ref rows[scale.RowOf(band.Median[epoch])][column];
            place = place is ' ' or '.' ? Letter(index) : '*';
        }
    }

    private static void Write(Terminal terminal, char[][] rows, Scale scale)
    {
        for (int row = 0; row < Rows; row++)
        {
            string label = row is 0 or Rows - 1 ? $"{scale.ValueOf(row):G4}" : "";
            string line = terminal.Green(new string(rows[row]).TrimEnd());
            terminal.Output.WriteLine($"{terminal.Dim(label.PadLeft(LabelWidth))} {line}".TrimEnd());
        }
    }

    private static char Letter(int index) => (char)('A' + (index % 26));

    /// <summary>Where a value stands between the least, in the last row, and the greatest, in the first.</summary>
    private readonly record struct Scale(double Least, double Greatest, bool IsLogarithmic)
    {
        internal int RowOf(double value)
        {
            double share = !double.IsFinite(value) ? 1
                : IsLogarithmic ? Math.Log10(value / Least) / Math.Log10(Greatest / Least)
                : (value - Least) / (Greatest - Least);
            return (int)Math.Round((1 - Math.Clamp(share, 0, 1)) * (Rows - 1));
        }

        internal double ValueOf(int row) => row == 0 ? Greatest : Least;
    }
}
