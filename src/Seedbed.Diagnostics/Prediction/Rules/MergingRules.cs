using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>Σ aᵢ·xᵢ: E[(Σ aᵢ·xᵢ)²] = Σ aᵢ·aⱼ·E[xᵢ·xⱼ], where branches share what they have in common, and nothing else.</summary>
internal sealed class AdditionRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Add", "Subtract", "Average"];

    internal override bool ReadsCallArguments => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        if (layer.Inputs.Count == 1 && layer.ClassName != "Average")
        {
            (double number, bool isFirst) = Constants.Of(layer);
            double sign = layer.ClassName == "Subtract" ? -1 : 1;
            return new(layer.Input.Map(part => isFirst ? part.Scaled(sign, number) : part.Scaled(1, sign * number)));
        }

        return new(Sum(layer, layer.Inputs, layer.ClassName switch
        {
            "Average" => [.. layer.Inputs.Select(_ => 1.0 / layer.Inputs.Count)],
            "Subtract" => [1, -1],
            _ => [.. layer.Inputs.Select(_ => 1.0)],
        }));
    }

    internal static Signal Sum(PredictedLayer layer, IReadOnlyList<Signal> inputs, double[] factors)
    {
        Signal[] signals = [.. Broadcasting.Together(inputs)];
        double[] sizes = [.. signals[0].Parts.Select(part => part.Channels)];
        bool areAlike = signals.All(signal => signal.Parts.Select(part => part.Channels).SequenceEqual(sizes));
        IReadOnlyList<Part>[] parts = [.. signals.Select(signal => areAlike ? signal.Parts : [signal.Whole()])];
        Signal sum = new(
            [.. parts[0].Select((_, index) => Sum([.. parts.Select((each, i) => each[index].Scaled(factors[i]))]))],
            PositionProfile.Mix([.. signals.Select((signal, i) => (factors[i] * factors[i] * signal.SecondMoment, signal.Positions))]));
        double total = sum.SecondMoment;
        double[] shares = [.. signals.Select((signal, i) => total > 0 ? factors[i] * factors[i] * signal.SecondMoment / total : 0)];

        // What all branches have from one ancestor adds up; what each has of its own does not.
        double common = signals.Min(signal => signal.Carried);
        return sum with
        {
            Scatter = signals.Max(signal => signal.Scatter),
            Carried = common + signals.Zip(shares, (signal, share) => share * share * (signal.Noise - common)).Sum(),
            Own = sum.NoiseOfChannels(layer.Batch) * (1 - shares.Sum(share => share * share)),
        };
    }

    private static Part Sum(Part[] parts)
    {
        Dictionary<Source, double> terms = [];
        foreach ((Source source, double factor) in parts.SelectMany(part => part.Terms))
        {
            terms[source] = terms.GetValueOrDefault(source) + factor;
        }

        return new Part(parts[0].Channels, parts.Sum(part => part.Mean), terms, ShapeOf(parts));
    }

    /// <summary>Of independent branches the convolution; of dependent ones a Gaussian, which is what sums of many come to.</summary>
    private static Marginal? ShapeOf(Part[] parts)
    {
        if (parts.All(part => part.Shape is null))
        {
            return null;
        }

        List<Part> distinct = [];
        foreach (Part part in parts)
        {
            int same = distinct.FindIndex(other => other.MultipleOf(part) is not null);
            if (same < 0)
            {
                distinct.Add(part);
            }
            else
            {
                double factor = distinct[same].MultipleOf(part)!.Value;
                distinct[same] = part.Scaled(1 + factor, distinct[same].Mean - (factor * part.Mean));
            }
        }

        return distinct.Index().Any(one => distinct.Take(one.Index).Any(one.Item.Shares))
            ? null
            : distinct.Select(part => part.Shape ?? Marginal.Gaussian(part.Mean, part.Variance))
                .Aggregate((sum, next) => sum.Combine(next, (a, b) => a + b));
    }
}

/// <summary>Tensors of which one has size 1 where another has more.</summary>
internal static class Broadcasting
{
    /// <summary>All in the largest sizes.</summary>
    internal static IEnumerable<Signal> Together(IReadOnlyList<Signal> signals)
    {
        int rank = signals.Max(signal => signal.Positions.Axes.Count);
        int[] sizes = [.. Enumerable.Range(0, rank).Select(axis => signals.Max(signal =>
            axis - rank + signal.Positions.Axes.Count is >= 0 and var own ? signal.Positions.Sizes[own] : 1))];
        double channels = signals.Max(signal => signal.Channels);
        return signals.Select(signal => To(signal, sizes, channels));
    }

    private static Signal To(Signal signal, int[] sizes, double channels)
    {
        bool hasPositions = signal.Positions.Sizes.SequenceEqual(sizes);
        bool hasChannels = signal.Channels == channels;
        if (hasPositions && hasChannels)
        {
            return signal;
        }

        int missing = sizes.Length - signal.Positions.Axes.Count;
        PositionProfile flat = PositionProfile.Flat(sizes);
        PositionProfile profile = new([.. sizes.Select((size, axis) => axis >= missing && signal.Positions.Sizes[axis - missing] == size
            ? signal.Positions.Axes[axis - missing]
            : flat.Axes[axis])]);
        bool isConstant = signal.Positions.Count == 1;
        return new Signal([.. signal.Parts.Select(part =>
        {
            Overlaps own = part.Covariance;
            own = isConstant && !hasPositions ? own with { Near = own.Self, Far = own.Self, FarSample = own.Sample } : own;
            own = hasChannels ? own : own with { Channels = own.Self };
            return Part.Of(hasChannels ? part.Channels : channels, part.Mean, own, part.Shape);
        })], profile)
        { Carried = signal.Carried, Own = signal.Own };
    }
}
