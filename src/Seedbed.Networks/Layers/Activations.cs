namespace Seedbed.Networks.Layers;

/// <summary>An activation by its Keras name.</summary>
/// <param name="activation">The name: <c>relu</c>, <c>tanh</c>, <c>softmax</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Activation</c>.</remarks>
public sealed class Activation(string activation, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("activation", activation);
    }
}

/// <summary>max(0, x); with a slope for x below the threshold, and a largest value.</summary>
/// <param name="maxValue">The largest value; null for any.</param>
/// <param name="negativeSlope">The slope below the threshold.</param>
/// <param name="threshold">Where the ramp begins.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.ReLU</c>.</remarks>
public sealed class ReLU(double? maxValue = null, double negativeSlope = 0, double threshold = 0, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("max_value", maxValue);
        config.Set("negative_slope", negativeSlope);
        config.Set("threshold", threshold);
    }
}

/// <summary>x where it is positive, else slope·x.</summary>
/// <param name="negativeSlope">The slope below 0.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.LeakyReLU</c>.</remarks>
public sealed class LeakyReLU(double negativeSlope = 0.3, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("negative_slope", negativeSlope);
    }
}

/// <summary>x where it is positive, else α·x, α learned.</summary>
/// <param name="alphaInitializer">Of α; zeros by default.</param>
/// <param name="sharedAxes">Axes along which α is the same, from 1 on; null for none.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.PReLU</c>.</remarks>
public sealed class PReLU(
    InitializerArgument? alphaInitializer = null,
    IReadOnlyList<int>? sharedAxes = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("alpha_initializer", alphaInitializer, "zeros");
        if (sharedAxes is null)
        {
            config.SetNull("shared_axes");
        }
        else
        {
            config.Set("shared_axes", sharedAxes);
        }
    }
}
