using Seedbed.Compare.Peers;

namespace Seedbed.Compare.Measuring;

/// <summary>One process for each contestant, from its first row to the end.</summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly Dictionary<Contestant, WorkerProcess> _workers = [];

    /// <summary>Those who answered, with what they said they are.</summary>
    public IEnumerable<(Contestant Contestant, Reply Hello)> Ready =>
        _workers.Where(pair => pair.Value.Hello.Value.Error is null).Select(pair => (pair.Key, pair.Value.Hello.Value));

    /// <summary>Those who did not.</summary>
    public IEnumerable<(Contestant Contestant, string Reason)> Missing =>
        _workers.Where(pair => pair.Value.Hello.Value.Error is not null).Select(pair => (pair.Key, pair.Value.Hello.Value.Error!));

    /// <summary>Starts it without waiting for its first answer.</summary>
    public void Start(Contestant contestant)
    {
        if (!_workers.ContainsKey(contestant))
        {
            _workers.Add(contestant, new WorkerProcess(contestant));
        }
    }

    public WorkerProcess this[Contestant contestant]
    {
        get
        {
            Start(contestant);
            return _workers[contestant];
        }
    }

    /// <summary>Whether OpenBLAS took these kernels by itself, so that forcing them measures the same twice.</summary>
    public bool IsOwnChoice(Contestant contestant) =>
        contestant.Kernels.Length > 0
        && string.Equals(
            this[contestant with { Kernels = "" }].Hello.Value.Blas?.Kernels, contestant.Kernels, StringComparison.OrdinalIgnoreCase);

    /// <summary>Lets everyone give their buffers back.</summary>
    public void ReleaseAll() =>
        Parallel.ForEach(_workers.Values.Where(worker => worker.Hello.IsValueCreated), worker => worker.Ask("release"));

    public void Dispose()
    {
        foreach (WorkerProcess worker in _workers.Values)
        {
            worker.Dispose();
        }
    }
}
