namespace Seedbed.Networks.Layers;

/// <summary>In training each value is 0 with a probability, and the others grow by 1/(1 − rate); else unchanged.</summary>
/// <param name="rate">The probability, from 0 to 1.</param>
/// <param name="seed">Of what is dropped; drawn from the model's where it is null.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Dropout</c>.</remarks>
public sealed class Dropout(double rate, long? seed = null, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("rate", rate);
        if (seed is { } own)
        {
            config.Set("seed", own);
        }
        else
        {
            config.SetNull("seed");
        }
    }
}
