namespace Seedbed.Checkpoints.Inspection;

/// <summary>
/// Memory that several threads share: who needs more than is left waits, and what is more than the whole is granted alone.
/// </summary>
/// <param name="byteCount">The whole.</param>
internal sealed class MemoryBudget(long byteCount)
{
    /// <summary>As often a waiting thread asks whether it is still wanted.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(50);

    private readonly object _lock = new();
    private long _used;

    /// <summary>Waits for memory and does the work.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal T Use<T>(long needed, Func<T> work, CancellationToken cancellationToken)
    {
        Take(needed, cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            Give(needed);
        }
    }

    private void Take(long needed, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            while (needed > 0 && _used > 0 && needed > byteCount - _used)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_lock, s_patience);
            }

            _used += needed;
        }
    }

    private void Give(long needed)
    {
        lock (_lock)
        {
            _used -= needed;
            Monitor.PulseAll(_lock);
        }
    }
}
