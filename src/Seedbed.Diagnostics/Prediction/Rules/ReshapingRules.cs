using System.Text.Json.Nodes;
using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>Layers that only move numbers: the second moment stays; positions may become channels and the other way round.</summary>
internal sealed class ReshapingRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Flatten", "Reshape", "Permute", "RepeatVector"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        layer.RequireChannelsLast();
        Signal input = layer.Input;
        int[] sizes = [.. input.Positions.Sizes, (int)input.Channels];
        return new(layer.ClassName switch
        {
            "Flatten" => Reshaping.Joined(input, input.Positions.Axes.Count),
            "RepeatVector" => Reshaping.Repeated(input, (int)layer.Number("n", 1)),
            "Permute" => Permuted(input, [.. layer.Config["dims"]!.AsArray().Select(axis => axis.Whole() - 1)]),
            _ => Reshaped(input, Reshaping.Target(layer, sizes)),
        });
    }

    private static Signal Reshaped(Signal input, int[] target)
    {
        if (target.Length > 0 && target[^1] == (int)input.Channels)
        {
            bool isSame = target[..^1].SequenceEqual(input.Positions.Sizes);
            return isSame ? input : input.OnFlat(target[..^1]);
        }

        Signal flat = Reshaping.Joined(input, input.Positions.Axes.Count);
        return target.Length <= 1 ? flat : Reshaping.Parted(flat, target);
    }

    private static Signal Permuted(Signal input, int[] axes)
    {
        int last = axes.Length - 1;
        if (axes[last] == last)
        {
            return input with { Positions = new PositionProfile([.. axes[..last].Select(axis => input.Positions.Axes[axis])]) };
        }

        // What was a position is a channel now: two positions are two channels, and two channels two positions.
        int[] sizes = [.. input.Positions.Sizes, (int)input.Channels];
        Part part = input.Whole();
        Overlaps own = part.Covariance;
        Overlaps turned = own with { Near = own.Channels, Far = own.Channels, FarSample = 0, Channels = own.Far };
        PositionProfile positions = PositionProfile.Flat(axes[..last].Select(axis => sizes[axis]));
        return Signal.Of(sizes[axes[last]], part.Mean, turned, positions, part.Shape) with
        {
            Carried = input.Carried,
            Own = input.Own,
        };
    }
}

/// <summary>How moments go where axes become others.</summary>
internal static class Reshaping
{
    /// <summary>The last so many axes of positions become channels.</summary>
    internal static Signal Joined(Signal signal, int count)
    {
        if (count == 0)
        {
            return signal;
        }

        PositionProfile kept = new([.. signal.Positions.Axes.SkipLast(count)]);
        double joined = signal.Positions.Count / kept.Count;
        return new Signal([.. signal.Parts.Select(part =>
        {
            // Two elements of the vector: of one channel at two positions, or of two channels.
            Overlaps own = part.Covariance;
            double pairs = joined * part.Channels, same = (joined - 1) / Math.Max(1, pairs - 1);
            Overlaps vector = kept.Axes.Count == 0 ? own with { Near = own.Self, Far = own.Self, FarSample = own.Sample } : own;
            return Part.Of(pairs, part.Mean, vector with { Channels = (same * own.Far) + ((1 - same) * own.Channels) }, part.Shape);
        })], kept)
        { Carried = signal.Carried, Own = signal.Own };
    }

    /// <summary>A vector parted into positions and channels.</summary>
    internal static Signal Parted(Signal signal, int[] target)
    {
        Part part = signal.Whole();
        Overlaps own = part.Covariance;
        return Signal.Of(
            target[^1], part.Mean, own with { Near = own.Channels, Far = own.Channels, FarSample = 0 }, PositionProfile.Flat(target[..^1]),
            part.Shape) with
        {
            Carried = signal.Carried,
            Own = signal.Own,
        };
    }

    /// <summary>One vector at so many positions.</summary>
    internal static Signal Repeated(Signal signal, int count) => new(
        [.. signal.Parts.Select(part => Part.Of(part.Channels, part.Mean, part.Covariance with
        {
            Near = part.Covariance.Self, Far = part.Covariance.Self, FarSample = part.Covariance.Sample,
        }, part.Shape))], PositionProfile.Flat([count]))
    {
        Carried = signal.Carried,
        Own = signal.Own,
    };

    /// <summary>The same with positions in other sizes, of no profile.</summary>
    internal static Signal OnFlat(this Signal signal, int[] sizes) => signal with { Positions = PositionProfile.Flat(sizes) };

    /// <summary>Positions of which only one of so many has the same weights.</summary>
    internal static Overlaps AmongHeads(Overlaps covariance, double heads) => heads <= 1 ? covariance : covariance with
    {
        Near = 0,
        Far = covariance.Far / heads,
        FarSample = covariance.FarSample / heads,
    };

