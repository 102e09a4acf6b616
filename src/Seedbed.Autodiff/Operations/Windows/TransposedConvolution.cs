using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// y[window + r, f] += x[window, c]·W[r, f, c], plus b[f]: x (batch, windows…, channels), W (window…, filters, channels), b (filters) or
/// absent: the gradient of a convolution of y by its image.
/// </summary>
/// <param name="shape">The windows, of which each point of x is one.</param>
/// <param name="sizes">The sizes of y.</param>
public sealed class TransposedConvolution(WindowShape shape, int[] sizes) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        Tensor kernel = inputs[1];
        int filters = sizes[^1];
        Tensor y = tape.Zeros(sizes);
        Tensor images = shape.HasPadding ? tape.Zeros(x[0], shape.PaddedCount * filters) : y;
        new WindowProducts<T>(tape, shape, filters, x[-1], groups: 1).AddImageGradient(x, kernel, images);
        if (shape.HasPadding)
        {
            PaddedImages.CopyInner<T>(images, y, shape, filters, WriteMode.Overwrite);
            tape.Release(images);
        }

        if (inputs.Length > 2)
        {
            Rows.Add<T>(inputs[2].Values<T>(), y.Values<T>());
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Tensor x = inputs[0];
        Tensor kernel = inputs[1];
        Tensor outer = PaddedImages.Pad(tape, output.Gradient!, shape, sizes[^1], T.Zero);
        WindowProducts<T> products = new(tape, shape, sizes[^1], x[-1], groups: 1);
        if (inputs.Length > 2 && inputs[2].NeedsGradient)
        {
            Tensor bias = tape.Gradient(inputs[2], out WriteMode mode);
            Rows.Sum<T>(output.Gradient!.Values<T>(), bias.Values<T>(), mode);
        }

        if (kernel.NeedsGradient)
        {
            Tensor gradient = tape.Gradient(kernel, out WriteMode mode);
            products.AddKernelGradient(outer, x, gradient, mode);
        }

        if (x.NeedsGradient)
        {
            Tensor images = tape.New(x.Dimensions);
            products.Multiply(outer, kernel, bias: null, activation: null, images);
            tape.AddTo(images, x);
            tape.Release(images);
        }
    }
}
