using Seedbed.Checkpoints;
using Seedbed.Cli.Sampling;
using Seedbed.Random;

namespace Seedbed.Cli.Output;

/// <summary>A drawn tensor for people: what it is, its statistics beside the expected ones, its histogram.</summary>
internal static class SampleText
{
    private const int LabelWidth = 8;
    private const int NumberWidth = 14;
    private const int EdgeWidth = 12;
    private const int NarrowestBar = 10;
    private const string Eighths = " ▏▎▍▌▋▊▉";

    internal static void Print(Terminal terminal, SampleReport report)
    {
        SampleRequest request = report.Request;
        string seed = request.Seed is long value ? $", seed {value}" : "";
        string slice = request.IsSlice ? $", slice {request.Slice.Start}:{request.Slice.Count}" : "";
        string name = request.Initializer.ClassName;
        string title = $"{name} {request.Shape}{slice}, {request.ElementType.Name()}{seed}, {request.Stream.Name}";
        foreach ((int index, string line) in WrappedText.Lines(title, terminal.Width).Index())
        {
            terminal.Output.WriteLine(index == 0 && line.StartsWith(name, StringComparison.Ordinal)
                ? terminal.Bold(name) + line[name.Length..]
                : line);
        }

        if (report.Fans is Fans fans)
        {
            terminal.Output.WriteLine($"fan in {fans.FanIn}, fan out {fans.FanOut}");
        }

        terminal.Output.WriteLine();
        PrintStatistics(terminal, report.Statistics, report.Expected);
        terminal.Output.WriteLine();
        string first = string.Join("  ", report.FirstValues.Select(number => Number(number)).DefaultIfEmpty("none"));
        foreach (string line in WrappedText.Lines($"first values: {first}", terminal.Width))
        {
            terminal.Output.WriteLine(line);
        }

        if (report.Histogram is Histogram histogram)
        {
            terminal.Output.WriteLine();
            PrintHistogram(terminal, histogram);
        }
    }

    private static void PrintStatistics(Terminal terminal, Statistics statistics, Distribution? expected)
    {
        PrintRow(terminal, "", "drawn", expected is null ? "" : "expected");
        PrintRow(terminal, "count", $"{statistics.Count}", "");
        PrintRow(terminal, "mean", Number(statistics.Mean), Number(expected?.Mean, ""));
        PrintRow(terminal, "std", Number(statistics.StandardDeviation), Number(expected?.StandardDeviation, ""));
        PrintRow(terminal, "min", Number(statistics.Minimum), Number(expected?.Minimum, ""));
        PrintRow(terminal, "max", Number(statistics.Maximum), Number(expected?.Maximum, ""));
        PrintRow(terminal, "zeros", $"{statistics.Zeros}", "");
        PrintRow(terminal, "NaN", $"{statistics.NaNs}", "");
        PrintRow(terminal, "Inf", $"{statistics.Infinities}", "");
    }

    private static void PrintRow(Terminal terminal, string label, string drawn, string expected) =>
        terminal.Output.WriteLine(
            $"{terminal.Dim(label.PadRight(LabelWidth))}{drawn.PadLeft(NumberWidth)}{expected.PadLeft(NumberWidth)}".TrimEnd());

    private static void PrintHistogram(Terminal terminal, Histogram histogram)
    {
        long largest = histogram.Counts.Max();
        int countWidth = $"{largest}".Length;
        int barWidth = Math.Max(NarrowestBar, (terminal.Width ?? Terminal.DefaultWidth) - EdgeWidth - countWidth - 4);
        for (int bin = 0; bin < histogram.Counts.Count; bin++)
        {
            long count = histogram.Counts[bin];
            string bar = Bar((double)count / largest, barWidth);
            terminal.Output.WriteLine(
                $"{terminal.Dim(Number(histogram.Edge(bin)).PadLeft(EdgeWidth))} {terminal.Green(bar)} {$"{count}".PadLeft(countWidth)}");
        }
    }

    /// <summary>A bar of whole and eighth blocks, padded to its width.</summary>
    private static string Bar(double part, int width)
    {
        int eighths = (int)Math.Round(part * width * 8);
        string rest = eighths % 8 == 0 ? "" : $"{Eighths[eighths % 8]}";
        return (new string('█', eighths / 8) + rest).PadRight(width);
    }

    private static string Number(double? value, string missing = "n/a") => value switch
    {
        null => missing,
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        double number => $"{number:G6}",
    };
}