    /// <summary>The sizes that a layer reshapes to, without the batch.</summary>
    internal static int[] Target(PredictedLayer layer, int[] sizes)
    {
        int count = sizes.Aggregate(1, (a, b) => a * b);
        int[] target = layer.Config["target_shape"] is JsonArray given
            ? [.. given.Select(size => size.Whole())]
            : [.. layer.OutputShape.Skip(1).Select(size => (int)(size ?? -1))];
        int known = target.Where(size => size > 0).Aggregate(1, (a, b) => a * b);
        return target.Count(size => size < 0) > 1 ? throw new NotSupportedException("several of its sizes are open.")
            : [.. target.Select(size => size < 0 ? count / Math.Max(1, known) : size)];
    }
}

/// <summary>Zeros around positions: E[x²] times the share of positions that are no zeros, and where they are is carried on.</summary>
internal sealed class ZeroPaddingRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } =
        ["ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D", "Cropping1D", "Cropping2D", "Cropping3D"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        layer.RequireChannelsLast();
        bool crops = layer.ClassName.StartsWith("Cropping", StringComparison.Ordinal);
        (int Before, int Behind)[] sides = Sides(layer.Config[crops ? "cropping" : "padding"], layer.Input.Positions.Axes.Count);
        double inside = 1;
        (double factor, PositionProfile profile) = layer.Input.Positions.Change((axis, row) =>
        {
            (int before, int behind) = sides[axis];
            inside *= crops ? 1 : (double)row.Length / (row.Length + before + behind);
            return crops ? row[before..^behind] : [.. new double[before], .. row, .. new double[behind]];
        });
        return new(new Signal([.. layer.Input.Parts.Select(part => crops
            ? part.Scaled(Math.Sqrt(factor))
            : Padded(part, inside))], profile)
        { Carried = layer.Input.Carried, Own = layer.Input.Own });
    }

    /// <summary>With zeros among the values, not smaller values.</summary>
    private static Part Padded(Part part, double inside)
    {
        double mean = inside * part.Mean, second = inside * part.SecondMoment;
        Overlaps products = inside * part.Products with { Self = 0 };
        Overlaps own = (products - Overlaps.All(mean * mean)) with
        {
            Self = second - (mean * mean),
            Channels = inside * part.Covariance.Channels,
            Far = (inside * inside * part.Products.Far) - (mean * mean),
            FarSample = (inside * inside * part.Products.FarSample) - (mean * mean),
        };
        Marginal? shape = part.Shape is { } given
            ? Marginal.Of([.. given.Values, 0], [.. given.Weights.Select(weight => inside * weight), 1 - inside])
            : null;
        return Part.Of(part.Channels, mean, own, shape);
    }

    private static (int Before, int Behind)[] Sides(JsonNode? value, int rank) => value switch
    {
        JsonValue one => [.. Enumerable.Repeat((one.Whole(), one.Whole()), rank)],
        JsonArray { Count: 2 } pair when rank == 1 && pair[0] is JsonValue => [(pair[0].Whole(), pair[1].Whole())],
        JsonArray list when list.Count == rank => [.. list.Select(side => side is JsonArray pair
            ? (pair[0].Whole(), pair[1].Whole())
            : (side.Whole(), side.Whole()))],
        _ => throw new NotSupportedException("its sides are not understood."),
    };
}

/// <summary>
/// Each position several times: E[x²] stays; by bilinear interpolation neighbours are mixed, E[y²] = Σw²·E[x²] + (1 − Σw²)·E[x·x′] of each
/// axis.
/// </summary>
internal sealed class UpSamplingRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["UpSampling1D", "UpSampling2D", "UpSampling3D"];

    internal override bool ReadsCallArguments => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        layer.RequireChannelsLast();
        int[] sizes = layer.Sizes("size", layer.Input.Positions.Axes.Count, 2);
        bool mixes = layer.Text("interpolation") == "bilinear";
        if (!mixes && layer.Text("interpolation") is not (null or "nearest"))
        {
            throw new NotSupportedException("its interpolation is neither nearest nor bilinear.");
        }

        PositionProfile profile = layer.Input.Positions.Change(
            (axis, row) => [.. row.SelectMany(value => Enumerable.Repeat(value, sizes[axis]))]).Profile;
        Signal output = layer.Input.Map(part =>
        {
            Overlaps own = part.Covariance;
            double self = mixes ? Mixed(own, layer.Input.Positions.Sizes, sizes) : own.Self;
            double near = (self * (1 - (1.0 / sizes.Max()))) + (own.Near / sizes.Max());
            return Part.Of(part.Channels, part.Mean, own with { Self = self, Near = near }, mixes ? null : part.Shape);
        });
        return new(output with { Positions = profile, IsRepeated = !mixes });
    }

    /// <summary>The places between two positions, half a step apart from their middles; borders take the last one alone.</summary>
    private static double Mixed(Overlaps own, IReadOnlyList<int> sizes, int[] factors)
    {
        double decay = Distances.Decay(own), share = 1;
        foreach ((int size, int factor) in sizes.Zip(factors))
        {
            double sum = 0;
            for (int place = 0; place < size * factor; place++)
            {
                double at = Math.Clamp(((place + 0.5) / factor) - 0.5, 0, size - 1), right = at - Math.Floor(at);
                sum += (right * right) + ((1 - right) * (1 - right)) + (2 * right * (1 - right) * decay);
            }

            share *= sum / (size * factor);
        }

        return own.Far + (share * (own.Self - own.Far));
    }
}
