using System.Text.Json.Nodes;
using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>The mean of a window of k positions: Var[y] = (Var[x] + (k − 1)·Cov[x, x′])/k; the mean stays.</summary>
/// <remarks>Borders count only what is inside, as in Keras.</remarks>
internal sealed class AveragePoolingRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["AveragePooling1D", "AveragePooling2D", "AveragePooling3D"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        Windows windows = Pooling.Windows(layer);
        (double sums, PositionProfile profile) = windows.Sums(layer.Input.Positions);
        double count = windows.Count(PositionProfile.Flat(layer.Input.Positions.Sizes)), factor = sums / count;
        return new(Pooling.Signal(layer, profile, part =>
        {
            Overlaps own = part.Covariance;
            double decay = Distances.Decay(own);
            double share = windows.Kernel.Select(size => Distances.OverWindow(decay, size)).Aggregate(1.0, (a, b) => a * b);
            Overlaps pooled = own with
            {
                Self = own.Far + (share * (own.Self - own.Far)),
                Near = Distances.Strided(own, windows.Strides.Max()).Near,
                Sample = own.FarSample + ((own.Sample - own.FarSample) / count),
            };
            return Part.Of(part.Channels, part.Mean, factor * pooled);
        }));
    }
}

/// <summary>
/// The largest of a window of k positions: the distribution function of x to the power of k; positions that depend on each other share a
/// Gaussian (equicorrelated normals, Owen and Steck 1962, carried to other distributions by their quantiles).
/// </summary>
internal sealed class MaxPoolingRule : PredictionRule
{
    /// <summary>The share of what neighbours have in common beyond far positions up to which averages tell the largest.</summary>
    private const double MostAlike = 0.5;

    internal override IReadOnlyList<string> Classes { get; } = ["MaxPooling1D", "MaxPooling2D", "MaxPooling3D"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        Windows windows = Pooling.Windows(layer);
        (double sums, PositionProfile profile) = windows.Sums(layer.Input.Positions);
        double count = windows.Count(layer.Input.Positions);
        if (layer.Input.Parts.Any(part => part.Covariance.Near - part.Covariance.Far > MostAlike * part.Variance))
        {
            throw new NotSupportedException("its neighbouring positions are so much alike that the largest depends on more than averages.");
        }

        double overlap = Math.Max(0, 1 - ((double)windows.Strides[^1] / windows.Kernel[^1]));
        return new(Pooling.Signal(layer, profile, part => Pooling.Largest(part, count, sums / count, part.Latent.Near, overlap)));
    }
}

/// <summary>The mean or the largest over all positions.</summary>
internal sealed class GlobalPoolingRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } =
    [
        "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D",
        "GlobalMaxPooling3D",
    ];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        layer.RequireChannelsLast();
        return new(layer.ClassName.Contains("Max", StringComparison.Ordinal)
            ? Pooling.Signal(layer, Pooling.One(layer), part => Pooling.Largest(part, layer.Input.Positions.Count, 1, part.Latent.Far, 0))
            : Pooling.Mean(layer));
    }
}

/// <summary>The mean over all positions as an operation.</summary>
internal sealed class MeanOperationRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Mean"];

    internal override bool ReadsCallArguments => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        int rank = layer.InputShape.Count;
        int[] axes = layer.Config["axis"] switch
        {
            JsonArray list => [.. list.Select(axis => (axis.Whole() + rank) % rank)],
            JsonValue value when value.Number() is { } axis => [((int)axis + rank) % rank],
            _ => [],
        };
        return axes.Order().SequenceEqual(Enumerable.Range(1, rank - 2)) ? new(Pooling.Mean(layer))
            : throw new NotSupportedException("it is no mean over all positions.");
    }
}

/// <summary>Windows that part the positions evenly are those of a pooling layer.</summary>
internal sealed class AdaptivePoolingRule : PredictionRule
{
    private static readonly AveragePoolingRule s_average = new();
    private static readonly MaxPoolingRule s_max = new();

    internal override IReadOnlyList<string> Classes { get; } =
    [
        "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D", "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D",
        "AdaptiveMaxPooling3D",
    ];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        int[] sizes = [.. layer.Input.Positions.Sizes], wanted = layer.Sizes("output_size", sizes.Length, 1);
        if (sizes.Zip(wanted).Any(pair => pair.First % pair.Second != 0))
        {
            throw new NotSupportedException("its windows are not all of one size.");
        }

