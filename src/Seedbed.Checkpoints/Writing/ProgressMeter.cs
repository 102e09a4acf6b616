namespace Seedbed.Checkpoints.Writing;

/// <summary>Adds up the bytes of several threads and reports the sum, rising.</summary>
internal sealed class ProgressMeter(IProgress<long>? progress)
{
    private readonly Lock _lock = new();
    private long _bytes;

    internal void Add(long bytes)
    {
        if (progress is null)
        {
            return;
        }

        lock (_lock)
        {
            _bytes += bytes;
            progress.Report(_bytes);
        }
    }
}
