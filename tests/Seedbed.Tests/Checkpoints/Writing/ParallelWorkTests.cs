using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Writing;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Writing;

public sealed class ParallelWorkTests
{
    [Fact]
    public void The_first_fault_stops_the_others_and_is_thrown_as_it_was()
    {
        using Barrier both = new(2);

        Assert.Throws<FormatException>(() => ParallelWork.Run(2, 2, (piece, token) =>
        {
            both.SignalAndWait(TimeSpan.FromSeconds(30), token);
            if (piece == 0)
            {
                throw new FormatException("damaged.");
            }

            Assert.True(token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
            token.ThrowIfCancellationRequested();
        }, CancellationToken.None));
    }

    [Fact]
    public void A_stop_from_outside_is_no_fault_of_a_piece() => Assert.ThrowsAny<OperationCanceledException>(
        () => ParallelWork.Run(0, 4, (_, _) => throw new FormatException("damaged."), new CancellationToken(canceled: true)));
}
