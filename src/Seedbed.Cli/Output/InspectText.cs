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
        foreach (UnreadContent each in file.Unread)
        {
            PrintFact(terminal, "not read", $"{each.Name} {each.Shape}, no tensor of numbers");
        }

        if (file.Metadata.Count > 0)
        {
            PrintMetadata(terminal, file.Metadata);
        }
    }

    /// <summary>Under a heading and indented, so that no key of a file can pass for one of our facts.</summary>
    private static void PrintMetadata(Terminal terminal, IReadOnlyDictionary<string, string> metadata)
    {
        terminal.Output.WriteLine();
        terminal.Output.WriteLine("The file says about itself:");
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            terminal.Output.WriteLine($"    {terminal.Dim(PrintableText.Of(key).PadRight(LabelWidth))} {PrintableText.Of(value)}");
        }
    }

    private static string[] RowOf(TensorSummary summary) =>
    [
        summary.Tensor.Name,
        $"{summary.Tensor.Shape}",
        summary.Tensor.Type.Name,
        Number(summary.Values.Mean),
        Number(summary.Values.StandardDeviation),
        Number(summary.Values.Minimum),
        Number(summary.Values.Maximum),
        $"{summary.Values.Zeros}",
        $"{summary.Values.NaNs}",
        $"{summary.Values.Infinities}",
        summary.DuplicateOf ?? "",
    ];

    private static string Number(double? value) => value?.ToString("G6") ?? "";

    private static void PrintFact(Terminal terminal, string label, string text) =>
        terminal.Output.WriteLine($"{terminal.Dim(label.PadRight(LabelWidth))}{PrintableText.Of(text)}");
}
