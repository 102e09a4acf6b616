using Seedbed.Messages;
using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations;
using Seedbed.Autodiff.Operations.Activations;
using Seedbed.Autodiff.Operations.Arithmetic;
using Seedbed.Autodiff.Operations.Shaping;

namespace Seedbed.Networks.Forwards;

/// <summary>softmax(Q·Kᵀ/√d)·V for each of several heads, with projections before and behind.</summary>
/// <remarks>Vaswani et al. 2017, section 3.2; <c>keras.layers.MultiHeadAttention</c>.</remarks>
internal static class AttentionForwards
{
    private static readonly string[] s_arguments = ["0", "1", "2", "query", "value", "key"];

    internal static IReadOnlyList<LayerForward> All { get; } = [new("MultiHeadAttention", MultiHead)];

    private static LayerFunction MultiHead(LayerBinding layer)
    {
        RefuseOptions(layer);
        Projection queries = new(layer.Child("query_dense"), inputAxes: 1);
        Projection keys = new(layer.Child("key_dense"), inputAxes: 1);
        Projection values = new(layer.Child("value_dense"), inputAxes: 1);
        Projection output = new(layer.Child("output_dense"), inputAxes: 2);
        double dropout = NoiseForwards.Rate(layer, "dropout");
        ScaleAndShift scale = new(1 / Math.Sqrt(layer.Config.Size("key_dim")));
        return call =>
        {
            (Tensor query, Tensor key, Tensor value) = Inputs(layer, call);
            Tape tape = call.Tape;
            Tensor q = Heads(tape, tape.Apply(scale, queries.Apply(tape, query)));
            Tensor k = Heads(tape, keys.Apply(tape, key));
            Tensor v = Heads(tape, values.Apply(tape, value));
            Tensor scores = tape.Apply(new BatchedProduct(isTransposed: true), q, k);
            scores = call.Options.UsesCausalMask ? tape.Apply(new CausalMask(double.NegativeInfinity), scores) : scores;
            Tensor weights = tape.Apply(new Softmax(), scores);
            Tensor used = dropout > 0 && call.IsTraining
                ? tape.Apply(Multiplication.Instance, weights, NoiseForwards.Mask(layer, tape, dropout, weights.Dimensions))
                : weights;
            Tensor attended = tape.Apply(new BatchedProduct(isTransposed: false), used, v);
            Tensor result = output.Apply(tape, Rearrangement.Permute(tape, attended, 0, 2, 1, 3));
            return call.Options.ReturnsAttentionScores ? [result, weights] : [result];
        };
    }

    /// <summary>(batch, steps, heads, size) to (batch, heads, steps, size).</summary>
    private static Tensor Heads(Tape tape, Tensor x) => Rearrangement.Permute(tape, x, 0, 2, 1, 3);

    private static (Tensor Query, Tensor Key, Tensor Value) Inputs(LayerBinding layer, ForwardCall call)
    {
        if (call.Arguments?.Keys.FirstOrDefault(name => !s_arguments.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{layer.Place}: it is called with {unknown.Excerpt()}, which is not computed here; use_causal_mask is.");
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

    private static void RefuseOptions(LayerBinding layer)
    {
        if (layer.Config.Axes("attention_axes") is not (null or [1] or [-2]))
        {
            throw layer.Config.Wrong("attention_axes", "null or 1 to be computed here");
        }

        if (layer.Config.Find("sliding_window") is not null)
        {
            throw layer.Config.Wrong("sliding_window", "null to be computed here");
        }

        if (layer.Config.Flag("use_gate", false))
        {
            throw layer.Config.Wrong("use_gate", "false to be computed here");
        }
    }

    /// <summary>x·W + b, where the kernel has several axes of inputs or of outputs.</summary>
    private sealed class Projection(LayerBinding layer, int inputAxes)
    {
        private readonly Tensor _kernel = layer.Weight("kernel");
        private readonly Tensor? _bias = layer.FindWeight("bias");

        internal Tensor Apply(Tape tape, Tensor x)
        {
            int inputs = _kernel.CountIn(..inputAxes);
            if (x.CountIn((x.Rank - inputAxes)..) != inputs)
            {
                throw layer.Misfit(x, $"one whose last axes have {inputs} elements, as its kernel was built");
            }

            Tensor flat = inputAxes == 1 ? x : Reshape.Of(tape, x, [.. x.Dimensions[..^inputAxes], inputs]);
            Tensor kernel = _kernel.Rank == 2 ? _kernel : Reshape.Of(tape, _kernel, inputs, -1);
            Tensor y = _bias is null
                ? tape.Apply(DenseProduct.Instance, flat, kernel)
                : tape.Apply(DenseProduct.Instance, flat, kernel, _bias.Rank == 1 ? _bias : Reshape.Of(tape, _bias, -1));
            return _kernel.Rank - inputAxes == 1 ? y : Reshape.Of(tape, y, [.. flat.Dimensions[..^1], .. _kernel.Dimensions[inputAxes..]]);
        }
    }
}
