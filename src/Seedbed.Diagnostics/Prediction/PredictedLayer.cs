using System.Text.Json.Nodes;
using Seedbed.Diagnostics.Prediction.Signals;
using Seedbed.Layers;

namespace Seedbed.Diagnostics;

/// <summary>One call of a layer, as rules see it.</summary>
/// <param name="ClassName">The layer's class in Keras.</param>
/// <param name="Config">Its arguments by Keras's names.</param>
/// <param name="Inputs">What it takes.</param>
internal sealed record PredictedLayer(string ClassName, JsonObject Config, IReadOnlyList<Signal> Inputs)
{
    /// <summary>Its weights.</summary>
    internal IReadOnlyList<Weight> Weights { get; init; } = [];

    /// <summary>The names of the arguments of <see cref="Inputs"/>.</summary>
    internal IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What the call says besides tensors, such as use_causal_mask.</summary>
    internal JsonObject CallArguments { get; init; } = [];

    /// <summary>The shape of what it takes and gives, the batch first, null for open sizes.</summary>
    internal IReadOnlyList<long?> InputShape { get; init; } = [];

    /// <inheritdoc cref="InputShape"/>
    internal IReadOnlyList<long?> OutputShape { get; init; } = [];

    /// <summary>What the prediction takes for granted.</summary>
    internal required PredictionOptions Options { get; init; }

    /// <summary>The moments of a weight.</summary>
    internal required Func<Weight, WeightMoments> MomentsOf { get; init; }

    internal Signal Input => Inputs[0];

    internal double Batch => Options.BatchSize;

    /// <summary>The moments of the weight of a name, such as <c>kernel</c>; null where the layer has none.</summary>
    internal WeightMoments? Moments(string name) => Find(name) is { } weight ? MomentsOf(weight) : null;

    internal Weight? Find(string name) =>
        Weights.FirstOrDefault(weight => weight.Name == name || weight.Name.EndsWith("/" + name, StringComparison.Ordinal));

    internal Weight Weight(string name) => Find(name)
        ?? throw new NotSupportedException($"its weight {name} is not found.");

    internal double Number(string key, double missing) => Config[key].Number() ?? missing;

    /// <summary>A number, or a list of them (of any depth); null where there is none.</summary>
    internal double[]? Numbers(string key) => Config[key] is { } node ? [.. Flat(node)] : null;

    internal bool Flag(string key, bool missing = false) =>
        Config[key] is JsonValue value && value.TryGetValue(out bool flag) ? flag : missing;

    internal string? Text(string key) => Config[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A size for each axis; one number stands for all.</summary>
    internal int[] Sizes(string key, int rank, int missing) => Config[key] switch
    {
        JsonArray array when array.Count == rank => [.. array.Select(size => size.Whole())],
        JsonValue value when value.Number() is { } number => [.. Enumerable.Repeat((int)number, rank)],
        _ => [.. Enumerable.Repeat(missing, rank)],
    };

    private static IEnumerable<double> Flat(JsonNode node) => node switch
    {
        JsonArray list => list.OfType<JsonNode>().SelectMany(Flat),
        JsonValue value when value.Number() is { } number => [number],
        _ => throw new NotSupportedException("one of its arguments is no number."),
    };

    /// <summary>The layer that stands in an argument of this one, with its part of the weights.</summary>
    internal PredictedLayer Inside(string key, IReadOnlyList<Weight> weights)
    {
        JsonObject layer = Config[key] as JsonObject ?? throw new NotSupportedException("the layer inside it is not told.");
        return this with
        {
            ClassName = (string?)layer["class_name"] ?? "",
            Config = layer["config"] as JsonObject ?? [],
            Weights = weights,
            CallArguments = [],
        };
    }

    /// <summary>Refuses what rules do not speak of.</summary>
    internal void RequireChannelsLast()
    {
        if (Text("data_format") == "channels_first")
        {
            throw new NotSupportedException("its channels come first; predictions are made for channels last.");
        }
    }
}

/// <summary>What a rule says of a call.</summary>
/// <param name="Outputs">What it gives.</param>
internal sealed record LayerPrediction(params IReadOnlyList<Signal> Outputs)
{
    /// <summary>The value before the activation, which is what is compared; the first output where there is none.</summary>
    internal Signal Compared { get; init; } = Outputs[0];
}