        JsonArray windows = [.. sizes.Zip(wanted).Select(pair => (JsonNode)(double)(pair.First / pair.Second))];
        JsonObject config = new() { ["pool_size"] = windows, ["data_format"] = layer.Text("data_format") };
        PredictedLayer pooling = layer with { Config = config };
        return (layer.ClassName.Contains("Max", StringComparison.Ordinal) ? (PredictionRule)s_max : s_average).Predict(pooling);
    }
}

/// <summary>What poolings have in common.</summary>
internal static class Pooling
{
    private const int Steps = 280;

    private static readonly ActivationFunction s_erf = ActivationFunction.Named("erf");

    /// <summary>The windows of a pooling layer.</summary>
    internal static Windows Windows(PredictedLayer layer) => layer.Input.IsRepeated
        ? throw new NotSupportedException("it pools positions that an upsampling repeats.")
        : Rules.Windows.Of(layer, "pool_size", layer.Input.Positions.Axes.Count, 2);

    /// <summary>No positions, or one where the layer keeps the axes.</summary>
    internal static PositionProfile One(PredictedLayer layer) =>
        PositionProfile.Flat(layer.Flag("keepdims") ? layer.Input.Positions.Sizes.Select(_ => 1) : []);

    /// <summary>The mean over all positions.</summary>
    internal static Signal Mean(PredictedLayer layer)
    {
        double positions = layer.Input.Positions.Count;
        return Signal(layer, One(layer), part =>
        {
            double sample = part.Covariance.OverPositionsOfTwo(positions), own = part.Covariance.OverPositions(positions);
            return Part.Of(part.Channels, part.Mean, new Overlaps(own, own, own, sample, sample, part.Covariance.Channels));
        });
    }

    /// <summary>Parts changed: an average over the same channels, whose noise is that which they have or that of Gaussians.</summary>
    internal static Signal Signal(PredictedLayer layer, PositionProfile positions, Func<Part, Part> change)
    {
        Signal pooled = new([.. layer.Input.Parts.Select(change)], positions);
        return pooled with
        {
            Scatter = layer.Input.Scatter,
            Carried = layer.Input.Carried,
            Own = Math.Max(layer.Input.Own, pooled.NoiseOfChannels(layer.Batch)),
        };
    }

    /// <summary>The largest of so many.</summary>
    internal static Part Largest(Part part, double count, double factor, double correlation, double overlap)
    {
        Marginal latent = Latent(count, Math.Clamp(correlation, 0, 1)), shape;
        if (part.Shape is { } given)
        {
            double[] ends = new double[given.Weights.Length];
            for (int i = 0; i < ends.Length; i++)
            {
                ends[i] = given.Weights[i] + (i > 0 ? ends[i - 1] : 0);
            }

            shape = latent.Map(z => given.Values[Math.Min(ends.Length - 1, Below(ends, Normal(z)))]);
        }
        else
        {
            shape = latent.Map(z => part.Mean + (Math.Sqrt(part.Variance) * z));
        }

        shape = shape.Map(value => Math.Sqrt(factor) * value);
        double mean = shape.Mean, variance = shape.SecondMoment - (mean * mean);

        // Maxima vary less than what they are taken of, and so have more in common.
        double spread = latent.SecondMoment - (latent.Mean * latent.Mean);
        Overlaps own = part.Latent.Map(value => spread > 0 ? Math.Clamp(value / spread, -1, 1) * variance : 0);
        own = own with { Self = variance, Near = own.Far + (overlap * (variance - own.Far)) };
        return Part.Of(part.Channels, mean, own, shape);
    }

    /// <summary>√c·g + √(1 − c)·max of so many independent.</summary>
    private static Marginal Latent(double count, double correlation)
    {
        double[] places = [.. Enumerable.Range(0, Steps + 1).Select(i => -7 + (14.0 * i / Steps))];
        double[] powers = [.. places.Select(z => Power(Normal(z), count))];
        Marginal largest = Marginal.Of(
            places.Skip(1).Zip(places, (to, from) => (to + from) / 2), powers.Skip(1).Zip(powers, (to, from) => Math.Max(0, to - from)));
        return correlation == 0 ? largest : largest.Combine(
            Marginal.Gaussian(0, 1), (max, common) => (Math.Sqrt(correlation) * common) + (Math.Sqrt(1 - correlation) * max));
    }

    private static double Power(double value, double exponent) =>
        value > 0 ? Simd.DoubleExp.Exp(Math.Max(-700, exponent * Simd.DoubleLog.Log(value))) : 0;

    private static double Normal(double z) => 0.5 * (1 + s_erf.Value(z * 0.70710678118654752440));

    private static int Below(double[] ends, double probability)
    {
        int place = Array.BinarySearch(ends, probability);
        return place >= 0 ? place : ~place;
    }
}
