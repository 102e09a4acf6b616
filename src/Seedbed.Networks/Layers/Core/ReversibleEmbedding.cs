using System.Runtime.CompilerServices;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>
/// A row of a table E for each whole number, and the way back: x·Eᵀ (…, inputDim) of x (…, outputDim), or x·R with a table R
/// (outputDim, inputDim) of its own. Language models begin and end with it.
/// </summary>
/// <param name="inputDim">The number of rows.</param>
/// <param name="outputDim">The size of a row.</param>
/// <param name="tieWeights">Whether the way back takes the same table.</param>
/// <param name="embeddingsInitializer">Of both tables; uniform in ±0.05 by default. Tied, N(0, 1/outputDim) keeps logits at unit variance.
/// </param>
/// <param name="maskZero">Whether 0 means that there is nothing.</param>
/// <param name="logitSoftCap">c of c·tanh(logits/c) on the way back, above 0; null for none.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>
/// Sources: <c>keras.layers.ReversibleEmbedding</c>; Press and Wolf 2017 (arXiv 1608.05859). On the way back the layer computes in its own
/// type, or in <c>reverse_dtype</c> where a file has one, and passes no mask on.
/// </remarks>
/// <example>
/// <code>
/// ReversibleEmbedding table = new(1000, 64, embeddingsInitializer: new RandomNormal(stddev: 0.125));
/// Input tokens = new([20]);
/// SymbolicTensor hidden = new LayerNormalization().On(new Dense(64, "relu").On(table.On(tokens)));
/// Model model = new(tokens, new Activation("softmax").On(table.OnReversed(hidden)), seed: 42);
/// Console.WriteLine(model.Weights[0]);
/// </code>
/// </example>
public sealed class ReversibleEmbedding(
    long inputDim,
    long outputDim,
    bool tieWeights = true,
    InitializerArgument? embeddingsInitializer = null,
    bool maskZero = false,
    double? logitSoftCap = null,
    string? name = null) : Layer(name)
{
    private readonly Embedding _embedding = new(inputDim, outputDim, embeddingsInitializer, maskZero);
    private string? _reverseType;

    /// <summary>The same with a function that fills the tables.</summary>
    [OverloadResolutionPriority(-1)]
    public ReversibleEmbedding(
        long inputDim, long outputDim, bool tieWeights = true, InitializerFunction<float>? embeddingsInitializer = null,
        bool maskZero = false, double? logitSoftCap = null, string? name = null)
        : this(inputDim, outputDim, tieWeights, embeddingsInitializer, maskZero, logitSoftCap, name)
    {
    }

    /// <summary>The same with a function that fills the tables, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public ReversibleEmbedding(
        long inputDim, long outputDim, bool tieWeights = true, RandomInitializerFunction<float>? embeddingsInitializer = null,
        bool maskZero = false, double? logitSoftCap = null, string? name = null)
        : this(inputDim, outputDim, tieWeights, embeddingsInitializer, maskZero, logitSoftCap, name)
    {
    }

    /// <summary>The number of rows.</summary>
    public long InputDim => _embedding.InputDim;

    /// <summary>The size of a row.</summary>
    public long OutputDim => _embedding.OutputDim;

    /// <summary>Whether the way back takes the same table.</summary>
    public bool TieWeights => tieWeights;

    /// <summary>Whether 0 means that there is nothing.</summary>
    public bool MaskZero => _embedding.MaskZero;

    /// <summary>c of c·tanh(logits/c) on the way back; null for none.</summary>
    public double? LogitSoftCap => logitSoftCap;

    internal override bool CastsInputs => false;

    internal override bool CastsWeights => true;

    /// <summary>Calls the layer in reverse: logits (…, inputDim) of hidden states (…, outputDim).</summary>
    /// <param name="input">The hidden states.</param>
    public SymbolicTensor OnReversed(SymbolicTensor input) => Call([input], new CallOptions { IsReverse = true });

    internal override void Declare(ArgumentList arguments)
    {
        _embedding.Declare(arguments);
        arguments.Add("tie_weights", ref tieWeights, Kinds.Flag);
        arguments.Add("reverse_dtype", ref _reverseType, Kinds.TextOrNull);
        arguments.Add("logit_soft_cap", ref logitSoftCap, Kinds.PositiveOrNull);
    }

    internal override void Build(BuiltLayer layer)
    {
        _embedding.Build(layer);
        if (!tieWeights)
        {
            _embedding.BuildReverse(layer);
        }
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) => layer.Inputs.Call is { IsReverse: true }
        ? layer.Input.With(-1, InputDim)
        : layer.Input.Of([.. layer.Input.Dimensions, OutputDim]);

    internal override LayerFunction Bind(LayerBinding layer)
    {
        LayerFunction embed = _embedding.Bind(layer);
        Func<ForwardCall, Tensor> reverse = Reverse(layer);
        return call => call.Options.IsReverse ? [reverse(call)] : embed(call);
    }

    /// <summary>What is projected back in a type of its own keeps that type.</summary>
    internal override bool CastsOutputs(ForwardCall call) => !call.Options.IsReverse || _reverseType is null;

    /// <summary>Only rows have masks: Keras sets them in the call itself.</summary>
    internal override bool SupportsMasking(LayerBinding layer) => _embedding.SupportsMasking(layer);

    internal override void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs)
    {
        if (!call.Options.IsReverse)
        {
            _embedding.SetMasks(layer, call, outputs);
        }
    }

    private Func<ForwardCall, Tensor> Reverse(LayerBinding layer)
    {
        Tensor table = layer.Weight(tieWeights ? "embeddings" : "reverse_embeddings");
        int size = tieWeights ? table[1] : table[0];
        Func<Tape, Tensor, Tensor> cast = CastOf(layer, table);
        return call =>
        {
            layer.CheckFeatures(call.Input, size);
            (Tape tape, Tensor x) = (call.Tape, call.Input);
            Tensor rows = cast(tape, x.Rank == 2 ? x : Autodiff.Reshape.Of(tape, x, -1, size));
            Tensor logits = cast(tape, tieWeights
                ? tape.Apply(new BatchedProduct(isTransposed: true), rows, cast(tape, table))
                : tape.Apply(DenseProduct.Instance, rows, cast(tape, table)));
            logits = x.Rank == 2 ? logits : Autodiff.Reshape.Of(tape, logits, [.. x.Dimensions[..^1], logits[-1]]);
            layer.SeeProduct(logits, tieWeights ? "embeddings" : "reverse_embeddings");
            return Capped(tape, logits);
        };
    }

    private Tensor Capped(Tape tape, Tensor logits) => logitSoftCap is { } cap
        ? tape.Apply(new ScaleAndShift(cap), tape.Apply(
            NamedActivations.Find("tanh")!, tape.Apply(new ScaleAndShift(1 / cap), logits)))
        : logits;

    /// <summary>To the type that a file has for the way back, which the network's own holds.</summary>
    private Func<Tape, Tensor, Tensor> CastOf(LayerBinding layer, Tensor table) => _reverseType switch
    {
        "float16" or "bfloat16" when ElementTypes.TryParse(_reverseType, out ElementType type) =>
            (tape, x) => tape.Apply(new Rounding(type), x),
        null => (_, x) => x,
        { } own when own == table.Type.Name() => (_, x) => x,
        { } other => throw layer.Wrong(
            "reverse_dtype", $"\"{other.Excerpt()}\"", $"null, float16, bfloat16 or {table.Type.Name()}, in which the model is computed"),
    };
}
