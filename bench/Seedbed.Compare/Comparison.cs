using Seedbed.Compare.Measuring;
using Seedbed.Compare.Planning;
using Seedbed.Compare.Peers;

namespace Seedbed.Compare;

/// <summary>A run of bench/compare.</summary>
internal sealed class Comparison(ComparisonOptions options)
{
    private const double BusyLoad = 1;
    private const double QuickSeconds = 52;
    private const double LeastQuickSeconds = 30;

    private readonly TextWriter _table = options.Json == "-" ? Console.Error : Console.Out;
    private readonly List<string> _lines = [];
    private readonly List<RowResult> _results = [];

    /// <summary>0, or 1 where a result is wrong or nothing could be compared.</summary>
    public int Run()
    {
        IReadOnlyList<PlanRow> plan = Plan.Rows(options.Quick, options.Only);
        if (Machine.Load > BusyLoad)
        {
            Console.Error.WriteLine($"the machine is busy (load {Machine.Load}): these times are worth little.");
        }

        Write($"{Machine.Summary}");
        Write("");
        using WorkerPool pool = new();
        Measure(plan, pool);
        Write("");
        foreach (string line in pool.Ready.Select(WhoIs).Distinct())
        {
            Write(line);
        }

        foreach (string remark in Remarks())
        {
            Write($"- {remark}");
        }

        Write("");
        foreach (string line in SummaryTable.LinesOf(_results))
        {
            Write(line);
        }

        Save();
        bool isRight = _results.All(result => result.All.Prepend(result.Ours).All(entry => entry.Fault is null));
        return isRight && _results.Any(result => result.Peers.Any()) ? 0 : 1;
    }

    private static string WhoIs((Contestant Contestant, Reply Hello) ready)
    {
        string peer = Programs.Named(ready.Contestant.Program).NameOf(ready.Hello.Version);
        string blas = ready.Hello.Blas is { } library ? $", BLAS {library} ({library.Files})" : "";
        return $"- {peer}: {ready.Hello.Version}{blas}";
    }

    private void Measure(IReadOnlyList<PlanRow> plan, WorkerPool pool)
    {
        Pace pace = options.Quick ? Pace.Quick with { Limit = QuickLimit() } : Pace.Full;
        RowMeasurement measurement = new(pool, pace with { Rounds = options.Rounds ?? pace.Rounds }, PeersOf);
        StartAll(plan, pool);
        foreach (string line in ResultTable.Head)
        {
            Write(line);
        }

        PlanRow? last = null;
        foreach (PlanRow row in plan)
        {
            if (last is not null && !SharesBuffers(last, row))
            {
                pool.ReleaseAll();
            }

            RowResult result = measurement.Measure(row);
            _results.Add(result);
            foreach (string line in ResultTable.LinesOf(result))
            {
                Write(line);
            }

            last = row;
        }
    }

    private static bool SharesBuffers(PlanRow one, PlanRow other) =>
        one.Threads == other.Threads
        && one.Workload.Elements == other.Workload.Elements
        && one.Workload.ElementType == other.Workload.ElementType;

    /// <summary>Starts everyone at once; Seedbed's code is compiled while the others load.</summary>
    private void StartAll(IReadOnlyList<PlanRow> plan, WorkerPool pool)
    {
        IEnumerable<Contestant> all = plan.SelectMany(row => PeersOf(row).Prepend(Contestants.Ours(row)));
        foreach (Contestant contestant in all.Where(contestant => contestant.Kernels.Length == 0))
        {
            pool.Start(contestant);
        }

        Parallel.ForEach(plan.Where(row => row.Workload.IsFill).GroupBy(Contestants.Ours), rows =>
        {
            foreach (PlanRow row in rows.DistinctBy(row => (row.Workload.Kind, row.Workload.ElementType)))
            {
                pool[rows.Key].Ask($"prepare {row.Workload}");
            }
        });
    }

    private IReadOnlyList<Contestant> PeersOf(PlanRow row) => Contestants.PeersOf(row, options.Quick, options.Peers);

    /// <summary>The launcher tells how long the build took; the promise counts from its start.</summary>
    private static TimeSpan QuickLimit()
    {
        _ = double.TryParse(Environment.GetEnvironmentVariable("SEEDBED_COMPARE_ELAPSED"), out double elapsed);
        return TimeSpan.FromSeconds(double.Max(LeastQuickSeconds, QuickSeconds - elapsed));
    }

    /// <summary>Each sentence once, with the rows that it holds for.</summary>
    private IEnumerable<string> Remarks() =>
        from result in _results
        from remark in result.Remarks
        group $"{result.Row.Workload.Name} {result.Row.Workload.SizeText}" by remark into rows
        select $"{rows.Key} ({string.Join(", ", rows.Distinct())})";

    private void Write(string line)
    {
        _table.WriteLine(line);
        _lines.Add(line);
    }

    private void Save()
    {
        string json = JsonReport.Of(_results);
        if (options.Json == "-")
        {
            Console.Out.WriteLine(json);
        }
        else if (options.Json is not null)
        {
            File.WriteAllText(options.Json, json + "\n");
        }

        if (options.Save)
        {
            string folder = Directory.CreateDirectory(Path.Combine(BenchFolder.Path, "results")).FullName;
            File.WriteAllLines(Path.Combine(folder, Machine.FileName + ".md"), _lines);
            File.WriteAllText(Path.Combine(folder, Machine.FileName + ".json"), json + "\n");
        }
    }
}
