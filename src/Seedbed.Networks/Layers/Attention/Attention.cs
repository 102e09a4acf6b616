using System.Runtime.CompilerServices;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>
/// softmax(Q·Kᵀ/√keyDim)·V for each head, Q, K and V being projections of query, key and value; then the heads are projected together.
/// Called on query and value, or on query, value and key.
/// </summary>
/// <param name="numHeads">The number of heads.</param>
/// <param name="keyDim">The size of queries and keys of a head.</param>
/// <param name="valueDim">The size of values of a head; that of keys by default.</param>
/// <param name="dropout">The share of the scores that is dropped in training.</param>
/// <param name="useBias">Whether projections add a bias.</param>
/// <param name="outputShape">The size of the output; that of the query by default.</param>
/// <param name="kernelInitializer">Of all kernels; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of all biases; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.MultiHeadAttention</c>.</remarks>
public sealed class MultiHeadAttention(
    long numHeads,
    long keyDim,
    long? valueDim = null,
    double dropout = 0,
    bool useBias = true,
    long? outputShape = null,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    /// <summary>The same with a function that fills every kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public MultiHeadAttention(
        long numHeads, long keyDim, long? valueDim = null, double dropout = 0, bool useBias = true, long? outputShape = null,
        InitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(numHeads, keyDim, valueDim, dropout, useBias, outputShape, kernelInitializer, biasInitializer, name)
    {
    }

    /// <summary>The same with a function that fills every kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public MultiHeadAttention(
        long numHeads, long keyDim, long? valueDim = null, double dropout = 0, bool useBias = true, long? outputShape = null,
        RandomInitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(numHeads, keyDim, valueDim, dropout, useBias, outputShape, kernelInitializer, biasInitializer, name)
    {
    }

    private IReadOnlyList<int>? _attentionAxes;
    private IReadOnlyList<long>? _outputShape = outputShape is { } size ? [size] : null;
    private long? _slidingWindow;
    private bool _useGate;
    private long? _seed;

    /// <summary>The number of heads.</summary>
    public long NumHeads => numHeads;

    /// <summary>The size of queries and keys of a head.</summary>
    public long KeyDim => keyDim;

    /// <summary>The size of values of a head.</summary>
    public long ValueDim => valueDim ?? keyDim;

    /// <summary>The share of the scores that is dropped in training.</summary>
    public double Dropout => dropout;

    /// <summary>Whether projections add a bias.</summary>
    public bool UseBias => useBias;

    internal override IReadOnlyList<string>? BuildArguments { get; } = ["query", "value", "key"];

    internal override int SeedGenerators => 0;

    internal override bool HasOneOutput => false;

    /// <summary>Calls the layer so that each place of the query attends to those of the value up to its own.</summary>
    /// <param name="inputs">Query and value, or query, value and key.</param>
    /// <exception cref="ArgumentException">There is no input.</exception>
    public SymbolicTensor OnCausally(params IReadOnlyList<SymbolicTensor> inputs) =>
        Call(inputs, new CallOptions { UsesCausalMask = true });

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("num_heads", ref numHeads, Kinds.Size);
        arguments.InnerWidth("key_dim", ref keyDim);
        valueDim ??= keyDim;
        arguments.InnerWidth("value_dim", ref valueDim);
        arguments.Add("dropout", ref dropout, Kinds.Number);
        arguments.Add("use_bias", ref useBias, Kinds.Flag);
        arguments.Add("attention_axes", ref _attentionAxes, Kinds.AxesOrNull);
        arguments.Add("output_shape", ref _outputShape, Kinds.SizeListOrNull);
        arguments.Initializer("kernel_initializer", ref kernelInitializer, "glorot_uniform");
        arguments.Initializer("bias_initializer", ref biasInitializer, "zeros");
        arguments.Accept("sliding_window", ref _slidingWindow, Kinds.SizeOrNull);
        arguments.Accept("use_gate", ref _useGate, Kinds.Flag);
        arguments.Accept("seed", ref _seed, Kinds.Seed);
    }

    internal override void DeclareBuilt(ArgumentList arguments) => Layers.Projection.DeclareAll(
        arguments, ref kernelInitializer, ref biasInitializer, _useGate, dropout, _seed);

    internal override void Build(BuiltLayer layer)
    {
        (PartialShape query, PartialShape key, PartialShape value) = AttentionInputs.Shapes(layer);
        long values = valueDim ?? keyDim;
        layer.Child("query_dense", Projection("query", [query[-1]], [numHeads, keyDim]));
        layer.Child("key_dense", Projection("key", [key[-1]], [numHeads, keyDim]));
        if (_useGate)
        {
            layer.Child("_gate_dense", Projection("gate", [query[-1]], [numHeads, values]));
        }

        layer.Child("value_dense", Projection("value", [value[-1]], [numHeads, values]));
        layer.Child("output_dense", Projection("attention_output", [numHeads, values], [.. _outputShape ?? [query[-1]]]));
    }

    /// <summary>The query with the output's features; the scores, where they are asked for, are not told in a file.</summary>
    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer)
    {
        PartialShape query = AttentionInputs.Shapes(layer).Query;
        return _outputShape is null
            ? [query]
            : [query.Of([.. query.Dimensions[..query.Index(-1)], .. _outputShape.Select(size => (long?)size)])];
    }

    internal override LayerFunction Bind(LayerBinding layer)
    {
        HeadedAttention attention = new(layer, "", keyDim)
        {
            Dropout = dropout, Seed = _seed, SlidingWindow = _slidingWindow, UsesGate = _useGate,
        };
        return new AttentionAxes(layer, _attentionAxes).Around(attention.Bind());
    }

    private Projection Projection(string name, long[] inputs, long[] outputs) =>
        new(name, inputs, outputs, useBias, kernelInitializer, biasInitializer);
}

