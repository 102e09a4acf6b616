using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>softmax(Q·Kᵀ/√d)·V for each of several heads, with projections before and behind.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Prefix">What the attributes that hold its projections begin with.</param>
/// <param name="KeySize">d.</param>
/// <remarks>Vaswani et al. 2017, section 3.2.</remarks>
internal sealed record HeadedAttention(LayerBinding Layer, string Prefix, long KeySize)
{
    /// <summary>What a score is where a key is hidden, in Keras's two ways: when scores are given or dropped, and else.</summary>
    private const double HiddenScore = -1e9;
    private const double HiddenLogit = 3.38953e38 * -0.7;

    /// <summary>The share of the weights that is dropped in training.</summary>
    internal double Dropout { get; init; }

    /// <summary>Of what is dropped; null where it follows from the model's.</summary>
    internal long? Seed { get; init; }

    /// <summary>How far apart query and key may stand, that number excluded; null for any distance.</summary>
    internal long? SlidingWindow { get; init; }

    /// <summary>Whether a projection of the query, squashed by a sigmoid, multiplies what is attended to.</summary>
    internal bool UsesGate { get; init; }

    /// <summary>The heads of queries that share one head of keys and values.</summary>
    internal int Sharing { get; init; } = 1;

    internal LayerFunction Bind()
    {
        _ = Noise.Rate(Layer, "dropout", Dropout);
        Func<Tape, Tensor, Tensor> queries = Project("query_dense"), keys = Project("key_dense"), values = Project("value_dense");
        Func<Tape, Tensor, Tensor> output = Projection.Of(Layer.Child(Prefix + "output_dense"), inputAxes: 2);
        Func<Tape, Tensor, Tensor>? gate = UsesGate ? Projection.Of(Layer.Child("_gate_dense"), inputAxes: 1) : null;
        ScaleAndShift scale = new(1 / Math.Sqrt(KeySize));
        return call =>
        {
            (Tensor query, Tensor key, Tensor value) = AttentionInputs.Tensors(Layer, call);
            Tape tape = call.Tape;
            Tensor q = Heads(tape, tape.Apply(scale, queries(tape, query)), sharing: 1);
            Tensor k = Heads(tape, keys(tape, key), Sharing);
            Tensor scores = tape.Apply(new BatchedProduct(isTransposed: true), q, k);
            Tensor weights = Weights(call, scores, AttentionInputs.Seen(Layer, call, SlidingWindow));
            Tensor used = Noise.Dropped(Layer, call, weights, Dropout, Seed, weights.Dimensions);
            Tensor attended = tape.Apply(new BatchedProduct(isTransposed: false), used, Heads(tape, values(tape, value), Sharing));
            Tensor joined = Rearrangement.Permute(tape, attended, 0, 2, 1, 3);
            Tensor result = output(tape, gate is null
                ? joined
                : tape.Apply(Multiplication.Instance, joined, tape.Apply(NamedActivations.Find("sigmoid")!, gate(tape, query))));
            return call.Options.ReturnsAttentionScores ? [result, weights] : [result];
        };
    }

    private Func<Tape, Tensor, Tensor> Project(string name) => Projection.Of(Layer.Child(Prefix + name), inputAxes: 1);

    /// <summary>Softmax over the keys that are seen.</summary>
    private Tensor Weights(ForwardCall call, Tensor scores, Mask? seen)
    {
        if (seen is null)
        {
            Tensor causal = call.Options.UsesCausalMask ? call.Tape.Apply(new CausalMask(double.NegativeInfinity), scores) : scores;
            return call.Tape.Apply(new Autodiff.Softmax(), causal);
        }

        bool givesScores = Dropout > 0 || call.Options.ReturnsAttentionScores;
        Mask full = AttentionInputs.Expand(Layer, seen, scores);
        Tensor hidden = call.Tape.Apply(new Selection(full.Values, givesScores ? HiddenScore : HiddenLogit), scores);
        Tensor weights = call.Tape.Apply(new Autodiff.Softmax(), hidden);
        return givesScores ? full.Keep(call.Tape, weights) : weights;
    }

    /// <summary>(batch, steps, heads, size) to (batch, heads, steps, size), each head as often as it is shared.</summary>
    private static Tensor Heads(Tape tape, Tensor x, int sharing)
    {
        if (sharing > 1)
        {
            Tensor split = Autodiff.Reshape.Of(tape, x, x[0], x[1], x[2], 1, x[3]);
            Tensor repeated = Rearrangement.Expand(tape, split, x[0], x[1], x[2], sharing, x[3]);
            x = Autodiff.Reshape.Of(tape, repeated, x[0], x[1], x[2] * sharing, x[3]);
        }

        return Rearrangement.Permute(tape, x, 0, 2, 1, 3);
    }
}
