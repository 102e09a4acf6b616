namespace Seedbed.Diagnostics.Prediction.Signals;

/// <summary>
/// How the second moment is spread over positions, as a product of one row of numbers for each axis, their means being 1: what zero padding
/// does to the borders, exactly for layers that are linear or act like |x|.
/// </summary>
/// <param name="axes">The numbers, none for a tensor without positions.</param>
internal sealed class PositionProfile(params IReadOnlyList<double[]> axes)
{
    private const int GridSteps = 8;

    internal IReadOnlyList<double[]> Axes => axes;

    /// <summary>The number of positions; 1 where there is no axis.</summary>
    internal double Count { get; } = axes.Aggregate(1.0, (product, axis) => product * axis.Length);

    internal IReadOnlyList<int> Sizes { get; } = [.. axes.Select(axis => axis.Length)];

    internal static PositionProfile Flat(IEnumerable<int> sizes) => new([.. sizes.Select(size => Enumerable.Repeat(1.0, size).ToArray())]);

    /// <summary>Each axis changed, and the factor by which the mean changed.</summary>
    internal (double Factor, PositionProfile Profile) Change(Func<int, double[], double[]> change)
    {
        double factor = 1;
        List<double[]> changed = [];
        for (int axis = 0; axis < axes.Count; axis++)
        {
            double[] row = change(axis, axes[axis]);
            factor *= row.Average();
            changed.Add(Normalized(row));
        }

        return (factor, new PositionProfile(changed));
    }

    /// <summary>The profile of a sum of independent signals, or of what each position's share of one is.</summary>
    internal static PositionProfile Mix(IReadOnlyList<(double Share, PositionProfile Profile)> parts)
    {
        double total = parts.Sum(part => part.Share);
        return total > 0
            ? new([.. parts[0].Profile.Axes.Select((first, axis) => Normalized([.. first.Select((_, i) =>
                parts.Sum(part => part.Share / total * part.Profile.Axes[axis][i]))]))])
            : parts[0].Profile;
    }

    /// <summary>
    /// The factors at which a response is worth computing, and how often each counts where it is interpolated between them: a factor of
    /// each position on average.
    /// </summary>
    internal (double[] Factors, double[] Weights) Grid()
    {
        List<(double Factor, double Weight)> all = [(1, 1)];
        foreach (double[] axis in axes)
        {
            all = Product(all, axis);
        }

        double least = all.Min(one => one.Factor), most = all.Max(one => one.Factor);
        double[] factors = most - least < 1e-9
            ? [1]
            : [.. Enumerable.Range(0, GridSteps + 1).Select(step => least + ((most - least) * step / GridSteps))];
        double[] weights = new double[factors.Length];
        foreach ((double factor, double weight) in all)
        {
            (int left, double share) = Place(factors, factor);
            weights[left] += weight * (1 - share);
            weights[Math.Min(left + 1, factors.Length - 1)] += weight * share;
        }

        return (factors, weights);
    }

    /// <summary>The profile of what has, at the grid's factors, these second moments.</summary>
    internal PositionProfile Respond(double[] factors, double[] responses)
    {
        if (factors.Length == 1)
        {
            return this;
        }

        List<double[]> rows = [];
        for (int axis = 0; axis < axes.Count; axis++)
        {
            List<(double Factor, double Weight)> others = [(1, 1)];
            foreach (double[] other in axes.Where((_, index) => index != axis))
            {
                others = Product(others, other);
            }

            rows.Add(Normalized([.. axes[axis].Select(
                own => others.Sum(other => other.Weight * At(factors, responses, own * other.Factor)))]));
        }

        return new PositionProfile(rows);
    }

    private static double At(double[] factors, double[] responses, double factor)
    {
        (int left, double share) = Place(factors, factor);
        return ((1 - share) * responses[left]) + (share * responses[Math.Min(left + 1, factors.Length - 1)]);
    }

    private static (int Left, double Share) Place(double[] factors, double factor)
    {
        if (factors.Length == 1)
        {
            return (0, 0);
        }

        double place = Math.Clamp((factor - factors[0]) / (factors[^1] - factors[0]) * GridSteps, 0, GridSteps);
        int left = Math.Min((int)place, GridSteps - 1);
        return (left, place - left);
    }

    private static List<(double Factor, double Weight)> Histogram(double[] axis) =>
        [.. axis.GroupBy(value => Math.Round(value, 6)).Select(group => (group.Key, (double)group.Count() / axis.Length))];

    /// <summary>The factors of some axes and one more.</summary>
    private static List<(double Factor, double Weight)> Product(List<(double Factor, double Weight)> all, double[] axis) =>
        Merge([.. all.SelectMany(one => Histogram(axis).Select(two => (one.Factor * two.Factor, one.Weight * two.Weight)))]);

    private static List<(double Factor, double Weight)> Merge(List<(double Factor, double Weight)> all) =>
        [.. all.GroupBy(one => Math.Round(one.Factor, 4)).Select(group => (group.Key, group.Sum(one => one.Weight)))];

    private static double[] Normalized(double[] row)
    {
        double mean = row.Average();
        return mean > 0 ? [.. row.Select(value => value / mean)] : [.. row.Select(_ => 1.0)];
    }
}
