using System.Collections.Immutable;
using System.Collections.ObjectModel;
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
    /// <exception cref="FormatException">The content is damaged; the sentence names the file and the tensor.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<TensorSummary> Inspect(CheckpointFile file, InspectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new InspectOptions();
        file.Verify(options.CancellationToken);
        ProgressMeter meter = new(options.Progress);
        var measured = new TensorMeasurement[file.Tensors.Length];
        Run(options, TurnsOf(file), (index, token) => measured[index] = Measure(file, index, meter, token));
        return WithDuplicates(measured);
    }

    /// <summary>What each thread takes at once: a tensor, or all of those that share a buffer, which threads would take from each other.</summary>
    private static int[][] TurnsOf(CheckpointFile file)
    {
        // Large tensors first: the last ones then end at about the same time.
        ILookup<bool, int> bySharing = Enumerable.Range(0, file.Tensors.Length).OrderByDescending(index => file.Tensors[index].ByteCount)
            .ToLookup(index => file.Tensors[index].IsBuffered);
        return [[.. bySharing[true]], .. bySharing[false].Select(index => (int[])[index])];
    }

    private static TensorMeasurement Measure(CheckpointFile file, int index, ProgressMeter meter, CancellationToken token)
    {
        try
        {
            return TensorMeasurement.Of(file.Tensors[index], meter, token);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"{file.Path}: tensor '{file.Tensors[index].Name}': {fault.Message}", fault);
        }
    }

    /// <summary>Does the work of all turns; the first fault stops the others.</summary>
    private static void Run(InspectOptions options, int[][] turns, Action<int, CancellationToken> work)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxDegreeOfParallelism);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism == 0 ? Environment.ProcessorCount : options.MaxDegreeOfParallelism };
        try
        {
            Parallel.For(0, turns.Length, parallel, turn => OrStop(stop, () => Array.ForEach(turns[turn], index => work(index, stop.Token))));
        }
        catch (AggregateException faults)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlyCollection<Exception> all = faults.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(all.FirstOrDefault(fault => fault is not OperationCanceledException) ?? all[0]);
        }
    }

    private static void OrStop(CancellationTokenSource stop, Action work)
    {
        try
        {
            work();
        }
        catch
        {
            stop.Cancel();
            throw;
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
