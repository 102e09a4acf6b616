using System.Diagnostics;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Measuring;

/// <summary>
/// Measures rows one after another: within a row all contestants take turns, round after round, so that what slows the machine slows all.
/// </summary>
internal sealed class RowMeasurement(WorkerPool pool, Pace pace, Func<PlanRow, IReadOnlyList<Contestant>> peersOf)
{
    private const string NoTime = "it would not end in time.";

    /// <summary>Preparing and checking a large buffer, a value, in the slowest program.</summary>
    private const double OverheadNs = 3;

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Nanoseconds a value in the last row of the same kind, which was a smaller one.</summary>
    private readonly Dictionary<(Contestant Contestant, WorkloadKind Kind, Seedbed.ElementType Type), double> _speeds = [];

    private TimeSpan Left => pace.Limit - Stopwatch.GetElapsedTime(_start);

    public RowResult Measure(PlanRow row)
    {
        Workload workload = row.Workload;
        Contestant oursIs = Contestants.Ours(row);
        Entry ours = new(oursIs, pool[oursIs]);
        Entry fill = new(oursIs, pool[oursIs], "fill");
        Entry[] peers = [.. peersOf(row).Where(peer => !pool.IsOwnChoice(peer)).Select(peer => new Entry(peer, pool[peer]))];
        Entry[] all = InTime(workload, [ours, .. peers]);
        Parallel.ForEach(all, new ParallelOptions { MaxDegreeOfParallelism = all.Length + 1 }, entry => entry.Prepare(workload));
        Entry[] running = ours.Absence is null ? [.. all.Where(entry => entry.Absence is null)] : [];
        Array.ForEach(running, entry => entry.RunFirst(pace));
        Parallel.ForEach(running, entry => entry.Check(workload));
        if (running.Length > 0 && !workload.IsTraining)
        {
            fill.RunFirst(pace);
            running = [fill, .. running];
        }

        RunRounds(running);

        Remember(workload, all);
        return new RowResult(row, ours, fill, peers);
    }

    private void RunRounds(Entry[] running)
    {
        for (int round = 0; round < pace.Rounds && Left > TimeSpan.Zero; round++)
        {
            for (int turn = 0; turn < running.Length; turn++)
            {
                running[(round + turn) % running.Length].RunAgain(pace);
            }
        }
    }

    /// <summary>Those who, by their speed so far, are done before the limit: the fast ones first.</summary>
    private Entry[] InTime(Workload workload, Entry[] all)
    {
        TimeSpan left = Left;
        List<Entry> inTime = [];
        foreach (Entry entry in all.OrderBy(entry => SpeedOf(workload, entry)))
        {
            TimeSpan expected = TimeSpan.FromMicroseconds((SpeedOf(workload, entry) + OverheadNs) * workload.Elements / 1000);
            if (expected > left)
            {
                entry.Absence = NoTime;
                continue;
            }

            left -= expected;
            inTime.Add(entry);
        }

        return [.. inTime];
    }

    private double SpeedOf(Workload workload, Entry entry) =>
        _speeds.GetValueOrDefault((entry.Contestant, workload.Kind, workload.ElementType));

    private void Remember(Workload workload, IEnumerable<Entry> entries)
    {
        foreach (Entry entry in entries)
        {
            if (entry.MedianNs is { } ns)
            {
                _speeds[(entry.Contestant, workload.Kind, workload.ElementType)] = ns / workload.Elements;
            }
        }
    }
}
