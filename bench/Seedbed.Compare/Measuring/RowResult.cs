using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Measuring;

/// <summary>A row after its measurement.</summary>
/// <param name="Row">What was measured.</param>
/// <param name="Ours">Seedbed.</param>
/// <param name="Fill">The plain fill of Seedbed's buffer by as many threads.</param>
/// <param name="All">Every peer in every setting.</param>
internal sealed record RowResult(PlanRow Row, Entry Ours, Entry Fill, IReadOnlyList<Entry> All)
{
    /// <summary>The best setting of every peer that has a time and did the work.</summary>
    public IEnumerable<Entry> Peers =>
        All.Where(entry => entry.MedianNs is not null && entry.Fault is null)
            .GroupBy(entry => entry.Contestant.Program)
            .Select(settings => settings.MinBy(entry => entry.MedianNs)!);

    /// <summary>
    /// What made a contestant fast: its own settings, its BLAS ("set" where the environment names the kernels), and fewer threads than it
    /// may use.
    /// </summary>
    public string SettingOf(Entry entry)
    {
        string kernels = entry.Contestant.KernelsText;
        string blas = Row.Workload.NeedsBlas && entry.Blas is { Name: not null } library
            ? $"{library}{(kernels.Length > 0 ? " (set)" : "")}"
            : kernels;
        string threads = entry.Contestant.Threads < Row.Threads ? $"{entry.Contestant.Threads} thread" : "";
        return string.Join(", ", new[] { entry.Contestant.Setting, blas, threads }.Where(text => text.Length > 0));
    }

    /// <summary>What the table has to say beside numbers.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            Entry[] entries = Ours.Absence is null ? [Ours, .. All] : [Ours];
            foreach (Entry entry in entries)
            {
                string who = $"{entry.Peer} {SettingOf(entry)}".Trim();
                if (entry.Fault is not null)
                {
                    yield return $"{who} did other work: {entry.Fault}";
                }
                else if (entry.Refusal(Row.Workload) is { } refusal)
                {
                    yield return $"{entry.Peer} is left out: {refusal}";
                }
                else if (entry.MedianNs is null)
                {
                    yield return $"{who} is left out: {entry.Absence ?? "the time was up."}";
                }
            }
        }
    }
}
