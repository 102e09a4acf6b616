using Seedbed.Initializers;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp;

/// <summary>Fills tensors of TorchSharp.</summary>
public static class TensorFill
{
    /// <summary>
    /// Fills the tensor, without recording gradients: in its own memory where that is contiguous and the CPU's, else piece by piece through
    /// a copy. The fans are PyTorch's, of a weight (outputs, inputs, sizes…); an orthogonal scheme has orthonormal rows or columns of
    /// (outputs, inputs·sizes).
    /// </summary>
    /// <param name="tensor">Of float32, float64, float16 or bfloat16; on any device, of any strides and size.</param>
    /// <param name="initializer">The scheme; where it names a rule of fans, that one is taken.</param>
    /// <param name="seed">Its seed, in place of its own; null leaves that.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The scheme does not accept the shape, or the tensor's type holds no weights.</exception>
    /// <example>
    /// <code>
    /// var linear = torch.nn.Linear(784, 128);
    /// linear.weight!.Fill(new HeNormal(seed: 42));
    /// </code>
    /// </example>
    public static Tensor Fill(this Tensor tensor, Initializer initializer, long? seed = null, FillOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(initializer);
        options ??= FillOptions.Default;
        Initializer seeded = seed is { } number && initializer is RandomInitializer random ? random with { Seed = number } : initializer;
        FillPinned(tensor, TorchLayout.Standard.Adapt(seeded).Pin(options.Stream), options);
        return tensor;
    }

    /// <summary>Fills from an initializer whose draw is fixed and whose fans are settled.</summary>
    internal static void FillPinned(Tensor tensor, Initializer initializer, FillOptions options)
    {
        using var noGradients = no_grad();
        switch (tensor.dtype)
        {
            case ScalarType.Float32:
                Fill<float>(tensor, initializer, options);
                break;
            case ScalarType.Float64:
                Fill<double>(tensor, initializer, options);
                break;
            case ScalarType.Float16:
                Fill<Half>(tensor, initializer, options);
                break;
            case ScalarType.BFloat16:
                Fill<BFloat16>(tensor, initializer, options);
                break;
            default:
                throw new ArgumentException(
                    $"the tensor is of {tensor.dtype}; weights of Float32, Float64, Float16 and BFloat16 are filled.", nameof(tensor));
        }
    }

    private static void Fill<T>(Tensor tensor, Initializer initializer, FillOptions options)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        Shape shape = Shape.Create(tensor.shape);
        bool isInPlace = FlatMemory.IsOf(tensor);
        bool isWhole = initializer.NeedsWholeTensorOn(options.Stream);
        initializer.Check(shape, ElementTypes.Of<T>());
        if (isWhole && shape.ElementCount > Array.MaxLength / 4)
        {
            throw new ArgumentException($"{initializer.ClassName} fills a tensor of {shape.ElementCount} elements at once; at most "
                + $"{Array.MaxLength / 4} are.", nameof(tensor));
        }

        long pieceLength = isWhole ? shape.ElementCount : FlatMemory.PieceLength;
        using Tensor? flat = isInPlace ? tensor.view(-1) : null;
        using Tensor? copy = isInPlace ? null : zeros([Math.Min(pieceLength, shape.ElementCount)], dtype: tensor.dtype);
        for (long start = 0; start < shape.ElementCount; start += pieceLength)
        {
            long count = Math.Min(pieceLength, shape.ElementCount - start);
            Span<T> values = FlatMemory.Piece<T>(flat ?? copy!, flat is null ? 0 : start, count);
            initializer.FillSlice(values, shape, start, options);
            if (copy is not null)
            {
                FlatMemory.CopyInto(tensor, copy, start, count);
            }
        }
    }
}
