using Seedbed.Simd;

namespace Seedbed.Diagnostics.Prediction.Signals;

/// <summary>The distribution of one number as some hundred values with their probabilities, in ascending order.</summary>
internal sealed class Marginal
{
    private const int Bins = 128;
    private const int GaussianNodeCount = 31;
    private const double GaussianEnd = 4.5;

    private static readonly Marginal s_unit = Unit();

    private Marginal(double[] values, double[] weights) => (Values, Weights) = (values, weights);

    internal double[] Values { get; }

    internal double[] Weights { get; }

    internal double Mean => Average(value => value);

    internal double SecondMoment => Average(value => value * value);

    internal static Marginal Gaussian(double mean, double variance) => s_unit.Map(z => mean + (Math.Sqrt(variance) * z));

    internal static Marginal Constant(double value) => new([value], [1]);

    internal static Marginal Uniform(int count) =>
        Of(Enumerable.Range(0, count).Select(value => (double)value), Enumerable.Repeat(1.0 / count, count));

    /// <summary>Values in any order; neighbours are joined to two that have their probability, mean and variance.</summary>
    internal static Marginal Of(IEnumerable<double> values, IEnumerable<double> weights)
    {
        (double[] keys, double[] items) = ([.. values], [.. weights]);
        Array.Sort(keys, items);
        double total = items.Sum();
        List<double> joined = [], joinedWeights = [];
        (double weight, double first, double second) = (0, 0, 0);
        for (int i = 0; i < keys.Length; i++)
        {
            if (items[i] >= total / Bins)
            {
                Close();
            }

            weight += items[i];
            first += items[i] * keys[i];
            second += items[i] * keys[i] * keys[i];
            if (weight >= total / Bins)
            {
                Close();
            }
        }

        Close();
        return new Marginal([.. joined], [.. joinedWeights]);

        void Close()
        {
            if (weight > 0)
            {
                double mean = first / weight;
                double deviation = Math.Sqrt(Math.Max(0, (second / weight) - (mean * mean)));
                bool isPoint = deviation <= 1e-9 * Math.Abs(mean);
                joined.AddRange(isPoint ? [mean] : [mean - deviation, mean + deviation]);
                joinedWeights.AddRange(isPoint ? [weight / total] : [weight / 2 / total, weight / 2 / total]);
                (weight, first, second) = (0, 0, 0);
            }
        }
    }

    internal Marginal Map(Func<double, double> map) => Of(Values.Select(map), Weights);

    internal double Average(Func<double, double> value)
    {
        double sum = 0;
        for (int i = 0; i < Values.Length; i++)
        {
            sum += Weights[i] * value(Values[i]);
        }

        return sum;
    }

    /// <summary>The distribution of a function of two independent numbers.</summary>
    internal Marginal Combine(Marginal other, Func<double, double, double> function)
    {
        double[] values = new double[Values.Length * other.Values.Length], weights = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int a, int b) = Math.DivRem(i, other.Values.Length);
            values[i] = function(Values[a], other.Values[b]);
            weights[i] = Weights[a] * other.Weights[b];
        }

        return Of(values, weights);
    }

    private static Marginal Unit()
    {
        double step = 2 * GaussianEnd / (GaussianNodeCount - 1);
        double[] z = [.. Enumerable.Range(0, GaussianNodeCount).Select(i => -GaussianEnd + (step * i))];
        double[] weights = [.. z.Select(x => DoubleExp.Exp(-0.5 * x * x))];
        double total = weights.Sum();
        weights = [.. weights.Select(weight => weight / total)];
        double deviation = Math.Sqrt(z.Zip(weights, (x, weight) => weight * x * x).Sum());
        return new Marginal([.. z.Select(x => x / deviation)], weights);
    }
}
