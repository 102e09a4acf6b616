using Seedbed.Autodiff;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Query, value and key of an attention layer; the key is the value where there is none of its own.</summary>
internal static class AttentionInputs
{
    private static readonly string[] s_arguments =
        ["0", "1", "2", "query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask"];

    /// <summary>The shapes of a layer's build, or of its first call.</summary>
    /// <exception cref="FormatException">One is not known.</exception>
    internal static (PartialShape Query, PartialShape Key, PartialShape Value) Shapes(BuiltLayer layer)
    {
        PartialShape query = Required("query", 0);
        PartialShape value = Required("value", 1);
        return (query, Find("key", 2) ?? value, value);

        PartialShape Required(string argument, int position) => Find(argument, position) ?? throw new FormatException(
            $"{layer.Place}: build_config has no {argument}_shape in its shapes_dict, and the weights depend on it; build the model before "
            + "model.to_json().");

        // Keras 2 writes the shapes into the configuration.
        PartialShape? Find(string argument, int position) =>
            layer.Inputs.Named(argument, position) ?? layer.Layer.Origin?.ShapeOf(argument + "_shape", layer.Place);
    }

    /// <summary>The tensors of a call.</summary>
    /// <exception cref="ArgumentException">They do not fit each other.</exception>
    internal static (Tensor Query, Tensor Key, Tensor Value) Tensors(LayerBinding layer, ForwardCall call)
    {
        if (call.Arguments?.Keys.FirstOrDefault(name => !s_arguments.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{layer.Place}: it is called with {unknown.Excerpt()}, which is not computed here; query, value, key and "
                + "their masks, attention_mask and use_causal_mask are.");
        }

        Tensor query = call.Find("query", 0) ?? call.Input;
        Tensor value = call.Find("value", 1)
            ?? (
                call.Inputs.Length > 1
                    ? call.Inputs[1]
                    : throw new ArgumentException($"{layer.Place}: it is called on one tensor; it needs a query and a value."));
        Tensor key = call.Find("key", 2) ?? (call.Inputs.Length > 2 ? call.Inputs[2] : value);
        foreach (Tensor input in (ReadOnlySpan<Tensor>)[query, key, value])
        {
            layer.CheckRank(input, 3, "[batch, steps, features]");
        }

        return query[0] == value[0] && value[0] == key[0] && key[1] == value[1]
            ? (query, key, value)
            : throw new ArgumentException(
                $"{layer.Place}: query, key and value have the shapes {query.ShapeText}, {key.ShapeText} and {value.ShapeText}; the "
                + "batches must be equal, and the steps of key and value.");
    }

    /// <summary>
    /// Which keys each place of the query sees, (batch or 1, queries, keys); null where the causal order alone decides, or nothing does.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="call">Its call, with the masks of query, value and key.</param>
    /// <param name="slidingWindow">How far apart query and key may stand, that number excluded; null for any distance.</param>
    /// <remarks>Source: <c>_compute_attention_mask</c> of <c>keras.layers.MultiHeadAttention</c>.</remarks>
    internal static Mask? Seen(LayerBinding layer, ForwardCall call, long? slidingWindow)
    {
        (Tensor query, _, Tensor value) = Tensors(layer, call);
        bool hasKey = call.Find("key", 2) is not null || call.Inputs.Length > 2;
        Mask? queries = call.FindMask("query_mask") ?? call.Masks.Find(query);
        Mask?[] masks =
        [
            queries is null ? null : Fitting(layer, queries, query).Shaped(query[0], query[1], 1),
            Keys(call.FindMask("value_mask") ?? call.Masks.Find(value), value),
            hasKey ? Keys(call.FindMask("key_mask") ?? call.Masks.Find(call.Find("key", 2) ?? call.Inputs[2]), value) : null,
            slidingWindow is { } window ? Pairs(query[1], value[1], (i, j) => Math.Abs(i - j) < window) : null,
            call.FindMask("attention_mask"),
        ];
        IEnumerable<Mask> given = masks.OfType<Mask>();
        return !given.Any() ? null
            : (call.Options.UsesCausalMask ? given.Append(Causal(query[1], value[1])) : given)
                .Aggregate((first, second) => first.And(second));

        Mask? Keys(Mask? mask, Tensor of) => mask is null ? null : Fitting(layer, mask, of).Shaped(of[0], 1, of[1]);
    }

    /// <summary>Query i sees the keys 0 … i: (1, queries, keys).</summary>
    internal static Mask Causal(int queries, int keys) => Pairs(queries, keys, (i, j) => j <= i);

    /// <summary>A mask of pairs as one of all scores (batch, …, queries, keys), whose heads it does not tell apart.</summary>
    internal static Mask Expand(LayerBinding layer, Mask pairs, Tensor scores)
    {
        Mask whole = pairs.Rank is > 1 and < 4 && scores.Rank == 4
            ? pairs.Shaped([.. pairs.Dimensions[..^2], .. Enumerable.Repeat(1, 4 - pairs.Rank), .. pairs.Dimensions[^2..]])
            : pairs;
        bool fits = whole.Rank == scores.Rank
            && Enumerable.Range(0, whole.Rank).All(axis => whole.Dimensions[axis] == 1 || whole.Dimensions[axis] == scores[axis]);
        return fits ? whole.Expand(scores.Dimensions) : throw new ArgumentException(
            $"{layer.Place}: its attention_mask has the shape {pairs.ShapeText}; it must be [{scores[0]}, {scores[-2]}, {scores[-1]}], a "
            + "flag for each query and key.");
    }

    private static Mask Pairs(int queries, int keys, Func<int, int, bool> sees) =>
        new([.. Enumerable.Range(0, queries * keys).Select(i => sees(i / keys, i % keys))], [1, queries, keys]);

    private static Mask Fitting(LayerBinding layer, Mask mask, Tensor x) => mask.Values.Length == x[0] * x[1]
        ? mask
        : throw new ArgumentException(
            $"{layer.Place}: a mask has the shape {mask.ShapeText}; it must be [{x[0]}, {x[1]}], a flag for each step.");
}
