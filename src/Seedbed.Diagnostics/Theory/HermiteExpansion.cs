namespace Seedbed.Diagnostics;

/// <summary>The coefficients aₙ = E[φ(z)·hₙ(z)] of a function by the normalized Hermite polynomials, one after the other.</summary>
/// <param name="z">Where φ is known.</param>
/// <param name="weightedValues">φ there, times the probability.</param>
internal sealed class HermiteExpansion(double[] z, double[] weightedValues)
{
    private readonly double[] _before = new double[z.Length];
    private readonly double[] _current = [.. Enumerable.Repeat(1.0, z.Length)];
    private int _n;

    /// <summary>The next coefficient, a₀ first: hₙ₊₁ = (z·hₙ − √n·hₙ₋₁) / √(n + 1).</summary>
    internal double Next()
    {
        (double coefficient, double root, double rootNext) = (0, Math.Sqrt(_n), Math.Sqrt(++_n));
        for (int i = 0; i < z.Length; i++)
        {
            coefficient += weightedValues[i] * _current[i];
            (_before[i], _current[i]) = (_current[i], ((z[i] * _current[i]) - (root * _before[i])) / rootNext);
        }

        return coefficient;
    }
}
