namespace Seedbed.Cli.Sampling;

/// <summary>
/// Moments and extremes of values that come in pieces. Each piece's mean and squared deviations are taken about its own mean and joined as in Chan, Golub
/// and LeVeque 1983, so that the error does not grow with the number of values. NaN and infinities are counted and left out of the moments.
/// </summary>
internal sealed class Statistics
{
    private double _mean;
    private double _squaredDeviations;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;

    /// <summary>All values.</summary>
    internal long Count { get; private set; }

    /// <summary>Values equal to 0, −0 included.</summary>
    internal long Zeros { get; private set; }

    /// <summary>Values that are no numbers.</summary>
    internal long NaNs { get; private set; }

    /// <summary>Values that are +∞ or −∞.</summary>
    internal long Infinities { get; private set; }

    /// <summary>Values that are finite.</summary>
    internal long Finite => Count - NaNs - Infinities;

    /// <summary>Null where no value is finite, as are the following.</summary>
    internal double? Mean => OrNull(_mean);

    /// <summary>√(Σ(x − mean)²/n).</summary>
    internal double? StandardDeviation => OrNull(Math.Sqrt(_squaredDeviations / Finite));

    /// <summary>The least finite value.</summary>
    internal double? Minimum => OrNull(_minimum);

    /// <summary>The largest finite value.</summary>
    internal double? Maximum => OrNull(_maximum);

    internal void Add(ReadOnlySpan<double> values)
    {
        long finiteBefore = Finite;
        (long finite, double mean) = AddExtremes(values);
        if (finite == 0)
        {
            return;
        }

        double deviations = 0;
        foreach (double value in values)
        {
            double distance = value - mean;
            deviations += double.IsFinite(value) ? distance * distance : 0;
        }

        double total = finiteBefore + finite;
        double difference = mean - _mean;
        _mean += difference * (finite / total);
        _squaredDeviations += deviations + (difference * difference * (finiteBefore * (finite / total)));
    }

    /// <summary>Counts and extremes of a piece, and the mean of its finite values, summed as distances from the first so that a constant has no error.</summary>
    private (long Finite, double Mean) AddExtremes(ReadOnlySpan<double> values)
    {
        double pivot = double.NaN;
        double sum = 0;
        long finite = 0;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                NaNs += double.IsNaN(value) ? 1 : 0;
                Infinities += double.IsNaN(value) ? 0 : 1;
                continue;
            }

            pivot = finite == 0 ? value : pivot;
            sum += value - pivot;
            finite++;
            Zeros += value == 0 ? 1 : 0;
            _minimum = value < _minimum ? value : _minimum;
            _maximum = value > _maximum ? value : _maximum;
        }

        Count += values.Length;
        return (finite, pivot + (sum / finite));
    }

    private double? OrNull(double value) => Finite == 0 ? null : value;
}
