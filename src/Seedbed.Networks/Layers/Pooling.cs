namespace Seedbed.Networks.Layers;

/// <summary>The largest value of each window along one axis.</summary>
/// <param name="poolSize">The window's sizes; 2 by default.</param>
/// <param name="strides">Steps of the window; its sizes by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.MaxPooling1D</c>.</remarks>
public sealed class MaxPooling1D(
    Sizes? poolSize = null,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("pool_size", poolSize ?? 2, 1);
        config.Set("strides", strides ?? poolSize ?? 2, 1);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
    }
}

/// <summary>The largest value of each window along two axes.</summary>
/// <param name="poolSize">The window's sizes; 2 by default.</param>
/// <param name="strides">Steps of the window; its sizes by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.MaxPooling2D</c>.</remarks>
public sealed class MaxPooling2D(
    Sizes? poolSize = null,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("pool_size", poolSize ?? 2, 2);
        config.Set("strides", strides ?? poolSize ?? 2, 2);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
    }
}

/// <summary>The mean of each window along one axis.</summary>
/// <param name="poolSize">The window's sizes; 2 by default.</param>
/// <param name="strides">Steps of the window; its sizes by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.AveragePooling1D</c>.</remarks>
public sealed class AveragePooling1D(
    Sizes? poolSize = null,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("pool_size", poolSize ?? 2, 1);
        config.Set("strides", strides ?? poolSize ?? 2, 1);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
    }
}

/// <summary>The mean of each window along two axes.</summary>
/// <param name="poolSize">The window's sizes; 2 by default.</param>
/// <param name="strides">Steps of the window; its sizes by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.AveragePooling2D</c>.</remarks>
public sealed class AveragePooling2D(
    Sizes? poolSize = null,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("pool_size", poolSize ?? 2, 2);
        config.Set("strides", strides ?? poolSize ?? 2, 2);
        config.Set("padding", padding);
        config.Set("data_format", dataFormat);
    }
}

/// <summary>The largest value of each channel over its axis.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="keepDims">Whether the pooled axes stay, with size 1.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GlobalMaxPooling1D</c>.</remarks>
public sealed class GlobalMaxPooling1D(string dataFormat = "channels_last", bool keepDims = false, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("data_format", dataFormat);
        config.Set("keepdims", keepDims);
    }
}

/// <summary>The largest value of each channel over its two axes.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="keepDims">Whether the pooled axes stay, with size 1.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GlobalMaxPooling2D</c>.</remarks>
public sealed class GlobalMaxPooling2D(string dataFormat = "channels_last", bool keepDims = false, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("data_format", dataFormat);
        config.Set("keepdims", keepDims);
    }
}

/// <summary>The mean of each channel over its axis.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="keepDims">Whether the pooled axes stay, with size 1.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GlobalAveragePooling1D</c>.</remarks>
public sealed class GlobalAveragePooling1D(string dataFormat = "channels_last", bool keepDims = false, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("data_format", dataFormat);
        config.Set("keepdims", keepDims);
    }
}

/// <summary>The mean of each channel over its two axes.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="keepDims">Whether the pooled axes stay, with size 1.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GlobalAveragePooling2D</c>.</remarks>
public sealed class GlobalAveragePooling2D(string dataFormat = "channels_last", bool keepDims = false, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("data_format", dataFormat);
        config.Set("keepdims", keepDims);
    }
}
