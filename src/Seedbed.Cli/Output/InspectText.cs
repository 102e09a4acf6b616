using Seedbed.Checkpoints.Inspection;
using Seedbed.Checkpoints.Reading;

namespace Seedbed.Cli.Output;

/// <summary>A checkpoint's tensors for people: a line each, then what the file says about itself.</summary>
internal static class InspectText
{
    private const int LabelWidth = 12;

    internal static void Print(Terminal terminal, CheckpointFile file, IReadOnlyList<TensorSummary> tensors)
    {
        string[] header = ["name", "shape", "dtype", "mean ", "std ", "min ", "max ", "zeros ", "NaN ", "Inf ", "duplicate of"];
        TextTable.Print(terminal, header, [.. tensors.Select(RowOf)]);
        terminal.Output.WriteLine();
        PrintFact(terminal, "format", file.Format);
        PrintFact(terminal, "tensors", $"{tensors.Count}");
        PrintFact(terminal, "elements", $"{tensors.Sum(tensor => tensor.Tensor.Shape.ElementCount):N0}");
        foreach ((string key, string value) in file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            PrintFact(terminal, key, value);
        }
    }

    private static string[] RowOf(TensorSummary summary) =>
    [
        Printable(summary.Tensor.Name),
        $"{summary.Tensor.Shape}",
        summary.Tensor.Type.Name,
        Number(summary.Values.Mean),
        Number(summary.Values.StandardDeviation),
        Number(summary.Values.Minimum),
        Number(summary.Values.Maximum),
        $"{summary.Values.Zeros}",
        $"{summary.Values.NaNs}",
        $"{summary.Values.Infinities}",
        Printable(summary.DuplicateOf ?? ""),
    ];

    private static string Number(double? value) => value?.ToString("G6") ?? "";

    private static void PrintFact(Terminal terminal, string label, string text) =>
        terminal.Output.WriteLine($"{terminal.Dim(Printable(label).PadRight(LabelWidth))}{Printable(text)}");

    /// <summary>A file's own text must not steer the terminal.</summary>
    private static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
