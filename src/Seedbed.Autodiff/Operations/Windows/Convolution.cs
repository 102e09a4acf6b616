using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// y[window, f] = a(Σ x[window + r, c]·W[r, c, f] + b[f]): x (batch, points…, channels), W (window…, channels/groups, filters), b (filters)
/// or absent.
/// </summary>
/// <param name="shape">The windows.</param>
/// <param name="groups">Groups of channels, each seen by its own filters alone.</param>
/// <param name="sizes">The sizes of y.</param>
/// <param name="activation">a, whose slope follows from y; null for none.</param>
public sealed class Convolution(WindowShape shape, int groups, int[] sizes, ElementOperation? activation = null) : Operation
{
    private Tensor? _padded;

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        Tensor kernel = inputs[1];
        Tensor y = tape.New(sizes);
        _padded = PaddedImages.Pad(tape, x, shape, x[-1], T.Zero);
        new WindowProducts<T>(tape, shape, x[-1], kernel[-1], groups).Multiply(
            _padded, kernel, inputs.Length > 2 ? inputs[2] : null, activation, y);
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Tensor x = inputs[0];
        Tensor kernel = inputs[1];
        Tensor outer = activation is null ? output.Gradient! : activation.PullBackInto(tape, output);
        WindowProducts<T> products = new(tape, shape, x[-1], kernel[-1], groups);
        if (inputs.Length > 2 && inputs[2].NeedsGradient)
        {
            Tensor bias = tape.Gradient(inputs[2], out WriteMode mode);
            Rows.Sum<T>(outer.Values<T>(), bias.Values<T>(), mode);
        }

        if (kernel.NeedsGradient)
        {
            Tensor gradient = tape.Gradient(kernel, out WriteMode mode);
            products.AddKernelGradient(_padded!, outer, gradient, mode);
        }

        if (x.NeedsGradient)
        {
            Tensor images = PaddedImages.NewGradient(tape, x, shape, x[-1]);
            products.AddImageGradient(outer, kernel, images);
            PaddedImages.AddInner<T>(tape, images, x, shape, x[-1]);
        }
    }
}
