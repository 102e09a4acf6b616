namespace Seedbed.Networks.Layers;

/// <summary>A convolution along one axis: kernel (size, inputs/groups, filters).</summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c>, <c>same</c> or <c>causal</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="groups">The number of groups that channels are convolved in.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Conv1D</c>.</remarks>
public sealed class Conv1D(
    int filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    int groups = 1,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("filters", filters);
        config.Set("kernel_size", kernelSize, 1);
        config.Set("strides", strides ?? 1, 1);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
        config.Set("dilation_rate", dilationRate ?? 1, 1);
        config.Set("groups", groups);
        config.Set("activation", activation);
        config.Set("use_bias", useBias);
        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("bias_initializer", biasInitializer, "zeros");
    }
}

/// <summary>A convolution along two axes: kernel (sizes, inputs/groups, filters).</summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="groups">The number of groups that channels are convolved in.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Conv2D</c>.</remarks>
public sealed class Conv2D(
    int filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    int groups = 1,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("filters", filters);
        config.Set("kernel_size", kernelSize, 2);
        config.Set("strides", strides ?? 1, 2);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
        config.Set("dilation_rate", dilationRate ?? 1, 2);
        config.Set("groups", groups);
        config.Set("activation", activation);
        config.Set("use_bias", useBias);
        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("bias_initializer", biasInitializer, "zeros");
    }
}

/// <summary>A convolution along three axes: kernel (sizes, inputs/groups, filters).</summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="groups">The number of groups that channels are convolved in.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Conv3D</c>.</remarks>
public sealed class Conv3D(
    int filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    int groups = 1,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("filters", filters);
        config.Set("kernel_size", kernelSize, 3);
        config.Set("strides", strides ?? 1, 3);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
        config.Set("dilation_rate", dilationRate ?? 1, 3);
        config.Set("groups", groups);
        config.Set("activation", activation);
        config.Set("use_bias", useBias);
        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("bias_initializer", biasInitializer, "zeros");
    }
}

/// <summary>Each channel convolved by itself: kernel (sizes, inputs, multiplier).</summary>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="depthMultiplier">Outputs of each input channel.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="depthwiseInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.DepthwiseConv2D</c>.</remarks>
public sealed class DepthwiseConv2D(
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    int depthMultiplier = 1,
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? depthwiseInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("kernel_size", kernelSize, 2);
        config.Set("strides", strides ?? 1, 2);
        config.Set("padding", padding);
        config.Set("depth_multiplier", depthMultiplier);
        config.Set("data_format", dataFormat);
        config.Set("dilation_rate", dilationRate ?? 1, 2);
        config.Set("activation", activation);
        config.Set("use_bias", useBias);
        config.Set("depthwise_initializer", depthwiseInitializer, "glorot_uniform");
        config.Set("bias_initializer", biasInitializer, "zeros");
    }
}

/// <summary>
/// Each channel convolved by itself, then all mixed: kernels (sizes, inputs, multiplier) and (1, 1, inputs·multiplier, filters).
/// </summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="depthMultiplier">Outputs of each input channel before they are mixed.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="depthwiseInitializer">Of the first kernel; Glorot uniform by default.</param>
/// <param name="pointwiseInitializer">Of the second kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.SeparableConv2D</c>.</remarks>
public sealed class SeparableConv2D(
    int filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    int depthMultiplier = 1,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? depthwiseInitializer = null,
    InitializerArgument? pointwiseInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("filters", filters);
        config.Set("kernel_size", kernelSize, 2);
        config.Set("strides", strides ?? 1, 2);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
        config.Set("dilation_rate", dilationRate ?? 1, 2);
        config.Set("depth_multiplier", depthMultiplier);
        config.Set("activation", activation);
        config.Set("use_bias", useBias);
        config.Set("depthwise_initializer", depthwiseInitializer, "glorot_uniform");
        config.Set("pointwise_initializer", pointwiseInitializer, "glorot_uniform");
        config.Set("bias_initializer", biasInitializer, "zeros");
    }
}

/// <summary>The transpose of a convolution: kernel (sizes, filters, inputs).</summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Conv2DTranspose</c>.</remarks>
public sealed class Conv2DTranspose(
    int filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("filters", filters);
        config.Set("kernel_size", kernelSize, 2);
        config.Set("strides", strides ?? 1, 2);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
        config.Set("dilation_rate", dilationRate ?? 1, 2);
        config.Set("activation", activation);
        config.Set("use_bias", useBias);
        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("bias_initializer", biasInitializer, "zeros");
    }
}
