namespace Seedbed.Networks.Layers;

/// <summary>
/// Where a model begins: the first entry of a <see cref="Models.Sequential"/> model, or a tensor of a functional one.
/// </summary>
/// <param name="shape">The sizes of one sample, without the batch: <c>[28, 28, 1]</c>; null where a size is not known.</param>
/// <param name="dtype">The type of the data in Keras: that of the model's weights, or <c>int32</c> for the numbers of an Embedding.</param>
/// <param name="name">The name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.Input</c>; in configurations it is an <c>InputLayer</c>.</remarks>
public sealed class Input(IReadOnlyList<int?> shape, string? dtype = null, string? name = null) : Layer(name)
{
    private SymbolicTensor? _tensor;

    /// <inheritdoc/>
    public override string ClassName => "InputLayer";

    /// <summary>The data, before there is any.</summary>
    public SymbolicTensor Tensor => _tensor ??= new SymbolicTensor(new LayerNode(this, 0, []), 0);

    /// <summary>The sizes of one sample; null where unknown.</summary>
    internal IReadOnlyList<int?> Shape => shape;

    /// <summary>The type of the data in Keras; null for that of the weights.</summary>
    internal string? Type => dtype;

    /// <summary>The data, before there is any.</summary>
    /// <param name="input">The input.</param>
    public static implicit operator SymbolicTensor(Input input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Tensor;
    }

    private protected override void WriteHeader(LayerWriter config)
    {
        config.Config.Remove("trainable");
        config.Set("dtype", dtype ?? config.TypeName);
    }

    private protected override void Write(LayerWriter config)
    {
        config.Set("batch_shape", (IEnumerable<int?>)[null, .. shape]);
        config.Set("sparse", false);
    }
}
