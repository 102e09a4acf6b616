using System.Diagnostics;
using System.Numerics;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Peers;

/// <summary>A draw of a source into a buffer that was touched and holds NaN, so that what is never written shows.</summary>
internal sealed class Work<T> : IWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The JIT counts 30 calls, rests for 100 ms and compiles in the background, tier after tier.</summary>
    private const int WarmUpPhases = 3;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(60);

    private readonly Workload _workload;
    private readonly int _threads;
    private readonly Action<T[]> _draw;
    private readonly T[] _buffer;

    private Work(Workload workload, int threads, Action<T[]> draw, T[] buffer)
    {
        _workload = workload;
        _threads = threads;
        _draw = draw;
        _buffer = buffer;
    }

    /// <summary>Null where the source does not do the workload.</summary>
    /// <param name="last">The work before: its buffer is used again where it fits.</param>
    public static IWork? Create<TSource>(Workload workload, int threads, IWork? last)
        where TSource : IDrawSource
    {
        Action<T[]>? draw = TSource.DrawOf<T>(workload, threads);
        if (draw is null)
        {
            return null;
        }

        T[] buffer = last is Work<T> work && work._buffer.Length == workload.Elements
            ? work._buffer
            : GC.AllocateUninitializedArray<T>((int)workload.Elements);
        MemoryFill.OnThreads(buffer, T.NaN, threads);
        return new Work<T>(workload, threads, draw, buffer);
    }

    /// <summary>Draws a small tensor until the code is compiled as it will stay.</summary>
    public static void WarmUp<TSource>(Workload small, int threads)
        where TSource : IDrawSource
    {
        if (TSource.DrawOf<T>(small, threads) is not { } draw)
        {
            return;
        }

        T[] buffer = new T[small.Elements];
        for (int phase = 0; phase < WarmUpPhases; phase++)
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < s_warmUp)
            {
                draw(buffer);
                MemoryFill.EveryWay(buffer, threads, static fill => fill());
            }

            Thread.Sleep(2 * s_warmUp);
        }
    }

    /// <inheritdoc/>
    public double Run(int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            _draw(_buffer);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <inheritdoc/>
    public double Fill(int calls)
    {
        double best = double.MaxValue;
        MemoryFill.EveryWay(_buffer, _threads, fill =>
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                fill();
            }

            best = double.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        });
        return best;
    }

    /// <inheritdoc/>
    public Facts Check() => FactsOf.Result<T>(_workload, _buffer);
}
