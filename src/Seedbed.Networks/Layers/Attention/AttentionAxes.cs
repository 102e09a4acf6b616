using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Along which axes places attend to each other, those of one axis to all of another; other axes are as many batches.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Axes">The axes, the batch being 0; null for all between the batch and the features.</param>
/// <remarks>Source: <c>_build_attention_equation</c> of <c>keras.layers.MultiHeadAttention</c>.</remarks>
internal sealed record AttentionAxes(LayerBinding Layer, IReadOnlyList<int>? Axes)
{
    /// <summary>Attention over one axis of steps, for tensors of any rank.</summary>
    internal LayerFunction Around(LayerFunction attention) => call =>
    {
        Tensor query = call.Find("query", 0) ?? call.Input;
        if (query.Rank == 3 && (Axes is null or [1] or [-2]))
        {
            return attention(call);
        }

        int[] attended = Attended(query.Rank);
        int[] batches = [.. Enumerable.Range(0, query.Rank - 1).Except(attended)];
        Tensor[] inputs = [query, .. Others(call)];
        RefuseOptions(call, inputs);
        foreach (Tensor input in inputs)
        {
            Layer.CheckRank(input, query.Rank, $"of {query.Rank} axes, as the query is");
        }

        ForwardCall steps = call.On([.. inputs.Select(input => Steps(call.Tape, input, [.. batches, .. attended], batches.Length))]);
        return [Undone(call.Tape, attention(steps)[0], query, batches, attended)];
    };

    private int[] Attended(int rank)
    {
        int[] axes = Axes is null
            ? [.. Enumerable.Range(1, Math.Max(0, rank - 2))]
            : [.. Axes.Select(axis => axis < 0 ? axis + rank : axis)];
        bool fits = axes.Length > 0 && axes.All(axis => axis > 0 && axis < rank - 1) && axes.Distinct().Count() == axes.Length;
        return fits ? axes : throw new ArgumentException(
            $"{Layer.Place}: attention_axes are {(Axes is null ? "null" : $"[{string.Join(", ", Axes.Select(axis => $"{axis}"))}]")}, and "
            + $"its query has {rank} axes; they must be different axes between the batch and the features.");
    }

    private static IEnumerable<Tensor> Others(ForwardCall call)
    {
        Tensor? value = call.Find("value", 1) ?? call.Inputs.ElementAtOrDefault(1);
        Tensor? key = call.Find("key", 2) ?? call.Inputs.ElementAtOrDefault(2);
        return ((Tensor?[])[value, key]).OfType<Tensor>();
    }

    private void RefuseOptions(ForwardCall call, Tensor[] inputs)
    {
        bool hasMask = inputs.Any(input => call.Masks.Find(input) is not null)
            || call.Arguments?.Keys.Any(name => name.EndsWith("mask", StringComparison.Ordinal)) == true;
        if (hasMask || call.Options.UsesCausalMask || call.Options.ReturnsAttentionScores)
        {
            throw new ArgumentException(
                $"{Layer.Place}: masks, a causal order and scores are computed here where places attend along the only axis between batch "
                + "and features; leave them out, or reshape its inputs to [batch, steps, features].");
        }
    }

    /// <summary>(batches, attended, features) of (batch, axes…, features).</summary>
    private static Tensor Steps(Tape tape, Tensor x, int[] order, int batches)
    {
        Tensor turned = Rearrangement.Permute(tape, x, [.. order, x.Rank - 1]);
        return Autodiff.Reshape.Of(tape, turned, turned.CountIn(..batches), turned.CountIn(batches..^1), turned[-1]);
    }

    private static Tensor Undone(Tape tape, Tensor y, Tensor query, int[] batches, int[] attended)
    {
        int[] order = [.. batches, .. attended];
        int[] back = [.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis))];
        int[] features = y.Dimensions[2..].ToArray();
        Tensor apart = Autodiff.Reshape.Of(tape, y, [.. order.Select(axis => query[axis]), .. features]);
        return Rearrangement.Permute(tape, apart, [.. back, .. Enumerable.Range(order.Length, features.Length)]);
    }
}
