using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>
/// The variance q of pre-activations behind L layers of a finite width n, as networks drawn at random have it: ln q is spread with a
/// variance that grows like L/n, and drifts away from what infinite width predicts.
/// </summary>
/// <param name="GeometricMean">exp E[ln q]; NaN where so many networks come to 0 or grow without end that there is none.</param>
/// <param name="LogarithmicSpread">The standard deviation of ln q from network to network; NaN with the mean.</param>
/// <param name="InfiniteWidth">q of infinite width.</param>
/// <remarks>
/// A layer's q is an average over n units, so ln q gets noise of variance (σw²·g/F)²·(E[φ⁴]/g² − 1)/n and mean minus half of that; between
/// layers ln q is taken as Gaussian and carried through the map at 7 points (Gauss–Hermite). For ReLU this is the 5L/n of Hanin and Nica
/// 2020. The mean square of the n last pre-activations has 2/n of variance more.
/// </remarks>
public sealed record FiniteWidth(double GeometricMean, double LogarithmicSpread, double InfiniteWidth)
{
    // Nodes and weights for the density exp(−t²/2)/√(2π): Abramowitz and Stegun 1964, table 25.10 at n = 7, nodes times √2, weights by √π.
    private static readonly double[] s_nodes =
        [-3.7504397177257423, -2.3667594107345415, -1.1544053947399682, 0, 1.1544053947399682, 2.3667594107345415, 3.7504397177257423];

    private static readonly double[] s_weights =
    [
        5.4826885597221801e-4, 3.0757123967586500e-2, 0.24012317860501273, 0.45714285714285714, 0.24012317860501273, 3.0757123967586500e-2,
        5.4826885597221801e-4,
    ];

    /// <summary>The prediction for a network.</summary>
    /// <param name="map">F.</param>
    /// <param name="start">q of the first pre-activations, greater than 0, without noise of its own.</param>
    /// <param name="depth">L.</param>
    /// <param name="width">n.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static FiniteWidth Predict(VarianceMap map, double start, int depth, int width)
    {
        ArgumentNullException.ThrowIfNull(map);
        VarianceCheck.Positive(start, nameof(start));
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        VarianceCheck.AtLeastOne(width, nameof(width));
        (double mean, double variance) = (DoubleLog.Log(start), 0);
        for (int layer = 0; layer < depth && double.IsFinite(mean); layer++)
        {
            (mean, variance) = Layer(map, mean, variance, width);
        }

        double infinite = map.Trajectory(start, depth)[depth];
        return double.IsFinite(mean)
            ? new(DoubleExp.Exp(mean - (1.0 / width)), Math.Sqrt(variance + (2.0 / width)), infinite)
            : new(double.NaN, double.NaN, infinite);
    }

    private static (double Mean, double Variance) Layer(VarianceMap map, double mean, double variance, int width)
    {
        (double sum, double squares, double noise) = (0, 0, 0);
        for (int i = 0; i < s_nodes.Length; i++)
        {
            double at = mean + (Math.Sqrt(variance) * s_nodes[i]);
            (double next, double part) = Step(map, at, width);
            double expected = next - (part / 2);
            sum += s_weights[i] * expected;
            squares += s_weights[i] * expected * expected;
            noise += s_weights[i] * part;
        }

        return double.IsFinite(sum) ? (sum, Math.Max(0, squares - (sum * sum)) + noise) : (sum, 0);
    }

    /// <summary>ln F(q), and the variance of its noise.</summary>
    private static (double Next, double Noise) Step(VarianceMap map, double logarithm, int width)
    {
        double variance = DoubleExp.Exp(Math.Clamp(logarithm, -690, 460));
        GaussianMoments moments = GaussianMoments.ValuesOf(map.Activation, variance);
        double next = (map.WeightVariance * moments.MeanSquare) + map.BiasVariance;
        if (!(next > 0) || !double.IsFinite(next))
        {
            return (next > 0 ? double.PositiveInfinity : double.NegativeInfinity, 0);
        }

        double share = map.WeightVariance * moments.MeanSquare / next;
        double kurtosis = (moments.MeanFourth / (moments.MeanSquare * moments.MeanSquare)) - 1;
        return (DoubleLog.Log(next), moments.MeanSquare > 0 ? share * share * kurtosis / width : 0);
    }
}
