using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Inspection;

namespace Seedbed.Cli.Output;

/// <summary>A checkpoint's tensors for people: a line each, then facts, then what the file says about itself.</summary>
internal static class InspectText
{
    internal static void Print(Terminal terminal, CheckpointFile file, IReadOnlyList<TensorSummary> tensors)
    {
        string[] header = ["name", "shape", "dtype", "mean ", "std ", "min ", "max ", "zeros ", "NaN ", "Inf ", "duplicate of"];
        TextTable.Print(terminal, header, [.. tensors.Select(RowOf)]);
        terminal.Output.WriteLine();
        FactList.Print(terminal, "format", file.Format.Name);
        FactList.Print(terminal, "tensors", $"{tensors.Count}");
        FactList.Print(terminal, "elements", $"{tensors.Sum(tensor => tensor.Tensor.Shape.ElementCount):N0}");
        PrintUnread(terminal, file);
        PrintMetadata(terminal, file);
    }

    private static void PrintUnread(Terminal terminal, CheckpointFile file)
    {
        foreach (string dataset in file.Unread)
        {
            FactList.Print(terminal, "no numbers", dataset);
        }
    }

    /// <summary>Under a heading of its own: a file may call itself what it likes.</summary>
    private static void PrintMetadata(Terminal terminal, CheckpointFile file)
    {
        if (file.Metadata.Count == 0)
        {
            return;
        }

        terminal.Output.WriteLine();
        terminal.Output.WriteLine(terminal.Dim("metadata of the file"));
        foreach ((string key, string value) in file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            FactList.Print(terminal, key, value, indent: 2);
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

    private static string Number(double? value) => $"{value:G6}";
}
