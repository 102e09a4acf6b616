using Seedbed.Diagnostics;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Comparing;

/// <summary>Bands of curves, pairs of seeds, and the verdict in words.</summary>
public sealed class RunComparisonTests
{
    [Fact]
    public void Bands_are_the_quantiles_of_every_epoch()
    {
        RunComparison comparison = RunComparison.Of([Run("a", 1, [3, 1]), Run("a", 2, [5, 2]), Run("a", 3, [4, 6])], "loss");

        CurveBand band = Assert.Single(comparison.Bands);
        Assert.Equal(("a", "loss", 3), (band.Name, band.Quantity, band.Runs));
        Assert.Equal([3, 1], band.Least);
        Assert.Equal([3.5, 1.5], band.LowerQuartile);
        Assert.Equal([4, 2], band.Median);
        Assert.Equal([4.5, 4], band.UpperQuartile);
        Assert.Equal([5, 6], band.Greatest);
        Assert.Empty(comparison.Differences);
    }

    [Fact]
    public void A_run_that_ended_early_stays_and_one_that_failed_is_infinite()
    {
        ComparedRun failed = new("b", 2, new Dictionary<string, IReadOnlyList<double>>(), "the loss is NaN");
        RunComparison comparison = RunComparison.Of(
            [Run("a", 1, [3, 2, 1]), Run("a", 2, [5]), Run("b", 1, [1, 1]), failed], "loss");

        Assert.Equal([4, 3.5, 3], comparison.Bands.Single(band => band is { Name: "a", Quantity: "loss" }).Median);
        Assert.Equal([1, 1, 1], comparison.Bands.Single(band => band is { Name: "b", Quantity: "loss" }).Least);
        Assert.All(
            comparison.Bands.Single(band => band is { Name: "b", Quantity: "loss" }).Greatest, value => Assert.Equal(double.PositiveInfinity, value));
        PairedDifference difference = Assert.Single(comparison.Differences);
        Assert.Equal([1, 2], difference.Seeds);
        Assert.Equal(double.PositiveInfinity, difference.Test.MeanDifference);
        Assert.Contains("is infinitely higher, since a run failed", difference.Sentence, StringComparison.Ordinal);
    }

    /// <summary>An accuracy that is infinite would be the best.</summary>
    [Fact]
    public void Metrics_leave_runs_that_failed_out()
    {
        ComparedRun failed = new("a", 2, new Dictionary<string, IReadOnlyList<double>>(), "the loss is NaN");
        RunComparison comparison = RunComparison.Of([WithAccuracy(Run("a", 1, [1, 1])), failed], "loss");

        Assert.Equal([0.5, 0.75], comparison.Bands.Single(band => band.Quantity == "accuracy").Greatest);
    }

    /// <summary>It is the worst, whichever of the two it is; an error is the greater the worse, an accuracy the less.</summary>
    [Theory]
    [InlineData("accuracy", false, double.NegativeInfinity, "infinitely lower, since a run failed")]
    [InlineData("accuracy", true, double.PositiveInfinity, "infinitely higher, since a run of the other failed")]
    [InlineData("val_auc", false, double.NegativeInfinity, "infinitely lower, since a run failed")]
    [InlineData("mean_absolute_error", false, double.PositiveInfinity, "infinitely higher, since a run failed")]
    [InlineData("mean_absolute_error", true, double.NegativeInfinity, "infinitely lower, since a run of the other failed")]
    [InlineData("val_loss", false, double.PositiveInfinity, "infinitely higher, since a run failed")]
    public void A_run_that_failed_is_the_worst_by_any_metric(string metric, bool isFirst, double difference, string words)
    {
        ComparedRun[] runs =
        [
            new("b", 1, new Dictionary<string, IReadOnlyList<double>> { [metric] = [0.5, 0.75] }),
            new("a", 1, new Dictionary<string, IReadOnlyList<double>>(), "the loss is NaN"),
        ];

        PairedDifference compared = Assert.Single(RunComparison.Of(isFirst ? [.. runs.Reverse()] : runs, metric).Differences);

        Assert.Equal(difference, compared.Test.MeanDifference);
        Assert.Contains(words, compared.Sentence, StringComparison.Ordinal);
    }

