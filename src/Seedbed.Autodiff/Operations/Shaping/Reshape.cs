namespace Seedbed.Autodiff;

/// <summary>The same elements, in the same memory, under other sizes of the same product.</summary>
/// <param name="sizes">The sizes.</param>
public sealed class Reshape(params int[] sizes) : Operation
{
    /// <summary>x with other sizes, one of which may be −1 and takes what is left.</summary>
    public static Tensor Of(Tape tape, Tensor x, params ReadOnlySpan<int> sizes)
    {
        int[] full = sizes.ToArray();
        int free = Array.IndexOf(full, -1);
        if (free >= 0)
        {
            int rest = 1;
            foreach (int size in full)
            {
                rest *= size == -1 ? 1 : size;
            }

            full[free] = rest == 0 ? 0 : x.Count / rest;
        }

        return tape.Apply(new Reshape(full), x);
    }

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = inputs[0].WithDimensions(sizes);
        return y.Count == inputs[0].Count
            ? y
            : throw new ArgumentException(
                $"a tensor of the shape {inputs[0].ShapeText} cannot have the shape {y.ShapeText}; the products must be equal.");
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output) => tape.Pass(output, inputs[0]);
}
