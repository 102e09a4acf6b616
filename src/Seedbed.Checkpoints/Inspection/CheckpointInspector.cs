using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints.Inspection;

/// <summary>Reads every element of a checkpoint once, block by block, several tensors at a time; memory is bounded by the number of threads.</summary>
public static class CheckpointInspector
{
    /// <summary>Measures every tensor, in the file's order.</summary>
    /// <param name="file">An open checkpoint.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <exception cref="FormatException">The content is damaged.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<TensorSummary> Inspect(CheckpointFile file, InspectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new InspectOptions();
        file.Verify(options.CancellationToken);
        ProgressMeter meter = new(options.Progress);
        var measured = new TensorMeasurement[file.Tensors.Length];

        // Large tensors first: the last ones then end at about the same time.
        int[] order = [.. Enumerable.Range(0, measured.Length).OrderByDescending(index => file.Tensors[index].ByteCount)];
        Run(options, order.Length, at => measured[order[at]] = TensorMeasurement.Of(file.Tensors[order[at]], meter, options.CancellationToken));
        return WithDuplicates(measured);
    }

    private static void Run(InspectOptions options, int count, Action<int> work)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxDegreeOfParallelism);
        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism == 0 ? Environment.ProcessorCount : options.MaxDegreeOfParallelism,
            CancellationToken = options.CancellationToken,
        };
        try
        {
            Parallel.For(0, count, parallel, work);
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.Flatten().InnerExceptions[0]);
        }
    }

    private static ImmutableArray<TensorSummary> WithDuplicates(TensorMeasurement[] measured)
    {
        Dictionary<string, string> firsts = new(StringComparer.Ordinal);
        var summaries = ImmutableArray.CreateBuilder<TensorSummary>(measured.Length);
        foreach (TensorMeasurement each in measured)
        {
            string name = each.Summary.Tensor.Name;
            bool isFirst = each.Summary.IsConstant || firsts.TryAdd(each.Identity, name);
            summaries.Add(isFirst ? each.Summary : each.Summary with { DuplicateOf = firsts[each.Identity] });
        }

        return summaries.MoveToImmutable();
    }
}
