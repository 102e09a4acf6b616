using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y = x / max(√Σxⱼ², ε) along the last axis: vectors of the length 1.</summary>
/// <param name="epsilon">ε.</param>
public sealed class UnitVectors(double epsilon) : Operation
{
    // 1/max(|x|, ε) of each row.
    private Tensor? _scales;

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        Tensor y = tape.New(x.Dimensions);
        int size = x[-1];
        _scales = tape.New(x.CountIn(..^1));
        T smallest = T.CreateTruncating(epsilon);
        for (int row = 0; row < _scales.Count; row++)
        {
            ReadOnlySpan<T> from = x.Values<T>().Slice(row * size, size);
            Span<T> to = y.Values<T>().Slice(row * size, size);
            T scale = _scales.Values<T>()[row] = T.One / T.Max(T.Sqrt(Sums.OfProducts(from, from)), smallest);
            for (int i = 0; i < size; i++)
            {
                to[i] = from[i] * scale;
            }
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Span<T> inner = tape.AddedGradient(inputs[0]).Values<T>();
        int size = output[-1];
        T largest = T.One / T.CreateTruncating(epsilon);
        for (int row = 0; row < _scales!.Count; row++)
        {
            ReadOnlySpan<T> y = output.Values<T>().Slice(row * size, size);
            ReadOnlySpan<T> outer = output.Gradient!.Values<T>().Slice(row * size, size);
            T scale = _scales.Values<T>()[row];

            // A row that is divided by ε is only scaled.
            T along = scale < largest ? Sums.OfProducts(y, outer) : T.Zero;
            for (int i = 0; i < size; i++)
            {
                inner[(row * size) + i] += scale * (outer[i] - (y[i] * along));
            }
        }
    }
}
