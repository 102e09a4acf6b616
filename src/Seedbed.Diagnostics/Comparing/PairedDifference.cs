namespace Seedbed.Diagnostics;

/// <summary>By how much a value differs behind the last epoch, seed by seed, and whether that is more than noise.</summary>
/// <param name="First">What is compared with.</param>
/// <param name="Second">What is compared; differences are its values minus those of the first.</param>
/// <param name="Quantity">The value: <c>val_loss</c>.</param>
/// <param name="Seeds">The seeds that both have runs of.</param>
/// <param name="Test">The test of the differences.</param>
/// <param name="AdjustedPValue">p by <see cref="PermutationTest.Holm"/> over all comparisons; p itself where there is one.</param>
/// <param name="Comparisons">Their number.</param>
public sealed record PairedDifference(
    string First, string Second, string Quantity, IReadOnlyList<long> Seeds, PermutationTest Test, double AdjustedPValue, int Comparisons)
{
    /// <summary>A p below it is taken as more than noise.</summary>
    public const double Level = 0.05;

    /// <summary>Whether the adjusted p is below <see cref="Level"/>.</summary>
    public bool IsMoreThanNoise => AdjustedPValue < Level;

    /// <summary>Whether the adjusted p can be below <see cref="Level"/> with so many seeds.</summary>
    public bool CanBeTold => Comparisons * Test.LeastPValue < Level;

    /// <summary>The least number of seeds with which it can.</summary>
    public int SeedsNeeded => Enumerable.Range(1, 64).First(seeds => Comparisons * PermutationTest.LeastPValueOf(seeds) < Level);

    /// <summary>The difference, the test, p and what follows, in a sentence.</summary>
    public string Sentence
    {
        get
        {
            string flips = Test.IsExact ? $"all {1 << Test.Pairs:N0} flips" : "10,000 drawn flips";
            string holm = Comparisons > 1 ? $", {AdjustedPValue:G3} by Holm's correction for {Comparisons} comparisons" : "";
            string verdict = !CanBeTold
                ? $"with {Seeds.Count} seeds no difference could be told from noise, for p cannot fall below "
                    + $"{Comparisons * Test.LeastPValue:G3}; take {SeedsNeeded} seeds or more"
                : IsMoreThanNoise ? "that is more than noise" : "noise may explain it";
            return $"{Second} against {First}: the last {Quantity} is {Distance()} (mean difference over {Seeds.Count} seeds; "
                + $"{PermutationTest.Name}, {flips}): p = {Test.PValue:G3}{holm}; {verdict}.";
        }
    }

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;

    private string Failed => Test.MeanDifference == ComparedRun.WorstOf(Quantity) ? "a run failed" : "a run of the other failed";

    private string Distance() => Test.MeanDifference switch
    {
        0 => "the same",
        double.NegativeInfinity => $"infinitely lower, since {Failed}",
        double.PositiveInfinity => $"infinitely higher, since {Failed}",
        < 0 => $"lower by {-Test.MeanDifference:G4}",
        > 0 => $"higher by {Test.MeanDifference:G4}",
        _ => "infinitely lower and higher, since runs of both failed",
    };
}
