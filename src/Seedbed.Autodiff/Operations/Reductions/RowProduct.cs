namespace Seedbed.Autodiff;

/// <summary>yᵢ = ∏ⱼ xᵢⱼ: x (rows, n), y (rows). The slope by an element is the product of the others, zeros among them or not.</summary>
public sealed class RowProduct : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0][0]);
        int size = inputs[0][1];
        for (int row = 0; row < y.Count; row++)
        {
            T product = T.One;
            foreach (T value in inputs[0].Values<T>().Slice(row * size, size))
            {
                product *= value;
            }

            y.Values<T>()[row] = product;
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Span<T> inner = tape.AddedGradient(inputs[0]).Values<T>();
        int size = inputs[0][1];
        T[] before = new T[size];
        for (int row = 0; row < output.Count; row++)
        {
            ReadOnlySpan<T> line = inputs[0].Values<T>().Slice(row * size, size);
            T product = T.One;
            for (int i = 0; i < size; i++)
            {
                before[i] = product;
                product *= line[i];
            }

            T behind = output.Gradient!.Values<T>()[row];
            for (int i = size - 1; i >= 0; i--)
            {
                inner[(row * size) + i] += before[i] * behind;
                behind *= line[i];
            }
        }
    }
}
