using Seedbed.Compare.Planning;
using Seedbed.Numerics;

namespace Seedbed.Compare.Serving;

/// <summary>
/// The worker's side of the line protocol: <c>prepare WORKLOAD DTYPE SHAPE</c>, <c>run CALLS</c>, <c>fill CALLS</c>, <c>check</c>, <c>release</c>;
/// the end of the input ends the worker.
/// </summary>
internal sealed class WorkServer<TSource>(int threads)
    where TSource : IDrawSource
{
    private readonly HashSet<(WorkloadKind Kind, ElementType Type)> _warm = [];
    private IWork? _work;

    public void Serve(TextReader requests, TextWriter answers)
    {
        Answer(answers, new Reply { Version = TSource.Version });
        while (requests.ReadLine() is { } line)
        {
            Answer(answers, AnswerTo(line.Split(' ')));
        }
    }

    private static void Answer(TextWriter answers, Reply reply)
    {
        answers.WriteLine(reply);
        answers.Flush();
    }

    private Reply AnswerTo(string[] request)
    {
        try
        {
            return request switch
            {
                ["prepare", string name, string dtype, string shape] => Prepare(Workload.Parse(name, dtype, shape)),
                ["run", string calls] => new Reply { Ns = Prepared.Run(int.Parse(calls)) },
                ["fill", string calls] => new Reply { Ns = Prepared.Fill(int.Parse(calls)) },
                ["check"] => new Reply { Facts = Prepared.Check() },
                ["release"] => Release(),
                _ => new Reply { Error = $"the request '{string.Join(' ', request)}' is unknown." },
            };
        }
        catch (Exception fault) when (
            fault is ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OutOfMemoryException)
        {
            return new Reply { Error = fault.Message };
        }
    }

    private IWork Prepared => _work ?? throw new InvalidOperationException("nothing is prepared; ask to prepare a workload first.");

    private Reply Prepare(Workload workload)
    {
        if (workload.IsTraining)
        {
            _work = TSource.TrainingOf(workload, threads);
            return _work is null ? new Reply { Skip = $"it does not do {workload}." } : new Reply();
        }

        if (_warm.Add((workload.Kind, workload.ElementType)))
        {
            WarmUp(workload);
        }

        _work = workload.ElementType switch
        {
            ElementType.Float32 => Work<float>.Create<TSource>(workload, threads, _work),
            ElementType.BFloat16 => Work<BFloat16>.Create<TSource>(workload, threads, _work),
            _ => null,
        };
        return _work is null ? new Reply { Skip = $"it does not do {workload}." } : new Reply();
    }

    private void WarmUp(Workload workload)
    {
        // Enough values to reach every kernel and to be split over threads; matrices of several blocks.
        Workload small = workload.IsFill ? workload with { Rows = 100_000 } : workload with { Rows = 300, Columns = 300 };
        if (workload.ElementType == ElementType.BFloat16)
        {
            Work<BFloat16>.WarmUp<TSource>(small, threads);
        }
        else
        {
            Work<float>.WarmUp<TSource>(small, threads);
        }
    }

    private Reply Release()
    {
        _work = null;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        return new Reply();
    }
}
