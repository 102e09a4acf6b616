namespace Seedbed.Autodiff;

/// <summary>
/// The point of the probability simplex nearest to x: yᵢ = max(xᵢ − τ, 0) along the last axis, with τ such that Σ yᵢ = 1.
/// </summary>
/// <remarks>Martins and Astudillo 2016, algorithm 1 and equation 9: the slope is that of xᵢ − mean of x over the support.</remarks>
internal sealed class Sparsemax : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        int size = y[-1];
        Span<T> sorted = tape.New(size).Values<T>();
        for (int start = 0; start < y.Count; start += size)
        {
            ReadOnlySpan<T> x = inputs[0].Values<T>().Slice(start, size);
            x.CopyTo(sorted);
            sorted.Sort();
            T sum = T.Zero;
            T limit = T.Zero;
            for (int k = 1; k <= size && T.One + (T.CreateChecked(k - 1) * sorted[^k]) > sum; k++)
            {
                sum += sorted[^k];
                limit = (sum - T.One) / T.CreateChecked(k);
            }

            for (int i = 0; i < size; i++)
            {
                y.Values<T>()[start + i] = T.Max(x[i] - limit, T.Zero);
            }
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int size = output[-1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        ReadOnlySpan<T> outer = output.Gradient!.Values<T>();
        for (int start = 0; start < output.Count; start += size)
        {
            ReadOnlySpan<T> y = output.Values<T>().Slice(start, size);
            T sum = T.Zero;
            int support = 0;
            for (int i = 0; i < size; i++)
            {
                sum += y[i] > T.Zero ? outer[start + i] : T.Zero;
                support += y[i] > T.Zero ? 1 : 0;
            }

            for (int i = 0; i < size; i++)
            {
                gradient[start + i] += y[i] > T.Zero ? outer[start + i] - (sum / T.CreateChecked(support)) : T.Zero;
            }
        }
    }
}
