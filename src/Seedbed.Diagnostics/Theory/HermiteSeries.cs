namespace Seedbed.Diagnostics;

/// <summary>
/// The coefficients aₙ = E[φ(√q·z)·hₙ(z)] of an activation by the normalized Hermite polynomials hₙ, with which correlated averages are
/// power series of the correlation c: E[φ(u)·φ(v)] = Σ aₙ²·cⁿ (Mehler 1866), and q·E[φ′(u)·φ′(v)] is its derivative.
/// </summary>
/// <remarks>
/// Daniely, Frostig and Singer 2016, section 4.2 (dual activations). Where φ has a kink, n·aₙ² falls like n^(−3/2) only: near |c| = 1 both
/// are integrated instead, by <see cref="TwoPointAverages"/>.
/// </remarks>
internal sealed class HermiteSeries
{
    private const int FirstTerms = 64;
    private const int MostTerms = 2048;
    private const double Negligible = 1e-17;

    /// <summary>Up to it the terms are negligible before <see cref="MostTerms"/>, whatever φ: c²⁰⁴⁸·2048² &lt; 10⁻¹⁷.</summary>
    private const double AlwaysEnds = 0.9737;

    /// <summary>Of q·E[φ′²]: what all terms may leave of it, which is what they are rounded by.</summary>
    private const double Rounding = 1e-10;

    private readonly ActivationFunction _activation;
    private readonly double _variance;
    private readonly GaussianNodes _nodes;
    private readonly HermiteExpansion _expansion;
    private readonly List<double> _squares = [];
    private bool? _isComplete;

    internal HermiteSeries(ActivationFunction activation, double variance)
    {
        (_activation, _variance) = (activation, variance);
        _nodes = GaussianNodes.Create(activation, variance);
        _expansion = new HermiteExpansion(_nodes.Z, [.. _nodes.Values.Zip(_nodes.Weights, (value, weight) => value * weight)]);
        Extend(FirstTerms);
    }

    /// <summary>Whether the terms that there are at most make up the whole of q·E[φ′²], as those of smooth functions do.</summary>
    private bool IsComplete => _isComplete ??= _activation is { IsContinuous: true, Breakpoints.Count: 0 } && Rest() <= Rounding;

    /// <summary>(Σ aₙ²·cⁿ, Σ n·aₙ²·cⁿ⁻¹) over all n, |c| &lt; 1.</summary>
    internal (double Value, double Slope) At(double correlation)
    {
        if (Math.Abs(correlation) > AlwaysEnds && !IsComplete)
        {
            return TwoPointAverages.Of(_activation, _variance, correlation);
        }

        (double value, double slope, double power) = (0, 0, 1);
        for (int n = 0; n < MostTerms; n++)
        {
            if (n == _squares.Count)
            {
                Extend(2 * n);
            }

            slope += n == 0 ? 0 : n * _squares[n] * (correlation == 0 ? (n == 1 ? 1 : 0) : power / correlation);
            value += _squares[n] * power;
            power *= correlation;
            if (n > 2 && Math.Abs(power) * n * n < Negligible)
            {
                break;
            }
        }

        return (value, slope);
    }

    private double Rest()
    {
        Extend(MostTerms);
        double whole = _variance * _nodes.Slopes().Zip(_nodes.Weights, (slope, weight) => weight * slope * slope).Sum();
        return Math.Abs(1 - (_squares.Select((square, n) => n * square).Sum() / whole));
    }

    private void Extend(int terms)
    {
        while (_squares.Count < terms)
        {
            double coefficient = _expansion.Next();
            _squares.Add(coefficient * coefficient);
        }
    }
}
