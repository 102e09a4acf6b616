using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Random;

/// <summary>Values of CPython 3.11: <c>random.seed(s)</c>, then <c>random.randint</c>.</summary>
public sealed class PythonRandomTests
{
    [Theory]
    [InlineData(0, new long[] { 906691060, 413654000, 813847340, 955892129 })]
    [InlineData(42, new long[] { 686579304, 119540832, 26855093, 796233791 })]
    [InlineData(1337, new long[] { 663307073, 993786079, 572589546, 762227828 })]
    [InlineData(-42, new long[] { 686579304, 119540832, 26855093, 796233791 })]
    [InlineData(8589934597, new long[] { 796319592, 302299280, 772398021, 182893870 })]
    public void Integers_are_Pythons(long seed, long[] expected)
    {
        PythonRandom random = new(seed);

        Assert.Equal(expected, Enumerable.Range(0, 4).Select(_ => random.NextInteger(1, 1_000_000_000)));
    }

    [Fact]
    public void Small_ranges_are_Pythons_too()
    {
        PythonRandom random = new(42);

        Assert.Equal([-2, -3, 1, 0, 0, -1, -2, 5], Enumerable.Range(0, 8).Select(_ => random.NextInteger(-3, 5)));
    }

    [Fact]
    public void The_state_is_renewed_every_624_words()
    {
        PythonRandom random = new(7);

        // Of a range alone LINQ would take the last without the others.
        long[] drawn = [.. Enumerable.Range(0, 2000).Select(_ => random.NextInteger(1, 1_000_000_000))];

        Assert.Equal(608941713, drawn[^1]);
    }

    [Fact]
    public void A_range_without_values_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PythonRandom(1).NextInteger(2, 1));
}
