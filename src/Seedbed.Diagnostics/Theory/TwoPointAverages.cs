using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>
/// E[φ(u)·φ(v)] and q·E[φ′(u)·φ′(v)] of two Gaussians of variance q and correlation c near 1 or −1: with the independent y ~ N(0, q·(1 +
/// |c|)/2) and x ~ N(0, q·(1 − |c|)/2) they are u = y + x and v = ±(y − x). Panels are cut where u or v meets a breakpoint of φ.
/// </summary>
/// <remarks>
/// Where φ jumps, the slope is ∂/∂c of the densities instead of φ′, by which a variance s of y or x is met as (y²/s − 1)/(2s).
/// </remarks>
internal static class TwoPointAverages
{
    /// <summary>In deviations of x: the Gaussian beyond is 10⁻²².</summary>
    private const double End = 10;

    /// <summary>In deviations of y: panels beyond are as narrow as what is left of the Gaussian needs.</summary>
    private const double WidestBend = 6;

    private const double WidestPanel = 2;
    private const double InverseRootTwoPi = 0.39894228040143267794;

    /// <summary>Both averages; the second is the derivative of the first by c.</summary>
    internal static (double Value, double Slope) Of(ActivationFunction activation, double variance, double correlation)
    {
        int sign = correlation < 0 ? -1 : 1;
        double near = (1 - Math.Abs(correlation)) / 2, far = 1 - near, deviation = Math.Sqrt(variance * near);
        (double value, double slope) = (0, 0);
        List<double> cuts = Cuts(activation, deviation, sign);
        activation = activation.WithCuts(Bends(Math.Sqrt(variance * far)));
        foreach ((double t, double share) in Nodes(cuts, sign))
        {
            var nodes = GaussianNodes.Create(activation.Pair(t * deviation, sign), variance * far);
            (double[] products, double[] weights, double[] z) = (nodes.Values, nodes.Weights, nodes.Z);
            double[] slopes = activation.IsContinuous ? nodes.Slopes() : [];
            double ofNear = ((t * t) - 1) / (4 * near);
            for (int i = 0; i < z.Length; i++)
            {
                double weight = share * weights[i];
                value += weight * products[i];
                slope += weight * (activation.IsContinuous
                    ? variance * slopes[i]
                    : sign * products[i] * ((((z[i] * z[i]) - 1) / (4 * far)) - ofNear));
            }
        }

        return (value, slope);
    }

    /// <summary>±½, ±1, ±2, … of u and v, as far as panels of y are too wide to follow what φ does there.</summary>
    private static IEnumerable<double> Bends(double deviation)
    {
        for (double x = deviation > 1 ? 0.5 : WidestBend; x < WidestBend * deviation; x *= 2)
        {
            yield return x;
            yield return -x;
        }
    }

    /// <summary>x in deviations, with the Gaussian's weights; where u = y + x and v = y − x, −x gives the same as x.</summary>
    private static IEnumerable<(double T, double Weight)> Nodes(List<double> cuts, int sign)
    {
        double factor = sign > 0 ? 2 : 1;
        for (int i = 1; i < cuts.Count; i++)
        {
            double middle = (cuts[i] + cuts[i - 1]) / 2, half = (cuts[i] - cuts[i - 1]) / 2;
            for (int node = 0; node < (half > 0 ? GaussLegendre.Order : 0); node++)
            {
                double t = middle + (half * GaussLegendre.Nodes[node]);
                yield return (t, factor * half * GaussLegendre.Weights[node] * InverseRootTwoPi * DoubleExp.Exp(-0.5 * t * t));
            }
        }
    }

    /// <summary>
    /// Where two breakpoints are met at once, and, in x, at ±½, ±1, ±2, … where activations bend, as <see cref="GaussianNodes"/> cuts.
    /// </summary>
    private static List<double> Cuts(ActivationFunction activation, double deviation, int sign)
    {
        double from = sign > 0 ? 0 : -End;
        double step = Math.Min(WidestPanel, activation.WidestPanel / 2 / deviation) / activation.Resolution;
        List<double> cuts = [];
        for (double place = from; place < End; place += step)
        {
            cuts.Add(place);
        }

        for (double x = 0.5; x < End * deviation; x *= 2)
        {
            cuts.Add(x / deviation);
            cuts.Add(-x / deviation);
        }

        cuts.AddRange(activation.Breakpoints.SelectMany(first => activation.Breakpoints.Select(
            second => (first - (sign * second)) / 2 / deviation)));
        cuts.RemoveAll(t => !(t >= from && t <= End));
        cuts.Add(End);
        cuts.Sort();
        return cuts;
    }
}
