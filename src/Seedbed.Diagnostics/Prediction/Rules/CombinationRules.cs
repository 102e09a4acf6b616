using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>x·y: E[x²·y²] = E[x²]·E[y²] for independent factors; for dependent ones as for Gaussians (Isserlis 1918).</summary>
internal sealed class MultiplicationRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Multiply"];

    internal override bool ReadsCallArguments => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        if (layer.Inputs.Count == 1)
        {
            double factor = Constants.Of(layer).Value;
            return new(layer.Input.Map(part => part.Scaled(factor)));
        }

        Signal[] signals = [.. Broadcasting.Together(layer.Inputs)];
        Signal product = signals.Skip(1).Aggregate(signals[0], (a, b) => Product(a, b));
        return new(product with
        {
            Carried = signals.Sum(signal => signal.Noise),
            Own = product.NoiseOfChannels(layer.Batch),
        });
    }

    internal static Signal Product(Signal first, Signal second)
    {
        (Part a, Part b) = (first.Whole(), second.Whole());
        double shared = a.CovarianceWith(b), mean = (a.Mean * b.Mean) + shared;
        Overlaps x = a.Products, y = b.Products;
        Overlaps covariance = new Overlaps(
            x.Self * y.Self, x.Near * y.Near, x.Far * y.Far, x.Sample * y.Sample, x.FarSample * y.FarSample, x.Channels * y.Channels)
            - Overlaps.All(a.Mean * b.Mean * a.Mean * b.Mean);
        double excess = (2 * shared * shared) + (4 * a.Mean * b.Mean * shared) - ((mean * mean) - (a.Mean * b.Mean * a.Mean * b.Mean));
        Marginal? shape = shared != 0 ? null
            : (a.Shape ?? Marginal.Gaussian(a.Mean, a.Variance)).Combine(b.Shape ?? Marginal.Gaussian(b.Mean, b.Variance), (p, q) => p * q);
        return Signal.Of(
            a.Channels, mean, covariance with { Self = Math.Max(0, covariance.Self + excess) }, Profile(first.Positions, second.Positions),
            shape);
    }

    private static PositionProfile Profile(PositionProfile first, PositionProfile second) =>
        first.Change((axis, row) => [.. row.Zip(second.Axes[axis], (a, b) => a * b)]).Profile;
}

/// <summary>The larger or the smaller of independent tensors, over the distributions that they have.</summary>
internal sealed class ExtremeRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Maximum", "Minimum"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        Signal[] signals = [.. Broadcasting.Together(layer.Inputs)];
        Part[] parts = [.. signals.Select(signal => signal.Whole())];
        if (parts.Length < 2 || parts.Index().Any(one => parts.Take(one.Index).Any(one.Item.Shares)))
        {
            throw new NotSupportedException("its branches depend on each other.");
        }

        Func<double, double, double> choose = layer.ClassName == "Maximum" ? Math.Max : Math.Min;
        Marginal shape = parts.Select(part => part.Shape ?? Marginal.Gaussian(part.Mean, part.Variance))
            .Aggregate((a, b) => a.Combine(b, choose));
        double mean = shape.Mean, variance = shape.SecondMoment - (mean * mean), before = parts.Average(part => part.Variance);
        Overlaps covariance = variance / Math.Max(before, 1e-300) / parts.Length
            * parts.Aggregate(default(Overlaps), (sum, part) => sum + part.Covariance);
        Signal output = Signal.Of(parts[0].Channels, mean, covariance with { Self = variance }, signals[0].Positions, shape);
        return new(output with { Carried = signals.Max(signal => signal.Noise), Own = output.NoiseOfChannels(layer.Batch) });
    }
}

