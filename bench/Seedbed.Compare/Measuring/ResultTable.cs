using System.Globalization;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Measuring;

/// <summary>The results as a table of Markdown, aligned so that a terminal shows it too.</summary>
internal static class ResultTable
{
    private static readonly (string Title, int Width)[] s_columns =
    [
        ("workload", -21), ("dtype", -8), ("size", 9), ("threads", 7), ("who", -18),
        ("median", 9), ("ns a value", 10), ("ratio", 7), ("fills", 7), ("setting", -30),
    ];

    public static IEnumerable<string> Head =>
    [
        Line([.. s_columns.Select(column => column.Title)]),
        "|" + string.Join("|", s_columns.Select(column => Rule(column.Width))) + "|",
    ];

    /// <summary>Seedbed, its peers, the plain fill.</summary>
    public static IEnumerable<string> LinesOf(RowResult result)
    {
        double? fillNs = result.Fill.MedianNs;
        if (result.Ours.MedianNs is { } ours)
        {
            yield return LineOf(result.Row, "Seedbed", ours, null, fillNs, Rate(result.Row.Workload, ours));
        }

        foreach (Entry peer in result.Peers)
        {
            double peerNs = peer.MedianNs!.Value;
            string remark =
                string.Join(", ", new[] { result.SettingOf(peer), Rate(result.Row.Workload, peerNs) }.Where(text => text.Length > 0));
            yield return LineOf(result.Row, peer.Peer, peerNs, peerNs / result.Ours.MedianNs, fillNs, remark);
        }

        if (fillNs is { } fill && result.Row.Workload.IsFill)
        {
            yield return LineOf(result.Row, "plain fill", fill, fill / result.Ours.MedianNs, null, "");
        }
    }

    /// <summary>Negative widths are those of text, which stands at the left.</summary>
    private static string Rule(int width) => width < 0 ? new string('-', 2 - width) : new string('-', width + 1) + ":";

    private static string Aligned(string cell, int width) => width < 0 ? cell.PadRight(-width) : cell.PadLeft(width);

    private static string LineOf(PlanRow row, string who, double ns, double? ratio, double? fillNs, string remark) =>
        Line(
        [
            row.Workload.Name,
            row.Workload.ElementType.Name(),
            row.Workload.SizeText,
            $"{row.Threads}",
            who,
            Duration(ns),
            Significant(ns / row.Workload.Elements),
            ratio is { } times ? Significant(times) + "×" : "",
            fillNs is { } fill && row.Workload.IsFill ? Significant(ns / fill) + "×" : "",
            remark,
        ]);

    private static string Line(IReadOnlyList<string> cells) =>
        "| " + string.Join(" | ", cells.Select((cell, i) => Aligned(cell, s_columns[i].Width))) + " |";

    /// <summary>A product's speed, 2·n³ operations.</summary>
    private static string Rate(Workload workload, double ns) =>
        workload.Kind == WorkloadKind.Product ? Significant(2.0 * workload.Elements * workload.Rows / ns) + " GFLOP/s" : "";

    private static string Duration(double ns) => ns switch
    {
        < 1e3 => Significant(ns) + " ns",
        < 1e6 => Significant(ns / 1e3) + " µs",
        < 1e9 => Significant(ns / 1e6) + " ms",
        _ => Significant(ns / 1e9) + " s",
    };

    /// <summary>Three digits.</summary>
    public static string Significant(double value)
    {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
