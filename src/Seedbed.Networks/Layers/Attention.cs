namespace Seedbed.Networks.Layers;

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
    int numHeads,
    int keyDim,
    int? valueDim = null,
    double dropout = 0,
    bool useBias = true,
    int? outputShape = null,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    /// <summary>Calls the layer so that each place of the query attends to those of the value up to its own.</summary>
    /// <param name="inputs">Query and value, or query, value and key.</param>
    /// <exception cref="ArgumentException">There is no input.</exception>
    public SymbolicTensor OnCausally(params IReadOnlyList<SymbolicTensor> inputs) => Call(inputs, [new("use_causal_mask", true)]);

    private protected override void Write(LayerWriter config)
    {
        config.Set("num_heads", numHeads);
        config.Set("key_dim", keyDim);
        config.Set("value_dim", valueDim ?? keyDim);
        config.Set("dropout", dropout);
        config.Set("use_bias", useBias);
        config.SetNull("attention_axes");
        if (outputShape is { } size)
        {
            config.Set("output_shape", [size]);
        }
        else
        {
            config.SetNull("output_shape");
        }

        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("bias_initializer", biasInitializer, "zeros");
    }
}
