using System.Collections.Immutable;
using Seedbed.Checkpoints.Inspection;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints;

/// <summary>
/// Reads every element of a checkpoint once, block by block, several tensors at a time; memory is bounded by the number of threads.
/// </summary>
public static class CheckpointInspector
{
    /// <summary>What all compressed tensors that are read at one time may keep in memory, unless one alone needs more.</summary>
    private const long KeptBytes = 128L << 20;

    /// <summary>Measures every tensor, in the file's order.</summary>
    /// <param name="file">An open checkpoint.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <exception cref="FormatException">The content is damaged.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <example>
    /// <code>
    /// Model.Load("samples/model.json", seed: 42).SaveWeights("weights.npz");
    /// using CheckpointFile file = CheckpointFile.Open("weights.npz");
    /// foreach (TensorSummary tensor in CheckpointInspector.Inspect(file))
    /// {
    ///     Console.WriteLine($"{tensor.Tensor}: std {tensor.Values.StandardDeviation}");
    /// }
    /// </code>
    /// </example>
    public static ImmutableArray<TensorSummary> Inspect(CheckpointFile file, InspectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new InspectOptions();
        file.Verify(options.CancellationToken);
        ProgressMeter meter = new(options.Progress);
        MemoryBudget memory = new(KeptBytes);
        var measured = new TensorMeasurement[file.Tensors.Length];

        // Large tensors first: the last ones then end at about the same time.
        int[] firsts = FirstsOfContents(file.Tensors);
        int[] order = [.. firsts.Distinct().OrderByDescending(index => file.Tensors[index].ByteCount)];
        new ExecutionOptions(options.MaxDegreeOfParallelism, options.CancellationToken).Run(
            order.Length, (at, token) => measured[order[at]] = Measure(file, order[at], memory, meter, token));
        return WithDuplicates([.. file.Tensors.Select((tensor, index) => measured[firsts[index]].Of(tensor))]);
    }

    /// <summary>
    /// For each tensor the first one that has its content: links may lead to one content many times, but it is measured once.
    /// </summary>
    private static int[] FirstsOfContents(ImmutableArray<StoredTensor> tensors)
    {
        Dictionary<TensorContent, int> firsts = new(ReferenceEqualityComparer.Instance);
        foreach ((int index, StoredTensor tensor) in tensors.Index())
        {
            firsts.TryAdd(tensor.Content, index);
        }

        return [.. tensors.Select(tensor => firsts[tensor.Content])];
    }

    private static TensorMeasurement Measure(
        CheckpointFile file, int index, MemoryBudget memory, ProgressMeter meter, CancellationToken token)
    {
        StoredTensor tensor = file.Tensors[index];
        try
        {
            return memory.Use(tensor.KeptByteCount, () => TensorMeasurement.Of(tensor, meter, token), token);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"{file.Path.Excerpt()}: tensor '{tensor.Name.Excerpt()}': {fault.Message}", fault);
        }
        catch (EndOfStreamException fault)
        {
            throw new EndOfStreamException($"{file.Path.Excerpt()}: tensor '{tensor.Name.Excerpt()}': {fault.Message}", fault);
        }
    }

    private static ImmutableArray<TensorSummary> WithDuplicates(TensorMeasurement[] measured)
    {
        Dictionary<string, string> firsts = new(StringComparer.Ordinal);
        var summaries = ImmutableArray.CreateBuilder<TensorSummary>(measured.Length);
        foreach (TensorMeasurement each in measured)
        {
            string name = each.Summary.Tensor.Name;
            bool isFirst = each.Identity.Length == 0 || firsts.TryAdd(each.Identity, name);
            summaries.Add(isFirst ? each.Summary : each.Summary with { DuplicateOf = firsts[each.Identity] });
        }

        return summaries.MoveToImmutable();
    }
}

/// <summary>How a checkpoint is inspected. None of it changes the result.</summary>
public sealed record InspectOptions
{
    /// <summary>The most threads at once, 0 for all processors.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Receives the number of tensor bytes read so far, rising, from one thread at a time.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Stops the reading with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
