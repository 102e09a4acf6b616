using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// y[window, c] = Σ x[window + r, c] / n over the n elements of the window that lie within the image: x (batch, points…, channels).
/// </summary>
/// <param name="shape">The windows.</param>
/// <param name="sizes">The sizes of y.</param>
public sealed unsafe class AveragePool(WindowShape shape, int[] sizes) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        int channels = x[-1];
        Tensor y = tape.Zeros(sizes);
        Tensor images = PaddedImages.Pad(tape, x, shape, channels, T.Zero);
        WindowOffsets offsets = shape.OffsetsOf(channels, 1);
        int[] seen = SeenElements();
        Chunks.Threads(x.Count, tape.Execution).Run(x[0], image =>
        {
            for (int window = 0; window < seen.Length; window++)
            {
                T* from = images.First<T>() + ((nint)image * shape.PaddedCount * channels) + offsets.Windows[window];
                Span<T> sum = y.Values<T>().Slice(((image * seen.Length) + window) * channels, channels);
                for (int element = 0; element < shape.KernelCount; element++)
                {
                    TensorPrimitives.Add(sum, new ReadOnlySpan<T>(from + offsets.Elements[element], channels), sum);
                }

                TensorPrimitives.Divide(sum, T.CreateTruncating(seen[window]), sum);
            }
        });
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Tensor x = inputs[0];
        int channels = x[-1];
        Tensor images = PaddedImages.NewGradient(tape, x, shape, channels);
        WindowOffsets offsets = shape.OffsetsOf(channels, 1);
        int[] seen = SeenElements();
        Tensor outer = output.Gradient!;
        Tensor shares = tape.New(x[0], channels);
        Chunks.Threads(x.Count, tape.Execution).Run(x[0], image =>
        {
            Span<T> share = shares.Values<T>().Slice(image * channels, channels);
            for (int window = 0; window < seen.Length; window++)
            {
                T* to = images.First<T>() + ((nint)image * shape.PaddedCount * channels) + offsets.Windows[window];
                TensorPrimitives.Divide(outer.Values<T>().Slice(((image * seen.Length) + window) * channels, channels),
                    T.CreateTruncating(seen[window]), share);
                for (int element = 0; element < shape.KernelCount; element++)
                {
                    Span<T> sum = new(to + offsets.Elements[element], channels);
                    TensorPrimitives.Add(sum, share, sum);
                }
            }
        });
        PaddedImages.AddInner<T>(tape, images, x, shape, channels);
    }

    /// <summary>For each window the number of its elements within the image.</summary>
    private int[] SeenElements()
    {
        int[] seen = new int[shape.OutputCount];
        for (int window = 0; window < seen.Length; window++)
        {
            seen[window] =
                Seen(0, window / shape.Output[2] / shape.Output[1]) * Seen(1, window / shape.Output[2] % shape.Output[1]) * Seen(
                    2, window % shape.Output[2]);
        }

        return seen;

        int Seen(int axis, int index) => Enumerable.Range(0, shape.Kernel[axis])
            .Count(
                element => (index * shape.Strides[axis]) + (element * shape.Dilation[axis]) - shape.Before[axis] is >= 0 and var at
                    && at < shape.Input[axis]);
    }
}
