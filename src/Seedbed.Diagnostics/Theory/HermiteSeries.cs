namespace Seedbed.Diagnostics;

/// <summary>
/// The coefficients aₙ = E[φ(√q·z)·hₙ(z)] of an activation by the normalized Hermite polynomials hₙ, with which correlated averages are
/// power series of the correlation c: E[φ(u)·φ(v)] = Σ aₙ²·cⁿ (Mehler 1866), and q·E[φ′(u)·φ′(v)] is its derivative.
/// </summary>
/// <remarks>Daniely, Frostig and Singer 2016, section 4.2 (dual activations).</remarks>
internal sealed class HermiteSeries
{
    private const int FirstTerms = 64;
    private const int MostTerms = 2048;
    private const double Negligible = 1e-17;

    private readonly double[] _z;
    private readonly double[] _weightedValues;
    private readonly double[] _current;
    private readonly double[] _next;
    private readonly List<double> _squares = [];

    internal HermiteSeries(ActivationFunction activation, double variance)
    {
        GaussianNodes nodes = GaussianNodes.Create(activation, variance);
        _z = nodes.Z;
        _weightedValues = [.. nodes.Values.Zip(nodes.Weights, (value, weight) => value * weight)];
        _current = new double[_z.Length];
        _next = [.. Enumerable.Repeat(1.0, _z.Length)];
        Extend(FirstTerms);
    }

    /// <summary>(Σ aₙ²·cⁿ, Σ n·aₙ²·cⁿ⁻¹), of as many terms as |c| &lt; 1 needs.</summary>
    internal (double Value, double Slope) At(double correlation)
    {
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

    /// <summary>hₙ₊₁ = (z·hₙ − √n·hₙ₋₁) / √(n + 1).</summary>
    private void Extend(int terms)
    {
        for (int n = _squares.Count; n < terms; n++)
        {
            double coefficient = 0;
            (double root, double rootNext) = (Math.Sqrt(n), Math.Sqrt(n + 1));
            for (int i = 0; i < _z.Length; i++)
            {
                coefficient += _weightedValues[i] * _next[i];
                double next = ((_z[i] * _next[i]) - (root * _current[i])) / rootNext;
                _current[i] = _next[i];
                _next[i] = next;
            }

            _squares.Add(coefficient * coefficient);
        }
    }
}
