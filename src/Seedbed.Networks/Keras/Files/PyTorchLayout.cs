using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>
/// The names and layouts that PyTorch's layers have for the weights of Keras's: a kernel's outputs first, then its inputs, then its window.
/// </summary>
/// <remarks>
/// Source: <c>torch.nn.Linear</c>, <c>Conv*d</c>, <c>ConvTranspose*d</c>, <c>BatchNorm*d</c>, <c>LayerNorm</c>, <c>Embedding</c>.
/// </remarks>
internal static class PyTorchLayout
{
    /// <summary>Layers whose kernel has the window first, then two axes that PyTorch has first, in the other order.</summary>
    private static readonly string[] s_kernels =
        ["Dense", "Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"];

    private static readonly string[] s_norms = ["BatchNormalization", "LayerNormalization", "GroupNormalization"];

    /// <summary>The weight as PyTorch has it; null where it has no layer with the same weights.</summary>
    internal static TensorTemplate? Of(TensorTemplate weight)
    {
        int end = weight.Name.LastIndexOf('/');
        string variable = weight.Name[(end + 1)..];
        StoredTensor stored = weight.Stored!;
        (string Name, StoredTensor Stored)? found = (weight.LayerClass, variable) switch
        {
            (_, "kernel") when s_kernels.Contains(weight.LayerClass) => ("weight", stored.Transpose(KernelAxes(stored.Shape.Rank))),
            ("DepthwiseConv1D" or "DepthwiseConv2D", "kernel" or "depthwise_kernel") => ("weight", Depthwise(stored)),
            ("Embedding", "embeddings") => ("weight", stored),
            ("PReLU", "alpha") => ("weight", stored.Reshape([stored.Shape.ElementCount])),
            (_, "gamma") when s_norms.Contains(weight.LayerClass) => ("weight", stored),
            (_, "beta") when s_norms.Contains(weight.LayerClass) => ("bias", stored),
            ("BatchNormalization", "moving_mean") => ("running_mean", stored),
            ("BatchNormalization", "moving_variance") => ("running_var", stored),
            (_, "bias") when s_kernels.Contains(weight.LayerClass) || IsDepthwise(weight) => ("bias", stored),
            _ => null,
        };
        return found is { } converted
            ? weight with
            {
                Name = NameOf(weight.Name[..(end + 1)] + converted.Name), Shape = converted.Stored.Shape, Stored = converted.Stored,
            }
            : null;
    }

    /// <summary>Modules are joined by points in a state_dict.</summary>
    internal static string NameOf(string name) => name.Replace('/', '.');

    private static bool IsDepthwise(TensorTemplate weight) => weight.LayerClass is "DepthwiseConv1D" or "DepthwiseConv2D";

    /// <summary>[height, width, in, out] becomes [out, in, height, width], and so with any window.</summary>
    private static int[] KernelAxes(int rank) => [rank - 1, rank - 2, .. Enumerable.Range(0, rank - 2)];

    /// <summary>
    /// [height, width, in, multiplier] becomes [in · multiplier, 1, height, width], a convolution of as many groups as inputs.
    /// </summary>
    private static StoredTensor Depthwise(StoredTensor stored)
    {
        int rank = stored.Shape.Rank;
        StoredTensor turned = stored.Transpose([rank - 2, rank - 1, .. Enumerable.Range(0, rank - 2)]);
        long[] sizes = turned.Shape.Dimensions.ToArray();
        return turned.Reshape(Shape.Create([sizes[0] * sizes[1], 1, .. sizes[2..]]));
    }
}
