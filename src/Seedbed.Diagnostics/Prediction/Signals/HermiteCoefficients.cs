namespace Seedbed.Diagnostics.Prediction.Signals;

/// <summary>
/// A function of a Gaussian by the normalized Hermite polynomials, so that averages of products of two functions of two Gaussians are
/// series of their correlation: E[φ(u)·ψ(v)] = Σ aₙ·bₙ·cⁿ (Mehler 1866).
/// </summary>
internal sealed class HermiteCoefficients
{
    private const int Terms = 16;

    private readonly double[] _coefficients = new double[Terms];
    private readonly double _variance;

    private HermiteCoefficients(double at, double variance) => (At, _variance) = (at, variance);

    /// <summary>The Gaussian's mean.</summary>
    internal double At { get; }

    /// <summary>E[φ].</summary>
    internal double Mean => _coefficients[0];

    /// <summary>E[φ²].</summary>
    internal double Square { get; private set; }

    internal static HermiteCoefficients Of(ActivationFunction function, double mean, double variance)
    {
        HermiteCoefficients result = new(mean, variance);
        if (!(variance > 1e-280))
        {
            double value = function.Value(mean);
            (result._coefficients[0], result.Square) = (value, value * value);
            return result;
        }

        GaussianNodes nodes = GaussianNodes.Create(function.Shifted(mean), variance);
        if (nodes.Diverges)
        {
            throw new NotSupportedException($"{function.Name} grows so fast that E[φ(x)²] is infinite for Gaussian x.");
        }

        (double[] z, double[] values, double[] weights) = (nodes.Z, nodes.Values, nodes.Weights);
        HermiteExpansion expansion = new(z, [.. values.Zip(weights, (value, weight) => weight * value)]);
        for (int n = 0; n < Terms; n++)
        {
            result._coefficients[n] = expansion.Next();
        }

        for (int i = 0; i < z.Length; i++)
        {
            result.Square += weights[i] * values[i] * values[i];
        }

        return result;
    }

    /// <summary>E[φ(u)·ψ(v)].</summary>
    internal double Product(HermiteCoefficients other, double covariance, bool isSame)
    {
        if (isSame)
        {
            return Square;
        }

        double scale = Math.Sqrt(_variance * other._variance), correlation = scale > 0 ? Math.Clamp(covariance / scale, -1, 1) : 0;
        (double sum, double power) = (0, 1);
        for (int n = 0; n < Terms; n++)
        {
            sum += _coefficients[n] * other._coefficients[n] * power;
            power *= correlation;
        }

        return sum;
    }
}
