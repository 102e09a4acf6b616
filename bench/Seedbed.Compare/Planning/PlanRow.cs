namespace Seedbed.Compare.Planning;

/// <summary>A workload on so many threads: one comparison.</summary>
internal sealed record PlanRow(Workload Workload, int Threads)
{
    /// <summary>Whether a term such as "normal/float32/1e8/1-thread" names this row: each of its parts is one of the row's words.</summary>
    public bool Matches(string term)
    {
        string[] words =
        [
            Workload.Name,
            Workload.ElementType.Name(),
            Workload.ShapeText,
            Workload.SizeText,
            Threads == 1 ? "1-thread" : $"{Threads}-threads",
            Threads == 1 ? "one-thread" : "all-threads",
        ];
        return term.Split('/').All(part => words.Contains(part, StringComparer.Ordinal));
    }
}
