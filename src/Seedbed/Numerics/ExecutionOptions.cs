namespace Seedbed.Numerics;

/// <summary>How much of the machine a computation may use, and how it is told to stop. Neither changes a value.</summary>
/// <param name="MaxDegreeOfParallelism">The most threads at once; 0 for as many as the machine has processors.</param>
/// <param name="CancellationToken">Checked every few hundred microseconds.</param>
public readonly record struct ExecutionOptions(int MaxDegreeOfParallelism = 0, CancellationToken CancellationToken = default)
{
    /// <summary>The number of threads meant, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    internal int Degree
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(MaxDegreeOfParallelism);
            return MaxDegreeOfParallelism == 0 ? Environment.ProcessorCount : MaxDegreeOfParallelism;
        }
    }
}
