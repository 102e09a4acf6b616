using Seedbed.Numerics;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>Independent tasks on the threads that a computation may use.</summary>
internal static class ParallelRange
{
    /// <summary>Runs the tasks 0 … count − 1, in any order; with one thread here and now.</summary>
    public static void Run(int count, ExecutionOptions execution, Action<int> task)
    {
        if (execution.Degree > 1 && count > 1)
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = execution.Degree, CancellationToken = execution.CancellationToken },
                task);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            task(i);
        }
    }
}
