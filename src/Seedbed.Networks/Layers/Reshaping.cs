namespace Seedbed.Networks.Layers;

/// <summary>Each sample as one axis.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Flatten</c>.</remarks>
public sealed class Flatten(string dataFormat = "channels_last", string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("data_format", dataFormat);
    }
}

/// <summary>Each sample under other sizes; one may be −1.</summary>
/// <param name="targetShape">The sizes without the batch.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Reshape</c>.</remarks>
public sealed class Reshape(IReadOnlyList<int> targetShape, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("target_shape", targetShape);
    }
}

/// <summary>Zeros before and behind the time steps.</summary>
/// <param name="padding">How many; 1 on each side by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.ZeroPadding1D</c>.</remarks>
public sealed class ZeroPadding1D((int Before, int Behind)? padding = null, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("padding", [padding?.Before ?? 1, padding?.Behind ?? 1]);
    }
}

/// <summary>Zeros around each image.</summary>
/// <param name="padding">How many above and below, and at the left and the right; 1 by default.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.ZeroPadding2D</c>.</remarks>
public sealed class ZeroPadding2D(Sizes? padding = null, string dataFormat = "channels_last", string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("padding", padding ?? 1, 2);
        config.Set("data_format", dataFormat);
    }
}
