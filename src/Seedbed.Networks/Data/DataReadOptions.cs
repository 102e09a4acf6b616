namespace Seedbed.Data;

/// <summary>How data is read. None of it changes the values.</summary>
public sealed record DataReadOptions
{
    /// <summary>The most bytes that all arrays of the data may take in memory; 0 for half of what .NET may use on this machine.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Stops the reading with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
