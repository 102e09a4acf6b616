using System.Numerics;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>Images with the border that windows see beyond them.</summary>
internal static unsafe class PaddedImages
{
    /// <summary>The images themselves where windows stay within them; else copies with a border of one value, to be released.</summary>
    /// <param name="tape">Gives memory.</param>
    /// <param name="images">(batch, points, channels).</param>
    /// <param name="shape">The windows.</param>
    /// <param name="channels">Elements of a point.</param>
    /// <param name="border">The value of the border.</param>
    internal static Tensor Pad<T>(Tape tape, Tensor images, WindowShape shape, int channels, T border)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!shape.HasPadding)
        {
            return images;
        }

        int batch = images[0];
        Tensor padded = tape.New(batch, shape.PaddedCount * channels);
        Chunks.Threads(padded.Count, tape.Execution).Run(batch, image =>
        {
            padded.Values<T>().Slice(image * padded[1], padded[1]).Fill(border);
            T* from = images.First<T>() + ((nint)image * shape.InputCount * channels);
            StridedCopy.Run(from, Strides(shape.Input.AsSpan(), channels), Inner<T>(padded, image, shape, channels),
                Strides(shape.Padded, channels), Box(shape, channels), WriteMode.Overwrite);
        });
        return padded;
    }

    /// <summary>Memory for gradients of padded images, 0: that of the images' gradients where there is no border.</summary>
    internal static Tensor NewGradient(Tape tape, Tensor images, WindowShape shape, int channels) =>
        shape.HasPadding ? tape.Zeros(images[0], shape.PaddedCount * channels) : tape.AddedGradient(images);

    /// <summary>Adds what lies within the border to the images' gradients, and releases the memory.</summary>
    internal static void AddInner<T>(Tape tape, Tensor padded, Tensor images, WindowShape shape, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!shape.HasPadding)
        {
            return;
        }

        Tensor gradient = tape.Gradient(images, out WriteMode mode);
        CopyInner<T>(padded, gradient, shape, channels, mode);
        tape.Release(padded);
    }

    /// <summary>Copies what lies within the border.</summary>
    internal static void CopyInner<T>(Tensor padded, Tensor images, WindowShape shape, int channels, WriteMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int image = 0; image < images[0]; image++)
        {
            T* to = images.First<T>() + ((nint)image * shape.InputCount * channels);
            StridedCopy.Run(Inner<T>(padded, image, shape, channels), Strides(shape.Padded, channels), to,
                Strides(shape.Input.AsSpan(), channels), Box(shape, channels), mode);
        }
    }

    private static T* Inner<T>(Tensor padded, int image, WindowShape shape, int channels)
        where T : unmanaged
    {
        nint point = ((((nint)shape.Before[0] * shape.Padded[1]) + shape.Before[1]) * shape.Padded[2]) + shape.Before[2];
        return padded.First<T>() + ((nint)image * shape.PaddedCount * channels) + (point * channels);
    }

    /// <summary>The last axis is a whole line of points.</summary>
    private static int[] Box(WindowShape shape, int channels) => [shape.Input[0], shape.Input[1], shape.Input[2] * channels];

    private static int[] Strides(ReadOnlySpan<int> sizes, int channels) => [sizes[1] * sizes[2] * channels, sizes[2] * channels, 1];
}
