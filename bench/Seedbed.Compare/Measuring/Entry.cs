using System.Globalization;
using Seedbed.Compare.Planning;
using Seedbed.Compare.Peers;

namespace Seedbed.Compare.Measuring;

/// <summary>A contestant in a row: its samples, and what became of it.</summary>
/// <param name="contestant">Who.</param>
/// <param name="worker">Its process.</param>
/// <param name="verb">What the process is told: "run", or "fill" for the plain fill.</param>
internal sealed class Entry(Contestant contestant, WorkerProcess worker, string verb = "run")
{
    private readonly List<double> _samples = [];
    private double _spentNs;
    private double? _firstNs;
    private int _calls = 1;

    public Contestant Contestant => contestant;

    /// <summary>What the table calls it.</summary>
    public string Peer => Programs.Named(contestant.Program).NameOf(worker.Hello.Value.Version);

    /// <summary>The BLAS that it calls, null where it has none.</summary>
    public BlasLibrary? Blas => worker.Hello.Value.Blas;

    /// <summary>Why it does not take part, or null.</summary>
    public string? Absence { get; set; }

    /// <summary>What is wrong with its result, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Nanoseconds of one call: of the first where the time was up after it, null where there was none.</summary>
    public double? MedianNs
    {
        get
        {
            double[] sorted = [.. _samples.Order()];
            return sorted.Length == 0 ? _firstNs : (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
        }
    }

    /// <summary>Why it is not asked at all, or null.</summary>
    public string? Refusal(Workload workload) => workload.NeedsBlas ? Blas?.Refusal : null;

    public void Prepare(Workload workload)
    {
        Absence = Refusal(workload);
        if (Absence is null)
        {
            Reply reply = worker.Ask($"prepare {workload}");
            Absence = reply.Error ?? reply.Skip;
        }
    }

    /// <summary>The first call: settles how many calls a sample has. It is a sample itself only where it is long.</summary>
    public void RunFirst(Pace pace)
    {
        _firstNs = Time(pace);
        if (_firstNs is not { } time)
        {
            return;
        }

        _calls = (int)double.Clamp(pace.Sample.TotalNanoseconds / time, 1, 1_000_000);
        if (time > pace.LongCall.TotalNanoseconds)
        {
            _samples.Add(time);
        }
    }

    public void RunAgain(Pace pace)
    {
        bool isEnough = _samples.Count >= pace.FewestSamples && _spentNs > pace.Budget.TotalNanoseconds;
        if (Absence is null && !isEnough && Time(pace) is { } time)
        {
            _samples.Add(time);
        }
    }

    public void Check(Workload workload)
    {
        if (Absence is null)
        {
            Reply reply = worker.Ask("check");
            Fault = reply.Facts is { } facts ? Verdict.Of(workload, facts) : reply.Error ?? "it showed no result.";
        }
    }

    private double? Time(Pace pace)
    {
        Thread.Sleep(pace.Rest);
        Reply reply = worker.Ask(string.Create(CultureInfo.InvariantCulture, $"{verb} {_calls}"));
        Absence = reply.Error;
        _spentNs += reply.Ns ?? 0;
        return reply.Ns / _calls;
    }
}