    /// <summary>Of an initializer whose runs all failed no metric is known.</summary>
    [Theory]
    [InlineData("accuracy", "c ends with the greatest accuracy, 0.75.")]
    [InlineData("mse", "b ends with the least mse, 0.5.")]
    public void The_verdict_names_none_whose_runs_all_failed(string metric, string verdict)
    {
        ComparedRun failed = new("a", 1, new Dictionary<string, IReadOnlyList<double>>(), "the loss is NaN");
        IEnumerable<ComparedRun> others = new[] { ("b", 0.5), ("c", 0.75) }.Select(
            each => new ComparedRun(each.Item1, 1, new Dictionary<string, IReadOnlyList<double>> { [metric] = [0.1, each.Item2] }));

        Assert.Equal(verdict, TrainingReport.Of("m", RunComparison.Of([failed, .. others], metric)).Verdict);
    }

    [Fact]
    public void Two_runs_that_failed_differ_by_nothing()
    {
        ComparedRun[] runs = [.. new[] { "a", "b" }.Select(
            name => new ComparedRun(name, 1, new Dictionary<string, IReadOnlyList<double>>(), "the loss is NaN"))];

        Assert.Equal(0, RunComparison.Of(runs, "loss").Differences[0].Test.MeanDifference);
    }

    /// <summary>Every b is lower than its a, though the a of one seed is lower than the b of another: pairs tell what groups do not.</summary>
    [Theory]
    [InlineData(5, "p = 0.0625; with 5 seeds no difference could be told from noise, for p cannot fall below 0.0625; take 6 seeds or more.")]
    [InlineData(6, "(mean difference over 6 seeds; paired sign-flip permutation test, all 64 flips): p = 0.0312; that is more than noise.")]
    public void Pairs_of_seeds_are_compared(int seeds, string end)
    {
        IEnumerable<ComparedRun> runs = Enumerable.Range(1, seeds).SelectMany(
            seed => new[] { Run("a", seed, [9, seed]), Run("b", seed, [9, seed - 0.25]) });

        PairedDifference difference = Assert.Single(RunComparison.Of([.. runs], "loss").Differences);

        Assert.StartsWith("b against a: the last loss is lower by 0.25 (", difference.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(end, difference.Sentence, StringComparison.Ordinal);
        Assert.Equal(seeds >= 6, difference.IsMoreThanNoise);
        Assert.Equal(seeds >= 6, difference.CanBeTold);
        Assert.Equal(6, difference.SeedsNeeded);
    }

    [Fact]
    public void Several_comparisons_are_corrected_and_need_more_seeds()
    {
        ComparedRun[] runs = [.. Enumerable.Range(1, 6).SelectMany(seed => new[]
        {
            Run("a", seed, [1.0]), Run("b", seed, [2.0 + seed]), Run("c", seed, [seed % 2 == 0 ? 0.5 : 1.5]),
        })];

        IReadOnlyList<PairedDifference> differences = RunComparison.Of(runs, "loss").Differences;

        Assert.Equal(["b", "c"], differences.Select(difference => difference.Second));
        Assert.Equal([2 / 64.0, 1], differences.Select(difference => difference.Test.PValue));
        Assert.Equal([4 / 64.0, 1], differences.Select(difference => difference.AdjustedPValue));
        Assert.All(differences, difference => Assert.False(difference.CanBeTold));
        Assert.All(differences, difference => Assert.Equal(7, difference.SeedsNeeded));
        Assert.Contains("p = 0.0312, 0.0625 by Holm's correction for 2 comparisons; with 6 seeds", differences[0].Sentence, StringComparison.Ordinal);
    }

    /// <summary>A comparison that was stopped has a seed that only the first initializer ran.</summary>
    [Fact]
    public void Seeds_without_a_partner_are_left_out() =>
        Assert.Equal([1], RunComparison.Of([Run("a", 1, [1]), Run("b", 1, [2]), Run("a", 2, [1])], "loss").Differences[0].Seeds);

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Assert.Contains("there is no run", Assert.Throws<ArgumentException>(() => RunComparison.Of([], "loss")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "there are 2 runs of 'a' with the seed 1;",
            Assert.Throws<ArgumentException>(() => RunComparison.Of([Run("a", 1, [1]), Run("a", 1, [1])], "loss")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "the run of 'a' with the seed 1 has no 'val_loss'; it has loss.",
            Assert.Throws<ArgumentException>(() => RunComparison.Of([Run("a", 1, [1])], "val_loss")).Message, StringComparison.Ordinal);
    }

    private static ComparedRun Run(string name, long seed, double[] loss) =>
        new(name, seed, new Dictionary<string, IReadOnlyList<double>> { ["loss"] = loss });

    private static ComparedRun WithAccuracy(ComparedRun run) =>
        run with { Values = new Dictionary<string, IReadOnlyList<double>>(run.Values) { ["accuracy"] = [0.5, 0.75] } };
}
