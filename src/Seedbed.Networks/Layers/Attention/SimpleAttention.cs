using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>softmax(scores)·V of a query, a value and a key that are not projected; a list of them is the only argument.</summary>
internal abstract class SimpleAttention() : Layer(name: null)
{
    /// <summary>What Keras takes off a score whose key is hidden.</summary>
    private const double Hidden = 1e9;

    private double _dropout;
    private long? _seed;

    internal override bool HasOneOutput => false;

    internal override bool TakesList => true;

    internal override int SeedGenerators => _dropout > 0 ? 1 : 0;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("dropout", ref _dropout, Kinds.Number);
        arguments.Accept("seed", ref _seed, Kinds.Seed);
    }

    /// <summary>The query with the value's features.</summary>
    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer)
    {
        IReadOnlyList<PartialShape> inputs = layer.Inputs.All;
        return inputs.Count > 1
            ? [inputs[0].With(-1, inputs[1].Find(-1))]
            : throw new FormatException($"{layer.Place}: it is called on one tensor; it must be called on a list of query and value.");
    }

    internal override bool SupportsMasking(LayerBinding layer) => true;

    /// <summary>The query's mask.</summary>
    internal override void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs) =>
        call.Masks.Set(outputs[0], MaskOf(call, 0));

    internal override LayerFunction Bind(LayerBinding layer)
    {
        double dropout = Noise.Rate(layer, "dropout", _dropout);
        Func<Tape, Tensor, Tensor, Tensor> scores = Scores(layer);
        return call =>
        {
            (Tensor query, Tensor key, Tensor value) = AttentionInputs.Tensors(layer, call with { Arguments = null });
            Tape tape = call.Tape;
            Tensor weights = tape.Apply(new Autodiff.Softmax(), Hide(layer, call, scores(tape, query, key), value));
            Tensor used = Noise.Dropped(layer, call, weights, dropout, _seed, weights.Dimensions);
            Tensor attended = tape.Apply(new BatchedProduct(isTransposed: false), used, value);
            Tensor result = MaskOf(call, 0)?.Keep(tape, attended) ?? attended;
            return call.Options.ReturnsAttentionScores ? [result, weights] : [result];
        };
    }

    /// <summary>(batch, queries, keys) of query (batch, queries, features) and key (batch, keys, features).</summary>
    private protected abstract Func<Tape, Tensor, Tensor, Tensor> Scores(LayerBinding layer);

    /// <summary>f(q + k) for each pair of places: (batch, queries, keys, features).</summary>
    private protected static Tensor Sums(Tape tape, Tensor query, Tensor key)
    {
        int[] sizes = [query[0], query[1], key[1], query[2]];
        Tensor q = Rearrangement.Expand(tape, Autodiff.Reshape.Of(tape, query, query[0], query[1], 1, query[2]), sizes);
        Tensor k = Rearrangement.Expand(tape, Autodiff.Reshape.Of(tape, key, key[0], 1, key[1], key[2]), sizes);
        return tape.Apply(Addition.Instance, q, k);
    }

    private static Tensor Hide(LayerBinding layer, ForwardCall call, Tensor scores, Tensor value)
    {
        Mask? seen = MaskOf(call, 1) is { } mask ? mask.Shaped(value[0], 1, value[1]) : null;
        Mask? causal = call.Options.UsesCausalMask ? AttentionInputs.Causal(scores[1], scores[2]) : null;
        if ((seen is null ? causal : causal is null ? seen : seen.And(causal)) is not { } pairs)
        {
            return scores;
        }

        Mask full = AttentionInputs.Expand(layer, pairs, scores);
        return call.Tape.Apply(
            new Selection(full.Values), scores, call.Tape.Apply(new ScaleAndShift(1, -Hidden), scores));
    }

    /// <summary>The mask of an input: of the list that the call is given, or the tensor's own.</summary>
    private static Mask? MaskOf(ForwardCall call, int input) =>
        call.Arguments is not null && call.Arguments.TryGetValue("mask", out Tensor[]? masks)
            ? input < masks.Length ? Mask.Unequal(masks[input], 0) : null
            : input < call.Inputs.Length ? call.Masks.Find(call.Inputs[input]) : null;
}

/// <summary>Scores q·k, or Σ tanh(q + k).</summary>
/// <remarks>Source: <c>keras.layers.Attention</c>.</remarks>
internal sealed class Attention : SimpleAttention
{
    private bool _useScale;
    private string _scoreMode = "dot";

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("use_scale", ref _useScale, Kinds.Flag);
        arguments.Add("score_mode", ref _scoreMode, Kinds.Choice("dot", "concat"));
        base.Declare(arguments);
    }

    internal override void Build(BuiltLayer layer)
    {
        if (_useScale)
        {
            layer.Weight("scale", [], new Ones());
        }

        if (_scoreMode == "concat")
        {
            layer.Weight("concat_score_weight", [], new Ones());
        }
    }

    private protected override Func<Tape, Tensor, Tensor, Tensor> Scores(LayerBinding layer)
    {
        Tensor? scale = layer.FindWeight("scale");
        Tensor? factor = layer.FindWeight("concat_score_weight");
        return (tape, query, key) =>
        {
            if (factor is null)
            {
                return Scaled(tape, tape.Apply(new BatchedProduct(isTransposed: true), query, key), scale);
            }

            Tensor sums = tape.Apply(NamedActivations.Find("tanh")!, Scaled(tape, Sums(tape, query, key), scale));
            Tensor weights = Rearrangement.Expand(tape, Autodiff.Reshape.Of(tape, factor, 1, 1), query[2], 1);
            return Autodiff.Reshape.Of(tape, tape.Apply(DenseProduct.Instance, sums, weights), query[0], query[1], key[1]);
        };
    }

    private static Tensor Scaled(Tape tape, Tensor x, Tensor? scale) => scale is null ? x : tape.Apply(
        Multiplication.Instance, x,
        Rearrangement.Expand(tape, Autodiff.Reshape.Of(tape, scale, [.. Enumerable.Repeat(1, x.Rank)]), x.Dimensions));
}

/// <summary>Scores Σ scale·tanh(q + k).</summary>
/// <remarks>Source: <c>keras.layers.AdditiveAttention</c>.</remarks>
internal sealed class AdditiveAttention : SimpleAttention
{
    private bool _useScale = true;
    private InitializerArgument? _scaleInitializer = InitializerArgument.Named("glorot_uniform");

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("use_scale", ref _useScale, Kinds.Flag);
        base.Declare(arguments);
    }

    internal override void DeclareBuilt(ArgumentList arguments)
    {
        if (_useScale)
        {
            arguments.Initializer("scale", ref _scaleInitializer, "glorot_uniform");
        }
    }

    internal override void Build(BuiltLayer layer)
    {
        if (_useScale)
        {
            layer.Weight("scale", [layer.Inputs.All[0][-1]], _scaleInitializer);
        }
    }

    private protected override Func<Tape, Tensor, Tensor, Tensor> Scores(LayerBinding layer)
    {
        Tensor? scale = layer.FindWeight("scale");
        return (tape, query, key) =>
        {
            Tensor sums = tape.Apply(NamedActivations.Find("tanh")!, Sums(tape, query, key));
            Tensor weights = scale ?? TensorValues.Constant(tape, [.. Enumerable.Repeat(1.0, query[2])]);
            Tensor scores = tape.Apply(DenseProduct.Instance, sums, Autodiff.Reshape.Of(tape, weights, query[2], 1));
            return Autodiff.Reshape.Of(tape, scores, query[0], query[1], key[1]);
        };
    }
}
