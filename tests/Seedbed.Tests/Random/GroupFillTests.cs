using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Random;

/// <summary>The driver of all fills, with an operator that writes group numbers and one that cancels.</summary>
public sealed class GroupFillTests
{
    private const int Chunk = GroupFill.ChunkLength;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 1)]
    [InlineData(3, 5)]
    [InlineData(0, Chunk)]
    [InlineData(7, Chunk + 1)]
    [InlineData(1, (3 * Chunk) - 2)]
    [InlineData((1L << 40) + 3, (2 * Chunk) + 9)]
    public void Every_element_gets_its_index(long start, int length)
    {
        foreach (int threads in new[] { 1, 2, 5 })
        {
            double[] values = new double[length];
            GroupFill.Fill(new IndexOperator(), start, values.AsSpan(), new ExecutionOptions(threads));

            Assert.Equal(Enumerable.Range(0, length).Select(i => (double)(start + i)), values);
        }
    }

    [Fact]
    public void Cancelled_on_one_thread_it_stops_after_the_chunk_in_hand()
    {
        using CancellationTokenSource source = new();
        double[] values = new double[10 * Chunk];

        Assert.ThrowsAny<OperationCanceledException>(() =>
            GroupFill.Fill(new CancellingOperator(source, 3 * Chunk), 0, values.AsSpan(), new ExecutionOptions(1, source.Token)));
        Assert.Equal(4 * Chunk, values.Count(value => value == 1));
    }

    [Fact]
    public void Cancelled_on_several_threads_it_leaves_most_chunks_alone()
    {
        using CancellationTokenSource source = new();
        using ManualResetEventSlim told = new();

        // What is registered first is told last: when this is, the loop knows.
        using CancellationTokenRegistration last = source.Token.Register(told.Set);
        double[] values = new double[200 * Chunk];

        Assert.ThrowsAny<OperationCanceledException>(() =>
            GroupFill.Fill(new AwaitingOperator(source, told), 0, values.AsSpan(), new ExecutionOptions(3, source.Token)));
        Assert.InRange(values.Count(value => value == 1), 1, 100 * Chunk);
    }

    [Fact]
    public void A_negative_start_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupFill.Fill(new IndexOperator(), -1, new double[3].AsSpan(), default));

    private readonly struct IndexOperator : IGroupOperator<double>
    {
        public static int GroupSize => 8;

        public void WriteGroups(ulong firstGroup, Span<double> destination)
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = (firstGroup * 8) + (ulong)i;
            }
        }
    }

    /// <summary>Writes ones, and cancels when it comes to an element.</summary>
    private readonly struct CancellingOperator(CancellationTokenSource source, long element) : IGroupOperator<double>
    {
        public static int GroupSize => 4;

        public void WriteGroups(ulong firstGroup, Span<double> destination)
        {
            destination.Fill(1);
            if ((long)firstGroup * GroupSize >= element)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>
    /// Writes ones, and cancels with the first element; who has another chunk waits for that, however late the machine comes to it.
    /// </summary>
    private readonly struct AwaitingOperator(CancellationTokenSource source, ManualResetEventSlim told) : IGroupOperator<double>
    {
        public static int GroupSize => 4;

        public void WriteGroups(ulong firstGroup, Span<double> destination)
        {
            destination.Fill(1);
            if (firstGroup == 0)
            {
                source.Cancel();
            }
            else
            {
                told.Wait();
            }
        }
    }
}
