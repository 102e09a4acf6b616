using Seedbed.Checkpoints.Inspection;

namespace Seedbed.Checkpoints;

/// <summary>
/// Moments and extremes of values that come in pieces. Each piece's mean and squared deviations are taken about its own mean and joined as
/// in Chan, Golub and LeVeque 1983, so that the error does not grow with the number of values. NaN and infinities are counted and left out
/// of the moments.
/// </summary>
public sealed class Statistics
{
    /// <summary>From here on squares, summed over 2⁵³ values, come near the largest double.</summary>
    private const double LargeMagnitude = 1e140;

    /// <summary>2⁻⁶⁰⁰: squares of the largest doubles become 2⁸⁴⁸, and what vanishes is below 1e-140 of them.</summary>
    private const double ScaleOfLarge = 2.409919865102884e-181;

    private double _scale = 1;
    private double _mean;
    private double _squaredDeviations;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;

    /// <summary>All values.</summary>
    public long Count { get; private set; }

    /// <summary>Values equal to 0, −0 included.</summary>
    public long Zeros { get; private set; }

    /// <summary>Values that are no numbers.</summary>
    public long NaNs { get; private set; }

    /// <summary>Values that are +∞ or −∞.</summary>
    public long Infinities { get; private set; }

    /// <summary>Values that are finite.</summary>
    public long Finite => Count - NaNs - Infinities;

    /// <summary>Null where no value is finite, as are the following.</summary>
    public double? Mean => OrNull(_mean / _scale);

    /// <summary>√(Σ(x − mean)²/n).</summary>
    public double? StandardDeviation => OrNull(Math.Sqrt(_squaredDeviations / Finite) / _scale);

    /// <summary>The least finite value.</summary>
    public double? Minimum => OrNull(_minimum);

    /// <summary>The largest finite value.</summary>
    public double? Maximum => OrNull(_maximum);

    /// <summary>Takes the next values.</summary>
    /// <param name="values">Any number of them.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        long finiteBefore = Finite;
        CountExtremes(values);
        long finite = Finite - finiteBefore;
        if (finite == 0)
        {
            return;
        }

        RescaleIfLarge();
        double mean = ScaledMean(values, finite);
        double total = finiteBefore + finite;
        double difference = mean - _mean;
        _mean += difference * (finite / total);
        _squaredDeviations += ScaledDeviations(values, mean) + (difference * difference * (finiteBefore * (finite / total)));
    }

    private void CountExtremes(ReadOnlySpan<double> values)
    {
        Count += values.Length;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                NaNs += double.IsNaN(value) ? 1 : 0;
                Infinities += double.IsNaN(value) ? 0 : 1;
                continue;
            }

            Zeros += value == 0 ? 1 : 0;
            _minimum = value < _minimum ? value : _minimum;
            _maximum = value > _maximum ? value : _maximum;
        }
    }

    /// <summary>Takes moments of values times a power of two as soon as one value's square could overflow.</summary>
    private void RescaleIfLarge()
    {
        if (_scale == 1 && (_maximum > LargeMagnitude || _minimum < -LargeMagnitude))
        {
            _scale = ScaleOfLarge;
            _mean *= ScaleOfLarge;
            _squaredDeviations = _squaredDeviations * ScaleOfLarge * ScaleOfLarge;
        }
    }

    /// <summary>The mean of the finite values, summed as distances from the first so that a constant has no error.</summary>
    private double ScaledMean(ReadOnlySpan<double> values, long finite)
    {
        double pivot = double.NaN;
        double sum = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                double scaled = value * _scale;
                pivot = double.IsNaN(pivot) ? scaled : pivot;
                sum += scaled - pivot;
            }
        }

        return pivot + (sum / finite);
    }

    private double ScaledDeviations(ReadOnlySpan<double> values, double mean)
    {
        double deviations = 0;
        foreach (double value in values)
        {
            double distance = (value * _scale) - mean;
            deviations += double.IsFinite(value) ? distance * distance : 0;
        }

        return deviations;
    }

    private double? OrNull(double value) => Finite == 0 ? null : value;
}
