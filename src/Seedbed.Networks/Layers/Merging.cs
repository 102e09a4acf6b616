namespace Seedbed.Networks.Layers;

/// <summary>The sum of several tensors.</summary>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Add</c>.</remarks>
public sealed class Add(string? name = null) : Layer(name)
{
    private protected override bool TakesList => true;

    private protected override void Write(LayerWriter config)
    {
    }
}

/// <summary>The product of several tensors, element by element.</summary>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Multiply</c>.</remarks>
public sealed class Multiply(string? name = null) : Layer(name)
{
    private protected override bool TakesList => true;

    private protected override void Write(LayerWriter config)
    {
    }
}

/// <summary>Several tensors one behind the other.</summary>
/// <param name="axis">The axis along which they stand.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Concatenate</c>.</remarks>
public sealed class Concatenate(int axis = -1, string? name = null) : Layer(name)
{
    private protected override bool TakesList => true;

    private protected override void Write(LayerWriter config) => config.Set("axis", axis);
}
