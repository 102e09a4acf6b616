namespace Seedbed.Diagnostics;

/// <summary>
/// Trainings from several initializers, each with the same seeds: the bands of their curves, and whether they end differently by more than
/// noise. Each initializer is compared with the first.
/// </summary>
/// <example>
/// <code>
/// List&lt;ComparedRun&gt; runs = [];
/// foreach (string initializer in new[] { "glorot_uniform", "he_normal" })
/// {
///     for (int seed = 1; seed &lt;= 6; seed++)
///     {
///         Dense hidden = new(8, activation: "relu", kernelInitializer: initializer);
///         Sequential model = new([hidden, new Dense(3, activation: "softmax")], seed: seed);
///         model.Compile("adam", "sparse_categorical_crossentropy");
///         History history = model.Fit(Spirals.Create(90, seed: 1));
///         runs.Add(new ComparedRun(initializer, seed, history.Names.ToDictionary(name =&gt; name, name =&gt; history[name])));
///     }
/// }
///
/// RunComparison comparison = RunComparison.Of(runs, "loss");
/// Console.WriteLine(comparison.Differences[0].Sentence);
/// </code>
/// </example>
public sealed class RunComparison
{
    private RunComparison(string quantity, IReadOnlyList<CurveBand> bands, IReadOnlyList<PairedDifference> differences) =>
        (Quantity, Bands, Differences) = (quantity, bands, differences);

    /// <summary>The value whose last is compared.</summary>
    public string Quantity { get; }

    /// <summary>The bands of every value of every initializer: the initializers of the first value, those of the second, …</summary>
    public IReadOnlyList<CurveBand> Bands { get; }

    /// <summary>Every initializer but the first against the first, where they have seeds in common.</summary>
    public IReadOnlyList<PairedDifference> Differences { get; }

    /// <summary>Compares runs.</summary>
    /// <param name="runs">The runs, in any order; the first run's initializer is what others are compared with.</param>
    /// <param name="quantity">The value whose last is compared: <c>loss</c>.</param>
    /// <exception cref="ArgumentException">There is no run, two have one name and seed, or one has no such value.</exception>
    public static RunComparison Of(IReadOnlyList<ComparedRun> runs, string quantity)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentException.ThrowIfNullOrEmpty(quantity);
        Check(runs);
        ComparedRun[][] groups = [.. runs.GroupBy(run => run.Name, StringComparer.Ordinal).Select(group => group.ToArray())];
        string[] quantities = [.. runs.SelectMany(run => run.Values.Keys).Append(quantity).Distinct()];
        int epochs = runs.SelectMany(run => run.Values.Values).Select(values => values.Count).DefaultIfEmpty(1).Max();
        return new(
            quantity,
            [.. quantities.SelectMany(each => groups.Select(group => CurveBand.Of(group[0].Name, each, group, epochs)))],
            Differ(groups, quantity, epochs));
    }

    private static void Check(IReadOnlyList<ComparedRun> runs)
    {
        if (runs.Count == 0)
        {
            throw new ArgumentException("there is no run to compare; give one at least.", nameof(runs));
        }

        if (runs.GroupBy(run => (run.Name, run.Seed)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"there are {twice.Count()} runs of '{twice.Key.Name.Excerpt()}' with the seed {twice.Key.Seed}; give one for each seed.",
                nameof(runs));
        }
    }

    private static PairedDifference[] Differ(ComparedRun[][] groups, string quantity, int epochs)
    {
        Dictionary<long, double> first = groups[0].ToDictionary(run => run.Seed, Last);
        List<(string Name, long[] Seeds, PermutationTest Test)> tests = [];
        foreach (ComparedRun[] group in groups[1..])
        {
            ComparedRun[] paired = [.. group.Where(run => first.ContainsKey(run.Seed))];
            if (paired.Length > 0)
            {
                double[] differences = [.. paired.Select(run => Difference(Last(run), first[run.Seed]))];
                tests.Add((group[0].Name, [.. paired.Select(run => run.Seed)], PermutationTest.Of(differences)));
            }
        }

        double[] adjusted = PermutationTest.Holm([.. tests.Select(each => each.Test.PValue)]);
        return [.. tests.Zip(adjusted, (each, p) =>
            new PairedDifference(groups[0][0].Name, each.Name, quantity, each.Seeds, each.Test, p, tests.Count))];

        double Last(ComparedRun run) => run.ValueIn(quantity, epochs - 1) ?? ComparedRun.WorstOf(quantity);
    }

    /// <summary>Two runs that failed are alike.</summary>
    private static double Difference(double second, double first) => second == first ? 0 : second - first;
}
