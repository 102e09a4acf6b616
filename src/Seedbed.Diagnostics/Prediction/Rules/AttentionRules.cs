using Seedbed.Diagnostics.Prediction.Signals;
using Seedbed.Layers;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>
/// Attention at initialization: scores q·k/√d are Gaussian with variance σq²·σk², as query and key are projected independently, and p is
/// their softmax; a head gives Σ pⱼ·vⱼ with second moment S·E[v²] + (1 − S)·E[v·v′], where S = E[Σ pⱼ²].
/// </summary>
/// <remarks>Vaswani et al. 2017, equation 1; Noci et al. 2022, section 3 (S = 1/T for scores near 0); Hron et al. 2020.</remarks>
internal sealed class AttentionRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["MultiHeadAttention", "GroupedQueryAttention", "GroupQueryAttention"];

    internal override bool ReadsCallArguments => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        (Signal query, Signal value, Signal key) = Inputs(layer);
        if (query.Positions.Axes.Count != 1 || key.Positions.Axes.Count != 1 || layer.Flag("use_gate"))
        {
            throw new NotSupportedException("it does not attend along one axis of positions, or has a gate.");
        }

        Signal q = Projected(layer, query, "query"), k = Projected(layer, key, "key"), v = Projected(layer, value, "value");
        bool isCausal = layer.CallArguments["use_causal_mask"] is { } flag && (bool)flag;
        Signal attended = Attended(layer, q, k, v, isCausal);
        Weight output = layer.Weight("attention_output/kernel");
        double fanIn = output.Shape.ElementCount / (double)output.Size(^1);
        Signal sum = WeightedSum.Of(layer, attended, layer.MomentsOf(output), fanIn, output.Size(^1), (1, attended.Positions))
            .Plus(layer.Moments("attention_output/bias"));
        return new(sum);
    }

    private static (Signal Query, Signal Value, Signal Key) Inputs(PredictedLayer layer)
    {
        string[] names = [.. layer.Arguments];
        if (names.Any(name => name.Contains("mask", StringComparison.Ordinal)))
        {
            throw new NotSupportedException("it takes a mask.");
        }

        Signal Find(string name, int place, Signal? missing) => Array.IndexOf(names, name) is >= 0 and var named ? layer.Inputs[named]
            : Array.IndexOf(names, $"{place}") is >= 0 and var index ? layer.Inputs[index]
            : missing ?? throw new NotSupportedException("its query or value is not found.");
        Signal query = Find("query", 0, layer.Inputs.Count > 0 ? layer.Inputs[0] : null);
        Signal value = Find("value", 1, null);
        return (query, value, Find("key", 2, value));
    }

    private static Signal Projected(PredictedLayer layer, Signal input, string name)
    {
        Weight kernel = layer.Weight($"{name}/kernel");
        double channels = kernel.Shape.ElementCount / (double)kernel.Shape[0];
        return WeightedSum.Of(layer, input, layer.MomentsOf(kernel), kernel.Shape[0], channels, (1, input.Positions))
            .Plus(layer.Moments($"{name}/bias"));
    }

    /// <summary>E[Σ p²] of one query's softmax, and E[Σ p·p′] of two queries'.</summary>
    private static (double Own, double Shared) Squares(double variance, double correlation, int seen) =>
        (SoftmaxMoments.SumOfSquares(variance, 1, seen), SoftmaxMoments.SumOfSquares(variance, correlation, seen));

    private static Signal Attended(PredictedLayer layer, Signal query, Signal key, Signal value, bool isCausal)
    {
        Part q = query.Whole(), k = key.Whole(), v = value.Whole();
        Overlaps keys = k.Products, values = v.Products;

        // What all keys have in common adds the same to all scores.
        double variance = q.SecondMoment * Math.Max(0, keys.Self - keys.Far);
        int queries = query.Positions.Sizes[0], count = key.Positions.Sizes[0];
        double rate = layer.Options.IsTraining ? layer.Number("dropout", 0) : 0;
        double same = q.SecondMoment > 0 ? Math.Clamp(q.Products.Far / q.SecondMoment, 0, 1) : 0;
        (double Own, double Shared)[] squares = [.. Enumerable.Range(1, queries).Select(seen => isCausal || seen == queries
            ? Squares(variance, same, isCausal ? Math.Min(seen, count) : count)
            : default)];
        squares = isCausal ? squares : [.. Enumerable.Repeat(squares[^1], queries)];
        double[] profile = [.. squares.Select(each => (each.Own / (1 - rate) * values.Self) + ((1 - each.Own) * values.Far))];

        // Of two queries, the later one spreads its weight over the keys of both.
        double pairs = Math.Max(1, queries * (queries - 1.0)), average = squares.Select((each, i) => 2 * i * each.Shared / pairs).Sum();
        average = queries == 1 ? squares[0].Shared : average;
        double far = (average * values.Self) + ((1 - average) * values.Far);
        double near = squares.Skip(1).Select(each => each.Shared).DefaultIfEmpty(average).Average();
        double shared = (average * values.Sample) + ((1 - average) * values.FarSample);
        Overlaps own = new(profile.Average(), (near * values.Self) + ((1 - near) * values.Far), far, shared, shared, 0);
        double mean = Math.Max(1e-300, profile.Average());
        return Signal.Of(value.Channels, v.Mean, own - (Overlaps.All(v.Mean * v.Mean) with { Channels = 0 }),
            new PositionProfile([.. profile.Select(second => second / mean)])) with
        {
            Carried = value.Noise + (variance * variance * (query.Noise + key.Noise)),
        };
    }
}
