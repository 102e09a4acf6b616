namespace Seedbed.Networks.Layers;

/// <summary>y = scale·x + offset.</summary>
/// <param name="scale">The factor.</param>
/// <param name="offset">What is added.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Rescaling</c>.</remarks>
public sealed class Rescaling(double scale, double offset = 0, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("scale", scale);
        config.Set("offset", offset);
    }
}

/// <summary>y = (x − mean)/√variance along an axis, by given numbers or by weights.</summary>
/// <param name="axis">The axis of the features.</param>
/// <param name="mean">The means; weights, 0 at first, where it is null.</param>
/// <param name="variance">The variances; weights, 1 at first, where it is null.</param>
/// <param name="invert">Whether y = mean + √variance·x.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Normalization</c>.</remarks>
public sealed class Normalization(
    int axis = -1,
    IReadOnlyList<double>? mean = null,
    IReadOnlyList<double>? variance = null,
    bool invert = false,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("axis", axis);
        Optional(config, "mean", mean);
        Optional(config, "variance", variance);
        config.Set("invert", invert);
    }

    private static void Optional(LayerWriter config, string key, IReadOnlyList<double>? values)
    {
        if (values is null)
        {
            config.SetNull(key);
        }
        else
        {
            config.Set(key, values);
        }
    }
}
