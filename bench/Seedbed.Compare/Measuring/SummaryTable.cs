namespace Seedbed.Compare.Measuring;

/// <summary>The largest fills against every version of PyTorch, at its best of drawing in place and casting: the README's table.</summary>
internal static class SummaryTable
{
    private const string Rival = "PyTorch";

    public static IEnumerable<string> LinesOf(IReadOnlyList<RowResult> results)
    {
        RowResult[] fills = [.. results.Where(result => result.Row.Workload.IsFill && result.Ours.MedianNs is not null)];
        long largest = fills.Select(result => result.Row.Workload.Elements).DefaultIfEmpty().Max();
        fills = [.. fills.Where(result => result.Row.Workload.Elements == largest)];
        string[] rivals = [.. fills.SelectMany(result => result.Peers).Select(VersionOf).Where(IsRival).Distinct()];
        int[] threads = [.. fills.Select(result => result.Row.Threads).Distinct()];
        if (rivals.Length == 0)
        {
            yield break;
        }

        yield return Line(["Workload", .. threads.SelectMany(count => TitlesOf(count, rivals))]);
        yield return Line(Enumerable.Repeat("---", 1 + (threads.Length * (rivals.Length + 2))));
        foreach (IGrouping<string, RowResult> rows in fills.GroupBy(NameOf))
        {
            IEnumerable<RowResult?> columns = threads.Select(count => rows.FirstOrDefault(row => row.Row.Threads == count));
            yield return Line([rows.Key, .. columns.SelectMany(column => CellsOf(column, rivals))]);
        }
    }

    private static IEnumerable<string> TitlesOf(int threads, string[] rivals) =>
        [$"Seedbed, {threads} thread{(threads > 1 ? "s" : "")}", .. rivals.Select(rival => $"{rival} / Seedbed"), "Seedbed / plain fill"];

    private static IEnumerable<string> CellsOf(RowResult? result, string[] rivals)
    {
        if (result?.Ours.MedianNs is not { } ours)
        {
            return Enumerable.Repeat("", rivals.Length + 2);
        }

        string Times(double? ratio) => ratio is { } times ? ResultTable.Significant(times) + "×" : "";
        double? Best(string rival) => result.Peers.Where(peer => VersionOf(peer) == rival).Min(peer => peer.MedianNs);
        return
        [
            ResultTable.Significant(ours / result.Row.Workload.Elements) + " ns",
            .. rivals.Select(rival => Times(Best(rival) / ours)),
            Times(ours / result.Fill.MedianNs),
        ];
    }

    private static string NameOf(RowResult result) =>
        $"{result.Row.Workload.Name.Replace('_', ' ')} {result.Row.Workload.ElementType.Name()}";

    /// <summary>"PyTorch 1.13" of "PyTorch 1.13, cast".</summary>
    private static string VersionOf(Entry peer) => peer.Peer.Split(',')[0];

    private static bool IsRival(string version) => version.StartsWith(Rival, StringComparison.Ordinal);

    private static string Line(IEnumerable<string> cells) => "| " + string.Join(" | ", cells) + " |";
}
