using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Inspection;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Inspection;

public sealed class MemoryBudgetTests
{
    [Fact]
    public void No_more_is_used_at_once_than_there_is()
    {
        MemoryBudget budget = new(10);
        long used = 0;
        long most = 0;
        Lock guard = new();

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            index => budget.Use(1 + (index % 7), () => Use(1 + (index % 7)), CancellationToken.None));

        Assert.InRange(most, 1, 10);

        bool Use(long needed)
        {
            lock (guard)
            {
                used += needed;
                most = Math.Max(most, used);
            }

            Thread.Yield();
            lock (guard)
            {
                used -= needed;
            }

            return true;
        }
    }

    [Fact]
    public void More_than_the_whole_is_granted_alone() => Assert.True(new MemoryBudget(10).Use(11, () => true, CancellationToken.None));

    [Fact]
    public void Who_waits_can_be_stopped()
    {
        MemoryBudget budget = new(10);

        budget.Use(10,
            () =>
                Assert.Throws<OperationCanceledException>(
                    () => budget.Use(1, () => true, new CancellationToken(canceled: true))), CancellationToken.None);
        Assert.True(budget.Use(10, () => true, new CancellationToken(canceled: true)));
    }
}
