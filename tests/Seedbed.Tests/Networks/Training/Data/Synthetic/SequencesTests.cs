using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Data.Synthetic;

public sealed class SequencesTests
{
    [Fact]
    public void The_first_step_is_the_symbol_and_the_rest_is_noise()
    {
        DataSet set = Sequences.FirstSymbol(300, steps: 12, seed: 5, symbols: 3, noise: 0.05);
        double[] values = set.X.ToArray();
        double[] targets = set.Y.ToArray();

        Assert.Equal([300, 12, 3], set.X.Dimensions);
        for (int i = 0; i < 300; i++)
        {
            double[] first = values[(i * 36)..((i * 36) + 3)];
            Assert.Equal(i % 3, targets[i]);
            Assert.Equal([.. Enumerable.Range(0, 3).Select(symbol => symbol == i % 3 ? 1.0 : 0.0)], first);
        }

        double[] rest = [.. values.Where((_, index) => index % 36 >= 3)];

        // 9900 draws: the mean's deviation is 0.0005, that of the deviation 0.00036.
        Assert.InRange(rest.Average(), -0.002, 0.002);
        Assert.InRange(Math.Sqrt(rest.Average(value => value * value)), 0.0485, 0.0515);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(50)]
    public void The_target_of_adding_is_the_sum_of_the_marked_values(int steps)
    {
        const int Count = 400;
        DataSet set = Sequences.Adding(Count, steps, seed: 5);
        double[] values = set.X.ToArray();
        double[] targets = set.Y.ToArray();
        HashSet<int> marked = [];

        Assert.Equal([Count, steps, 2], set.X.Dimensions);
        Assert.Equal([Count, 1], set.Y.Dimensions);
        for (int i = 0; i < Count; i++)
        {
            int[] marks = [.. Enumerable.Range(0, steps).Where(step => values[(2 * ((i * steps) + step)) + 1] != 0)];
            Assert.Equal(2, marks.Length);
            Assert.True(marks[0] < steps / 2 && marks[1] >= steps / 2);
            Assert.Equal(marks.Sum(step => values[2 * ((i * steps) + step)]), targets[i], 1e-6);
            marked.UnionWith(marks);
        }

        Assert.All(values.Where((_, index) => index % 2 == 0), value => Assert.InRange(value, 0, 1));
        Assert.Equal(steps, marked.Count);
    }

    [Fact]
    public void A_sequence_depends_on_seed_and_number_alone()
    {
        Assert.Equal(Sequences.FirstSymbol(3, 6, seed: 1).X.ToArray(), Sequences.FirstSymbol(9, 6, seed: 1).X.ToArray()[..72]);
        Assert.Equal(Sequences.Adding(3, 6, seed: 1).X.ToArray(), Sequences.Adding(9, 6, seed: 1).X.ToArray()[..36]);
        Assert.NotEqual(Sequences.Adding(3, 6, seed: 1).X.ToArray(), Sequences.Adding(3, 6, seed: 2).X.ToArray());
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        Assert.StartsWith("steps is 1; it must be at least 2.", Refused(() => Sequences.Adding(1, 1, 1)), StringComparison.Ordinal);
        Assert.StartsWith("count is 0; it must be at least 1.", Refused(() => Sequences.Adding(0, 2, 1)), StringComparison.Ordinal);
        Assert.StartsWith("steps is 0; it must be at least 1.", Refused(() => Sequences.FirstSymbol(1, 0, 1)), StringComparison.Ordinal);
        Assert.StartsWith(
            "symbols is 0; it must be at least 1.", Refused(() => Sequences.FirstSymbol(1, 1, 1, symbols: 0)), StringComparison.Ordinal);
        Assert.StartsWith("noise is -1; it must be finite and at least 0.", Refused(() => Sequences.FirstSymbol(1, 1, 1, noise: -1)),
            StringComparison.Ordinal);
    }

    private static string Refused(Func<DataSet> create) => Assert.Throws<ArgumentOutOfRangeException>(create).Message;
}
