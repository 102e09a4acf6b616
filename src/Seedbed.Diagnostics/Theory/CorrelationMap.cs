namespace Seedbed.Diagnostics;

/// <summary>
/// What a layer makes of the correlation c of two inputs' pre-activations, both of variance q*: C(c) = (σw²·E[φ(u)·φ(v)] + σb²) / q*.
/// </summary>
/// <remarks>Poole et al. 2016, section 3; Schoenholz et al. 2017, section 3.2. C is convex on [0, 1], C(1) = 1 and C′(1) = χ⊥.</remarks>
public sealed class CorrelationMap
{
    private const int MostSteps = 200;

    /// <summary>χ⊥ is 1 up to the rounding of its moments.</summary>
    private const double Critical = 1e-12;

    private readonly HermiteSeries _series;
    private readonly double _weightVariance;
    private readonly double _biasVariance;
    private readonly double _variance;
    private readonly double _chiPerp;

    /// <summary>The map at a fixed point of the variance.</summary>
    /// <param name="map">F.</param>
    /// <param name="variance">q*, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance is outside.</exception>
    public CorrelationMap(VarianceMap map, double variance)
    {
        ArgumentNullException.ThrowIfNull(map);
        _variance = VarianceCheck.Positive(variance, nameof(variance));
        (_weightVariance, _biasVariance) = (map.WeightVariance, map.BiasVariance);
        _chiPerp = map.Chi(variance).Perp;
        _series = new HermiteSeries(map.Activation, variance);
        (FixedPoint, Slope) = Find();
    }

    /// <summary>c*, the attracting fixed point: 1 in the ordered phase, where all inputs come to one, below 1 in the chaotic one.</summary>
    public double FixedPoint { get; }

    /// <summary>C′(c*).</summary>
    public double Slope { get; }

    /// <summary>C(c).</summary>
    /// <param name="correlation">c, from −1 to 1.</param>
    public double Next(double correlation)
    {
        if (!(Math.Abs(correlation) <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(correlation), $"correlation is {correlation}; it must be from -1 to 1.");
        }

        return correlation == 1 ? 1 : Of(_series.At(correlation).Value);
    }

    private double Of(double average) => ((_weightVariance * average) + _biasVariance) / _variance;

    /// <summary>Newton's steps on a convex function from the left of its first zero never pass it.</summary>
    private (double FixedPoint, double Slope) Find()
    {
        if (!(_chiPerp > 1 + Critical))
        {
            return (1, _chiPerp);
        }

        double correlation = 0;
        for (int step = 0; step < MostSteps && correlation < 1; step++)
        {
            (double value, double slope) = _series.At(correlation);
            double next = correlation + ((Of(value) - correlation) / (1 - (_weightVariance * slope / _variance)));
            if (!(next > correlation + 1e-15))
            {
                return (correlation, _weightVariance * slope / _variance);
            }

            correlation = next;
        }

        // So near to the ordered phase that the series cannot tell c* from 1: there C′(c*) is the mirror of χ⊥.
        return (1, 2 - _chiPerp);
    }
}
