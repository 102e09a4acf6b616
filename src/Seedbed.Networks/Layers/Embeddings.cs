namespace Seedbed.Networks.Layers;

/// <summary>A row of a table for each whole number.</summary>
/// <param name="inputDim">The number of rows.</param>
/// <param name="outputDim">The size of a row.</param>
/// <param name="embeddingsInitializer">Of the table; uniform in ±0.05 by default.</param>
/// <param name="maskZero">Whether 0 means that there is nothing.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Embedding</c>.</remarks>
public sealed class Embedding(
    int inputDim,
    int outputDim,
    InitializerArgument? embeddingsInitializer = null,
    bool maskZero = false,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("input_dim", inputDim);
        config.Set("output_dim", outputDim);
        config.Set("embeddings_initializer", embeddingsInitializer, "uniform");
        config.Set("mask_zero", maskZero);
    }
}
