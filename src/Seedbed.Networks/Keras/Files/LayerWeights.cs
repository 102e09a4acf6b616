using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>Which weights of a model belong to one layer, inside wrappers and models too.</summary>
internal static class LayerWeights
{
    /// <summary>Neighbours that have their names but for the last part in common.</summary>
    internal static IEnumerable<TensorTemplate[]> Grouped(IReadOnlyList<TensorTemplate> weights)
    {
        for (int start = 0, end; start < weights.Count; start = end)
        {
            string layer = LayerOf(weights[start]);
            end = start + 1;
            while (end < weights.Count && LayerOf(weights[end]) == layer)
            {
                end++;
            }

            yield return [.. weights.Skip(start).Take(end - start)];
        }
    }

    /// <summary>The gates of a recurrent layer: 4 of an LSTM, 3 of a GRU; 0 where the weights are none of theirs.</summary>
    internal static int GatesOf(TensorTemplate[] weights) => weights is [var kernel, var recurrent, var bias]
        && EndOf(kernel) == "kernel" && EndOf(recurrent) == "recurrent_kernel" && EndOf(bias) == "bias"
        && recurrent.Shape is { Rank: >= 2 } shape && (shape[shape.Rank - 1] / shape[shape.Rank - 2]) is 3 or 4
        ? (int)(recurrent.Shape[recurrent.Shape.Rank - 1] / recurrent.Shape[recurrent.Shape.Rank - 2])
        : 0;

    private static string LayerOf(TensorTemplate weight) => weight.Name[..(weight.Name.LastIndexOf('/') + 1)];

    private static string EndOf(TensorTemplate weight) => weight.Name[(weight.Name.LastIndexOf('/') + 1)..];
}
