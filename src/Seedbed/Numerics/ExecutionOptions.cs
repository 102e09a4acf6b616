namespace Seedbed;

/// <summary>How much of the machine a computation may use, and how it is told to stop. Neither changes a value.</summary>
/// <param name="MaxDegreeOfParallelism">The most threads at once; 0 for as many as the machine has processors.</param>
/// <param name="CancellationToken">Checked every few hundred microseconds.</param>
public readonly record struct ExecutionOptions(int MaxDegreeOfParallelism = 0, CancellationToken CancellationToken = default)
{
    /// <summary>The number of threads meant, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Degree
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(MaxDegreeOfParallelism);
            return MaxDegreeOfParallelism == 0 ? Environment.ProcessorCount : MaxDegreeOfParallelism;
        }
    }

    /// <summary>Runs independent tasks 0 … count − 1, in any order; with one thread here and now.</summary>
    /// <param name="count">The number of tasks.</param>
    /// <param name="task">Does one task.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; some tasks were not run.</exception>
    /// <exception cref="AggregateException">Tasks on several threads failed.</exception>
    public void Run(int count, Action<int> task)
    {
        if (Degree > 1 && count > 1)
        {
            Parallel.For(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = Degree, CancellationToken = CancellationToken }, task);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            CancellationToken.ThrowIfCancellationRequested();
            task(i);
        }
    }
}
