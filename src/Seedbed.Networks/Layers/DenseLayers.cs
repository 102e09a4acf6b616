namespace Seedbed.Networks.Layers;

/// <summary>y = activation(x·W + b) along the last axis: W (inputs, units), b (units).</summary>
/// <param name="units">The size of the output.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Dense</c>.</remarks>
public sealed class Dense(
    int units,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("units", units);
        config.Set("activation", activation);
        config.Set("use_bias", useBias);
        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("bias_initializer", biasInitializer, "zeros");
    }
}
