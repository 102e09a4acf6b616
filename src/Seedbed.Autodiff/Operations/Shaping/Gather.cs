using System.Numerics;
using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>y[…, :] = table[index[…], :]: table (rows, features), index whole numbers of any shape.</summary>
public sealed class Gather : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static Gather Instance { get; } = new();

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor table = inputs[0];
        int size = table[1];
        Tensor y = tape.New([.. inputs[1].Dimensions, size]);
        for (int i = 0; i < inputs[1].Count; i++)
        {
            table.Values<T>().Slice(RowOf<T>(inputs[1], i, table[0]) * size, size).CopyTo(y.Values<T>()[(i * size)..]);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int size = inputs[0][1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        for (int i = 0; i < inputs[1].Count; i++)
        {
            Span<T> row = gradient.Slice(RowOf<T>(inputs[1], i, inputs[0][0]) * size, size);
            TensorPrimitives.Add(row, output.Gradient!.Values<T>().Slice(i * size, size), row);
        }
    }

    private static int RowOf<T>(Tensor indices, int element, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T index = indices.Values<T>()[element];
        return index >= T.Zero && index < T.CreateChecked(rows) && T.IsInteger(index)
            ? int.CreateChecked(index)
            : throw new ArgumentException(
                $"the index {index} at element {element} is outside the table; it must be an integer from 0 to {rows - 1}.");
    }
}