/// <summary>Channels side by side keep their moments; positions one after another are averaged.</summary>
internal sealed class ConcatenationRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Concatenate"];

    internal override bool ReadsCallArguments => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        int rank = layer.OutputShape.Count, axis = ((int)layer.Number("axis", -1) + rank) % rank;
        if (axis == 0)
        {
            throw new NotSupportedException("it joins samples.");
        }

        return new(axis == rank - 1 ? Channels(layer.Inputs) : Positions(layer.Inputs, axis - 1));
    }

    internal static Signal Channels(IReadOnlyList<Signal> signals)
    {
        double total = signals.Sum(signal => signal.Channels * signal.SecondMoment), common = signals.Min(signal => signal.Carried);
        double[] shares = [.. signals.Select(signal => total > 0 ? signal.Channels * signal.SecondMoment / total : 0)];
        return new Signal(
            [.. signals.SelectMany(signal => signal.Parts)],
            PositionProfile.Mix([.. signals.Select((signal, i) => (shares[i], signal.Positions))]))
        {
            Scatter = signals.Max(signal => signal.Scatter),
            Carried = common + signals.Zip(shares, (signal, share) => share * share * (signal.Carried - common)).Sum(),
            Own = signals.Zip(shares, (signal, share) => share * share * signal.Own).Sum(),
        };
    }

    private static Signal Positions(IReadOnlyList<Signal> signals, int axis)
    {
        double total = signals.Sum(signal => signal.Positions.Count);
        double[] shares = [.. signals.Select(signal => signal.Positions.Count / total)];
        Part[] parts = [.. signals.Select(signal => signal.Whole())];
        double mean = parts.Zip(shares, (part, share) => share * part.Mean).Sum(), square = mean * mean;
        Overlaps products = parts.Zip(shares).Aggregate(default(Overlaps), (sum, one) => sum + (one.Second * one.First.Products));
        double far = 0, farSample = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            for (int j = 0; j < parts.Length; j++)
            {
                double pair = shares[i] * shares[j], means = parts[i].Mean * parts[j].Mean;
                far += pair * (i == j ? parts[i].Products.Far : means);
                farSample += pair * (i == j ? parts[i].Products.FarSample : means);
            }
        }

        double second = products.Self;
        PositionProfile profile = signals[0].Positions.Change((other, row) => other == axis
            ? [.. signals.SelectMany((signal, i) => signal.Positions.Axes[axis].Select(
                value => second > 0 ? value * parts[i].SecondMoment / second : 1))]
            : row).Profile;
        Overlaps covariance = (products with { Far = far, FarSample = farSample }) - Overlaps.All(square);
        double channels = parts.Zip(shares, (part, share) => share * part.Covariance.Channels).Sum();
        Signal joined = Signal.Of(parts[0].Channels, mean, covariance with { Channels = channels }, profile);
        return joined with { Carried = signals.Max(signal => signal.Carried), Own = signals.Max(signal => signal.Own) };
    }
}

/// <summary>a + scale·b.</summary>
internal sealed class ScaledAdditionRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["CustomScaleLayer"];

    internal override LayerPrediction Predict(PredictedLayer layer) =>
        new(AdditionRule.Sum(layer, layer.Inputs, [1, layer.Number("scale", 1)]));
}

/// <summary>Operations of a graph that are activations.</summary>
internal sealed class ActivationOperationRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } =
        ["Relu", "Relu6", "Sigmoid", "Tanh", "Silu", "Gelu", "Elu", "Selu", "Softplus", "Softsign", "HardSigmoid", "HardSilu"];

    internal override LayerPrediction Predict(PredictedLayer layer) => new(Activations.Apply(layer, layer.Input, layer.ClassName switch
    {
        "HardSigmoid" => "hard_sigmoid",
        "HardSilu" => "hard_silu",
        string name => name.ToLowerInvariant(),
    }));
}

/// <summary>The number beside the tensor of an operation such as x·2.</summary>
internal static class Constants
{
    /// <summary>The number, and whether it stands first.</summary>
    internal static (double Value, bool IsFirst) Of(PredictedLayer layer)
    {
        foreach (string key in (string[])["1", "x2", "0", "x1"])
        {
            if (layer.CallArguments[key].Number() is { } number)
            {
                return (number, key is "0" or "x1");
            }
        }

        throw new NotSupportedException("it is an operation of one tensor and no number.");
    }
}
