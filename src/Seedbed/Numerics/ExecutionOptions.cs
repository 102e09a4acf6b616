using System.Collections.ObjectModel;
using System.Runtime.ExceptionServices;

namespace Seedbed;

/// <summary>How much of the machine a computation may use, and how it is told to stop. Neither changes a value.</summary>
/// <param name="MaxDegreeOfParallelism">The most threads at once; 0 for as many as the machine has processors.</param>
/// <param name="CancellationToken">Checked every few hundred microseconds.</param>
public readonly record struct ExecutionOptions(int MaxDegreeOfParallelism = 0, CancellationToken CancellationToken = default)
{
    /// <summary>No machine has as many processors, and .NET takes memory for each thread that it is allowed before any begins.</summary>
    private const int MostThreads = 4096;

    /// <summary>The number of threads meant, from 1 to 4096.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Degree
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(MaxDegreeOfParallelism);
            return MaxDegreeOfParallelism == 0 ? Environment.ProcessorCount : Math.Min(MaxDegreeOfParallelism, MostThreads);
        }
    }

    /// <summary>Runs independent tasks 0 … count − 1, in any order; with one thread here and now.</summary>
    /// <param name="count">The number of tasks.</param>
    /// <param name="task">Does one task.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; some tasks were not run.</exception>
    /// <remarks>The first task that fails stops the others, and what it threw is thrown as it was.</remarks>
    public void Run(int count, Action<int> task) => Run(count, (index, _) => task(index));

    /// <summary>Runs independent tasks 0 … count − 1, long ones, which look at a token.</summary>
    /// <param name="count">The number of tasks.</param>
    /// <param name="task">Does one task; its token tells when another failed, or when all are to stop.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; some tasks were not run.</exception>
    /// <remarks>The first task that fails stops the others, and what it threw is thrown as it was.</remarks>
    public void Run(int count, Action<int, CancellationToken> task)
    {
        if (Degree > 1 && count > 1)
        {
            RunParallel(count, task);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            CancellationToken.ThrowIfCancellationRequested();
            task(i, CancellationToken);
        }
    }

    private void RunParallel(int count, Action<int, CancellationToken> task)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Degree }, (index, loop) =>
            {
                try
                {
                    stop.Token.ThrowIfCancellationRequested();
                    task(index, stop.Token);
                }
                catch
                {
                    loop.Stop();
                    stop.Cancel();
                    throw;
                }
            });
        }
        catch (AggregateException faults)
        {
            // Those that were stopped by the first failure say nothing of their own.
            CancellationToken.ThrowIfCancellationRequested();
            ReadOnlyCollection<Exception> all = faults.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(all.FirstOrDefault(fault => fault is not OperationCanceledException) ?? all[0]);
        }
    }
}
