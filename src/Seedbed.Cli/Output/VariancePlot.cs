using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>The variance q of pre-activations by depth, on a logarithmic scale, one letter a scheme.</summary>
internal static class VariancePlot
{
    private const int Rows = 13;
    private const int LabelWidth = 8;
    private const int WidestPlot = 64;
    private const int FarthestDecade = 12;
    private const double NeverNarrower = 1;

    internal static void Print(Terminal terminal, IReadOnlyList<VarianceCurve> curves)
    {
        int depth = curves[0].Variances.Count - 1;
        int columns = Math.Min(depth + 1, Math.Min(WidestPlot, (terminal.Width ?? Terminal.DefaultWidth) - LabelWidth - 2));
        double[][] decades = [.. curves.Select(curve => Enumerable.Range(0, columns)
            .Select(column => Decade(curve.Variances[columns == 1 ? depth : (int)((long)column * depth / (columns - 1))])).ToArray())];
        double low = Math.Floor(decades.SelectMany(each => each).Min());
        double high = Math.Max(Math.Ceiling(decades.SelectMany(each => each).Max()), low + NeverNarrower);
        char[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Repeat(' ', columns).ToArray())];
        for (int curve = 0; curve < curves.Count; curve++)
        {
            for (int column = 0; column < columns; column++)
            {
                int row = (int)Math.Round((high - decades[curve][column]) / (high - low) * (Rows - 1));
                rows[row][column] = rows[row][column] == ' ' ? Letter(curves[curve].Name) : '*';
            }
        }

        Write(terminal, rows, low, high);
        string letters = string.Join(", ", curves.Select(curve => $"{Letter(curve.Name)} {curve.Name}"));
        foreach (string line in WrappedText.Lines($"q by depth, 0 to {depth}: {letters}, * several", terminal.Width))
        {
            terminal.Output.WriteLine(terminal.Dim(line));
        }
    }

    private static void Write(Terminal terminal, char[][] rows, double low, double high)
    {
        for (int row = 0; row < Rows; row++)
        {
            double decade = high - ((high - low) * row / (Rows - 1));
            string label = row % 6 == 0 && double.IsInteger(decade) ? $"1e{decade:+0;-0;0}" : "";
            string line = new string(rows[row]).TrimEnd();
            terminal.Output.WriteLine($"{terminal.Dim(label.PadLeft(LabelWidth))} {terminal.Green(line)}".TrimEnd());
        }
    }

    private static char Letter(string name) => name switch
    {
        "he" => 'H',
        "glorot" => 'G',
        "gain" => 'g',
        _ => 'A',
    };

    /// <summary>log₁₀ q, held to what can still be told apart.</summary>
    private static double Decade(double variance) => Math.Clamp(Math.Log10(variance), -FarthestDecade, FarthestDecade);
}