/// <summary>Attention whose heads share keys and values in groups.</summary>
/// <param name="className">The class, which Keras has under two names.</param>
/// <remarks>Source: <c>keras.layers.GroupQueryAttention</c>.</remarks>
internal sealed class GroupedQueryAttention(string className) : Layer(name: null)
{
    private long _headDim;
    private long _queryHeads;
    private long _sharedHeads;
    private bool _useBias = true;
    private bool _useGate;
    private long? _slidingWindow;
    private double _dropout;
    private long? _seed;
    private InitializerArgument? _kernelInitializer;
    private InitializerArgument? _biasInitializer;

    internal override int SeedGenerators => 0;

    internal override string PythonClass => "GroupedQueryAttention";

    public override string ClassName => className;

    internal override bool HasOneOutput => false;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.InnerWidth("head_dim", ref _headDim);
        arguments.Add("num_query_heads", ref _queryHeads, Kinds.Size);
        arguments.Add("num_key_value_heads", ref _sharedHeads, Kinds.Size);
        long queryHeads = _queryHeads;
        arguments.Restrict(
            "num_key_value_heads", _sharedHeads, Kinds.Size, heads => queryHeads % heads == 0, "a divisor of num_query_heads");
        arguments.Add("use_bias", ref _useBias, Kinds.Flag);
        arguments.Add("use_gate", ref _useGate, Kinds.Flag);
        arguments.Accept("sliding_window", ref _slidingWindow, Kinds.SizeOrNull);
        arguments.Accept("dropout", ref _dropout, Kinds.Number);
        arguments.Accept("seed", ref _seed, Kinds.Seed);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        arguments.Initializer("bias_initializer", ref _biasInitializer, "zeros");
    }

    internal override void DeclareBuilt(ArgumentList arguments) => Layers.Projection.DeclareAll(
        arguments, ref _kernelInitializer, ref _biasInitializer, _useGate, _dropout, _seed);

    internal override void Build(BuiltLayer layer)
    {
        (PartialShape query, PartialShape key, PartialShape value) = AttentionInputs.Shapes(layer);
        layer.Child("_query_dense", Projection("query", [query[-1]], [_queryHeads, _headDim]));
        layer.Child("_key_dense", Projection("key", [key[-1]], [_sharedHeads, _headDim]));
        if (_useGate)
        {
            layer.Child("_gate_dense", Projection("gate", [query[-1]], [_queryHeads, _headDim]));
        }

        layer.Child("_value_dense", Projection("value", [value[-1]], [_sharedHeads, _headDim]));
        layer.Child("_output_dense", Projection("attention_output", [_queryHeads, _headDim], [query[-1]]));
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => [AttentionInputs.Shapes(layer).Query];

    internal override LayerFunction Bind(LayerBinding layer) => new HeadedAttention(layer, "_", _headDim)
    {
        Dropout = _dropout, Seed = _seed, SlidingWindow = _slidingWindow, UsesGate = _useGate,
        Sharing = checked((int)(_queryHeads / _sharedHeads)),
    }.Bind();

    private Projection Projection(string name, long[] inputs, long[] outputs) =>
        new(name, inputs, outputs, _useBias, _kernelInitializer, _biasInitializer);
}
