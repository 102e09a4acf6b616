using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Peers;

/// <summary>The works of a library of .NET, whose code is compiled before the first of each kind.</summary>
internal sealed class DrawWorks<TSource>(int threads)
    where TSource : IDrawSource
{
    private readonly HashSet<(WorkloadKind Kind, ElementType Type)> _warm = [];

    /// <summary>Null where the library does not do the workload.</summary>
    /// <param name="workload">What to do.</param>
    /// <param name="last">The work before: its buffer is used again where it fits.</param>
    public IWork? Prepare(Workload workload, IWork? last)
    {
        if (workload.IsTraining)
        {
            return TSource.TrainingOf(workload, threads);
        }

        if (_warm.Add((workload.Kind, workload.ElementType)))
        {
            WarmUp(workload);
        }

        return workload.ElementType switch
        {
            ElementType.Float32 => Work<float>.Create<TSource>(workload, threads, last),
            ElementType.BFloat16 => Work<BFloat16>.Create<TSource>(workload, threads, last),
            _ => null,
        };
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
}
