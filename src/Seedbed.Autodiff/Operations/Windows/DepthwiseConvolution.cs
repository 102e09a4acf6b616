using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y[window, c] = Σ x[window + r, c]·W[r, c]: x (batch, points…, channels), W (window…, channels, 1).</summary>
/// <param name="shape">The windows.</param>
/// <param name="sizes">The sizes of y.</param>
public sealed unsafe class DepthwiseConvolution(WindowShape shape, int[] sizes) : Operation
{
    private Tensor? _padded;

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        Tensor kernel = inputs[1];
        int channels = x[-1];
        Tensor y = tape.Zeros(sizes);
        Tensor images = _padded = PaddedImages.Pad(tape, x, shape, channels, T.Zero);
        WindowOffsets offsets = shape.OffsetsOf(channels, 1);
        Chunks.Threads((long)y.Count * shape.KernelCount, tape.Execution).Run(x[0], image =>
        {
            for (int window = 0; window < shape.OutputCount; window++)
            {
                T* from = images.First<T>() + ((nint)image * shape.PaddedCount * channels) + offsets.Windows[window];
                Span<T> sum = y.Values<T>().Slice(((image * shape.OutputCount) + window) * channels, channels);
                for (int element = 0; element < shape.KernelCount; element++)
                {
                    TensorPrimitives.MultiplyAdd(new ReadOnlySpan<T>(from + offsets.Elements[element], channels),
                        kernel.Values<T>().Slice(element * channels, channels), sum, sum);
                }
            }
        });
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Tensor x = inputs[0];
        int channels = x[-1];
        if (inputs[1].NeedsGradient)
        {
            AddKernelGradient<T>(output.Gradient!, channels, tape.AddedGradient(inputs[1]));
        }

        if (!x.NeedsGradient)
        {
            return;
        }

        Tensor images = PaddedImages.NewGradient(tape, x, shape, channels);
        WindowOffsets offsets = shape.OffsetsOf(channels, 1);
        Tensor outer = output.Gradient!;
        Tensor kernel = inputs[1];
        Chunks.Threads((long)outer.Count * shape.KernelCount, tape.Execution).Run(x[0], image =>
        {
            for (int window = 0; window < shape.OutputCount; window++)
            {
                T* to = images.First<T>() + ((nint)image * shape.PaddedCount * channels) + offsets.Windows[window];
                ReadOnlySpan<T> slope = outer.Values<T>().Slice(((image * shape.OutputCount) + window) * channels, channels);
                for (int element = 0; element < shape.KernelCount; element++)
                {
                    Span<T> sum = new(to + offsets.Elements[element], channels);
                    TensorPrimitives.MultiplyAdd(slope, kernel.Values<T>().Slice(element * channels, channels), sum, sum);
                }
            }
        });
        PaddedImages.AddInner<T>(tape, images, x, shape, channels);
    }

    private void AddKernelGradient<T>(Tensor outer, int channels, Tensor gradient)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        WindowOffsets offsets = shape.OffsetsOf(channels, 1);
        for (int line = 0; line < outer.Count / channels; line++)
        {
            (int image, int window) = Math.DivRem(line, shape.OutputCount);
            T* from = _padded!.First<T>() + ((nint)image * shape.PaddedCount * channels) + offsets.Windows[window];
            ReadOnlySpan<T> slope = outer.Values<T>().Slice(line * channels, channels);
            for (int element = 0; element < shape.KernelCount; element++)
            {
                Span<T> sum = gradient.Values<T>().Slice(element * channels, channels);
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<T>(from + offsets.Elements[element], channels), slope, sum, sum);
            }
        }
    }
}
