namespace Seedbed.Autodiff;

/// <summary>y is the value of a 16-bit type that is nearest to x, ties to even; its slope is taken as 1.</summary>
/// <param name="type">Float16 or BFloat16.</param>
public sealed class Rounding(ElementType type) : Operation
{
    /// <summary>Rounds values in place.</summary>
    /// <param name="tensor">The values.</param>
    /// <param name="type">Float16 or BFloat16.</param>
    public static void InPlace(Tensor tensor, ElementType type)
    {
        if (tensor.Type == ElementType.Float32)
        {
            foreach (ref float value in tensor.Values<float>())
            {
                value = (float)Round(type, value);
            }

            return;
        }

        foreach (ref double value in tensor.Values<double>())
        {
            value = Round(type, value);
        }
    }

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.Copy<T>(inputs[0].Values<T>(), inputs[0].Dimensions);
        InPlace(y, type);
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output) => tape.Pass(output, inputs[0]);

    private static double Round(ElementType type, double value) => type switch
    {
        ElementType.Float16 => (double)(Half)value,
        ElementType.BFloat16 => (double)(BFloat16)value,
        _ => throw new ArgumentOutOfRangeException(nameof(type), $"the type is {type.Name()}; values are rounded to float16 or bfloat16."),
    };
}
