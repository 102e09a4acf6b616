using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>How a checkpoint becomes one of another format.</summary>
public sealed record ConvertOptions
{
    /// <summary>
    /// The model whose weights they are, where the checkpoint does not hold it: it tells which name in one format is which in another. Null
    /// asks the checkpoint.
    /// </summary>
    public KerasModelFile? Model { get; init; }

    /// <summary>The type of all floating-point tensors, rounded once to nearest; null leaves each as it is.</summary>
    public ElementType? ElementType { get; init; }

    /// <summary>
    /// Whether tensors get PyTorch's names and layouts where a layer has such: <c>dense.weight</c> [out, in], <c>conv.weight</c>
    /// [out, in, height, width], <c>running_mean</c>.
    /// </summary>
    public bool PyTorch { get; init; }

    /// <summary>Overwriting, threads, progress, cancellation.</summary>
    public WriteOptions Write { get; init; } = WriteOptions.Default;
}
