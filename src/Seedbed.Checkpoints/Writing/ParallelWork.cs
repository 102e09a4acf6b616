using System.Collections.ObjectModel;
using System.Runtime.ExceptionServices;

namespace Seedbed.Checkpoints.Writing;

/// <summary>Work of several threads of which the first failure stops the others.</summary>
internal static class ParallelWork
{
    /// <summary>Does pieces [0, count) of a work; the first failure is thrown as it was.</summary>
    /// <param name="degree">The most threads at once, 0 for all processors.</param>
    /// <param name="count">The number of pieces.</param>
    /// <param name="work">Does one piece; its token tells when another failed.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static void Run(int degree, int count, Action<int, CancellationToken> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ParallelOptions options = new() { MaxDegreeOfParallelism = DegreeOf(degree) };
        try
        {
            Parallel.For(0, count, options, (piece, loop) => Do(piece, loop, stop, work));
        }
        catch (AggregateException faults)
        {
            // Those that were stopped by the first failure say nothing of their own.
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlyCollection<Exception> all = faults.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(all.FirstOrDefault(fault => fault is not OperationCanceledException) ?? all[0]);
        }
    }

    /// <summary>The threads that an option asks for.</summary>
    internal static int DegreeOf(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(degree);
        return degree == 0 ? Environment.ProcessorCount : degree;
    }

    private static void Do(int piece, ParallelLoopState loop, CancellationTokenSource stop, Action<int, CancellationToken> work)
    {
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            work(piece, stop.Token);
        }
        catch
        {
            loop.Stop();
            stop.Cancel();
            throw;
        }
    }
}
