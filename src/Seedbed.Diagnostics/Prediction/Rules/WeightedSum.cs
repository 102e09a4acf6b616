using Seedbed.Diagnostics.Prediction.Signals;
using Seedbed.Layers;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>
/// y = Σ w·x over fanIn channels and the positions of a window, with weights that are drawn independently: the products of two of y's
/// elements are fanIn·σw² times those of x, for every pair of positions and samples (Yang 2019, section 3).
/// </summary>
internal static class WeightedSum
{
    /// <summary>The sums.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">x.</param>
    /// <param name="weights">Of w.</param>
    /// <param name="fanIn">Channels that one output sums.</param>
    /// <param name="channels">Outputs.</param>
    /// <param name="window">The positions that one output sums, on average, and what borders make of the profile.</param>
    /// <param name="common">What borders leave of the products of two positions.</param>
    internal static Signal Of(
        PredictedLayer layer, Signal input, WeightMoments weights, double fanIn, double channels,
        (double Factor, PositionProfile Profile) window, (double Near, double Far)? common = null)
    {
        double count = fanIn * window.Factor;
        (double near, double far) = common ?? (1, 1);
        Overlaps products = input.Products;
        Overlaps covariance = count * weights.Variance * products with
        {
            Near = near * products.Near, Far = far * products.Far, FarSample = far * products.FarSample, Channels = 0,
        };
        Overlaps own = input.Covariance;
        if (weights.Mean != 0 && own.Self > 0)
        {
            // A mean of the weights sums what channels have in common, and gives it to all outputs.
            double channelsInCommon = 1 + ((fanIn - 1) * Math.Max(0, own.Channels) / own.Self);
            Overlaps shared = weights.Mean * weights.Mean * count * channelsInCommon * own;
            covariance += shared with { Channels = shared.Self };
        }

        Signal sum = Signal.Of(channels, weights.Mean * count * input.Mean, covariance, window.Profile);

        // Windows average what scatters.
        double scatter = input.Scatter / Math.Max(1, window.Factor);
        return sum with
        {
            Carried = input.Noise,
            Own = NoiseOf(layer, covariance, window.Profile.Count, channels, 1 / ((1 / count) + scatter)),
            Scatter = scatter + (1 / channels),
        };
    }

    /// <summary>
    /// The variance of ln q of an average over channels that are independent Gaussians, of a batch whose elements depend on each other; few
    /// weights to an output add their own.
    /// </summary>
    internal static double NoiseOf(PredictedLayer layer, Overlaps covariance, double positions, double channels, double fanIn)
    {
        double common = covariance.Self > 0 ? covariance.Channels / covariance.Self : 0;
        double independent = (1 / channels) + ((1 - (1 / channels)) * common * common);
        return 2 * (covariance.Dependence(positions, layer.Batch) + (1 / fanIn)) * independent;
    }

    /// <summary>The size of an axis.</summary>
    internal static double Size(this Weight weight, Index axis) => weight.Shape[axis.GetOffset(weight.Shape.Rank)];

    /// <summary>With a bias, which all samples and positions of a channel share.</summary>
    internal static Signal Plus(this Signal signal, WeightMoments? bias)
    {
        if (bias is not { } given || given.SecondMoment == 0)
        {
            return signal;
        }

        Signal sum = signal.Map(part => Plus(part, given));
        double share = sum.SecondMoment > 0 ? given.Variance / sum.SecondMoment : 0, rest = 1 - share;
        return sum with
        {
            Carried = rest * rest * signal.Carried,
            Own = (rest * rest * signal.Own) + (2 * share * share / signal.Channels),
        };
    }

    private static Part Plus(Part part, WeightMoments bias)
    {
        if (bias.Variance == 0)
        {
            return part.Scaled(1, bias.Mean);
        }

        Dictionary<Source, double> terms = new(part.Terms) { [new Source(Overlaps.All(bias.Variance) with { Channels = 0 })] = 1 };
        return new Part(part.Channels, part.Mean + bias.Mean, terms, Shape: null);
    }

    /// <summary>The layer's own activation behind the sum.</summary>
    internal static LayerPrediction Activated(this PredictedLayer layer, Signal sum) =>
        new(Activations.Apply(layer, sum, layer.Config["activation"])) { Compared = sum };
}
