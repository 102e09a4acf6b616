using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>What a fill may be told beside the shape. The defaults are Keras on TensorFlow's numbers on all cores.</summary>
public sealed record FillOptions
{
    /// <summary>TensorFlow's stream on all cores.</summary>
    public static FillOptions Default { get; } = new();

    /// <summary>The framework whose numbers are drawn.</summary>
    public RandomStream Stream
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = RandomStream.TensorFlow;

    /// <summary>The most threads at once, 0 for all processors. The values do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), $"MaxDegreeOfParallelism is {value}; it must be at least 0, 0 being all processors.");
    }

    /// <summary>Stops a long fill with an <see cref="OperationCanceledException"/>; what was written so far stays written.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal ExecutionOptions Execution => new(MaxDegreeOfParallelism, CancellationToken);
}
