using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>Layers that give what they take.</summary>
internal sealed class IdentityRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Identity", "ActivityRegularization", "Masking", "InputLayer"];

    internal override LayerPrediction Predict(PredictedLayer layer) => new(layer.Input);
}

/// <summary>
/// In training x·m, m independent of x with E[m] = 1: E[y²] = E[x²]·E[m²], where E[m²] is 1/(1 − rate) for each of the ways to drop; noise
/// adds its variance. At inference x.
/// </summary>
/// <remarks>Srivastava et al. 2014, section 10.</remarks>
internal sealed class DropoutRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } =
    [
        "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianDropout", "GaussianNoise", "StochasticDepth",
    ];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        double rate = layer.Number(layer.ClassName == "StochasticDepth" ? "drop_path_rate" : "rate", 0);
        if (!layer.Options.IsTraining)
        {
            return new(layer.Input);
        }

        double stddev = layer.Number("stddev", 0), factor = rate / (1 - rate);
        return new(layer.Input.Map(part =>
        {
            // What the noise adds, for pairs that have it in common.
            Overlaps products = part.Products;
            Overlaps added = layer.ClassName switch
            {
                "GaussianNoise" => Overlaps.Independent(stddev * stddev),
                "StochasticDepth" => factor * products with { Sample = 0, FarSample = 0 },
                "Dropout" or "GaussianDropout" => Overlaps.Independent(factor * products.Self),
                _ => factor * products with { Sample = 0, FarSample = 0, Channels = 0 },
            };
            Marginal? shape = layer.ClassName.EndsWith("Dropout", StringComparison.Ordinal) && layer.ClassName[0] != 'G'
                ? Dropped(part, rate)
                : null;
            Dictionary<Source, double> terms = new(part.Terms) { [new Source(added)] = 1 };
            return new Part(part.Channels, part.Mean, terms, shape);
        }));
    }

    private static Marginal Dropped(Part part, double rate)
    {
        Marginal own = part.Shape ?? Marginal.Gaussian(part.Mean, part.Variance);
        return Marginal.Of([.. own.Values.Select(x => x / (1 - rate)), 0], [.. own.Weights.Select(weight => (1 - rate) * weight), rate]);
    }
}

/// <summary>
/// In training a·(x or, dropped, −λα) + b with the a and b that keep mean 0 and variance 1: E[y²] by both cases. At inference x.
/// </summary>
/// <remarks>Klambauer et al. 2017, section 3.3.</remarks>
internal sealed class AlphaDropoutRule : PredictionRule
{
    private const double Dropped = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    internal override IReadOnlyList<string> Classes { get; } = ["AlphaDropout"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        double rate = layer.Number("rate", 0), kept = 1 - rate;
        if (!layer.Options.IsTraining || rate == 0)
        {
            return new(layer.Input);
        }

        double scale = 1 / Math.Sqrt(kept * (1 + (rate * Dropped * Dropped))), shift = -scale * Dropped * rate;
        return new(layer.Input.Map(part =>
        {
            double mean = (kept * part.Mean) + (rate * Dropped);
            double second = (kept * part.SecondMoment) + (rate * Dropped * Dropped);
            Overlaps covariance = kept * kept * part.Covariance with { Self = 0 } + Overlaps.Independent(second - (mean * mean));
            return Part.Of(part.Channels, mean, covariance).Scaled(scale, shift);
        }));
    }
}

/// <summary>y = scale·x + offset.</summary>
internal sealed class AffineRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Rescaling", "Normalization", "LayerScale"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        if (layer.Find("gamma") is { } gamma)
        {
            return new(layer.Input.Map(part => Rules.Normalization.Scale(part, 0, 0, 1, layer.MomentsOf(gamma))));
        }

        bool rescales = layer.ClassName == "Rescaling";
        (double scale, double offset) = rescales
            ? (Only(layer, "scale", 1), Only(layer, "offset", 0))
            : Inverse(Only(layer, "mean", layer.Moments("mean")?.Mean ?? 0), Only(layer, "variance", layer.Moments("variance")?.Mean ?? 1));
        return new(layer.Input.Map(part => part.Scaled(scale, offset)));
    }

    private static (double Scale, double Offset) Inverse(double mean, double variance)
    {
        double scale = 1 / Math.Max(Math.Sqrt(variance), 1e-7);
        return (scale, -mean * scale);
    }

    /// <summary>A number, or the one that a list repeats.</summary>
    private static double Only(PredictedLayer layer, string key, double missing)
    {
        double[] numbers = layer.Numbers(key) ?? [missing];
        return numbers.All(number => number == numbers[0]) ? numbers[0]
            : throw new NotSupportedException($"its {key} is another for each channel.");
    }
}
