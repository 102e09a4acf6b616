using System.Globalization;
using Seedbed.Checkpoints;

namespace Seedbed.Cli.Output;

/// <summary>A checkpoint's tensors for people: a line each, then facts, then what the file says about itself.</summary>
internal static class InspectText
{
    /// <summary>On shorter lines numbers have four digits, so that more of them stand side by side.</summary>
    private const int WideEnough = 120;

    private static readonly TableColumn[] s_columns =
    [
        new("name", Least: 20), new("shape", ColumnKind.Whole), new("dtype", ColumnKind.Whole), TableColumn.OfNumbers("mean"),
        TableColumn.OfNumbers("std"), TableColumn.OfNumbers("min"), TableColumn.OfNumbers("max"), Spare(TableColumn.OfNumbers("zeros")),
        Spare(TableColumn.OfNumbers("NaN")), Spare(TableColumn.OfNumbers("Inf")), Spare(new("duplicate of")),
    ];

    internal static void Print(Terminal terminal, CheckpointFile file, IReadOnlyList<TensorSummary> tensors)
    {
        string format = terminal.Width < WideEnough ? "G4" : "G6";
        TextTable.Print(terminal, s_columns, [.. tensors.Select(tensor => RowOf(tensor, format))]);
        terminal.Output.WriteLine();
        PrintLeftOut(terminal, tensors);
        FactList.Print(terminal, "format", file.Format.Name);
        FactList.Print(terminal, "tensors", $"{tensors.Count}");
        FactList.Print(terminal, "elements", $"{tensors.Sum(tensor => tensor.Tensor.Shape.ElementCount):N0}");
        PrintUnread(terminal, file);
        PrintMetadata(terminal, file);
    }

    /// <summary>What no tensor has, where the table has no column for it.</summary>
    private static void PrintLeftOut(Terminal terminal, IReadOnlyList<TensorSummary> tensors)
    {
        string[][] rows = [.. tensors.Select(tensor => RowOf(tensor, "G4"))];
        string[] titles = [.. s_columns.Index()
            .Where(each => each.Item.IsSpare && rows.All(row => TableColumn.IsNothing(row[each.Index]))).Select(each => each.Item.Title)];
        if (terminal.Width is not null && titles.Length > 0)
        {
            FactList.Print(terminal, "none has", string.Join(", ", titles));
        }
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

    private static TableColumn Spare(TableColumn column) => column with { IsSpare = true };

    private static string[] RowOf(TensorSummary summary, string format) =>
    [
        summary.Tensor.Name,
        $"{summary.Tensor.Shape}",
        summary.Tensor.Type.Name,
        Number(summary.Values.Mean, format),
        Number(summary.Values.StandardDeviation, format),
        Number(summary.Values.Minimum, format),
        Number(summary.Values.Maximum, format),
        $"{summary.Values.Zeros}",
        $"{summary.Values.NaNs}",
        $"{summary.Values.Infinities}",
        summary.DuplicateOf ?? "",
    ];

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
