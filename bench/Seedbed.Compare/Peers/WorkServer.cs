using System.Runtime.InteropServices;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Peers;

/// <summary>
/// The worker's side of the line protocol: <c>prepare WORKLOAD DTYPE SHAPE</c>, <c>run CALLS</c>, <c>fill CALLS</c>, <c>check</c>,
/// <c>release</c>;
/// the end of the input ends the worker.
/// </summary>
internal sealed class WorkServer(Reply hello, Func<Workload, IWork?, IWork?> prepare)
{
    private IWork? _work;

    public void Serve(TextReader requests, TextWriter answers)
    {
        Answer(answers, hello);
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
            fault is ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OutOfMemoryException or ExternalException)
        {
            return new Reply { Error = fault.Message };
        }
    }

    private IWork Prepared => _work ?? throw new InvalidOperationException("nothing is prepared; ask to prepare a workload first.");

    private Reply Prepare(Workload workload)
    {
        _work = prepare(workload, _work);
        return _work is null ? new Reply { Skip = $"it does not do {workload}." } : new Reply();
    }

    private Reply Release()
    {
        (_work as IDisposable)?.Dispose();
        _work = null;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        return new Reply();
    }
}
