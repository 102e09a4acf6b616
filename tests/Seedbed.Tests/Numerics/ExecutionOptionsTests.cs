using Xunit;

namespace Seedbed.Tests.Numerics;

public sealed class ExecutionOptionsTests
{
    [Fact]
    public void The_first_fault_stops_the_others_and_is_thrown_as_it_was()
    {
        using Barrier both = new(2);

        Assert.Throws<FormatException>(() => new ExecutionOptions(2).Run(2, (piece, token) =>
        {
            both.SignalAndWait(TimeSpan.FromSeconds(30), token);
            if (piece == 0)
            {
                throw new FormatException("damaged.");
            }

            Assert.True(token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
            token.ThrowIfCancellationRequested();
        }));
    }

    [Fact]
    public void A_stop_from_outside_is_no_fault_of_a_piece() => Assert.ThrowsAny<OperationCanceledException>(
        () => new ExecutionOptions(0, new CancellationToken(canceled: true)).Run(4, (_, _) => throw new FormatException("damaged.")));

    [Fact]
    public void More_threads_than_there_is_memory_for_are_no_fault()
    {
        int sum = 0;

        new ExecutionOptions(int.MaxValue).Run(100, index => Interlocked.Add(ref sum, index));

        Assert.Equal(4950, sum);
        Assert.Equal(4096, new ExecutionOptions(int.MaxValue).Degree);
    }
}
