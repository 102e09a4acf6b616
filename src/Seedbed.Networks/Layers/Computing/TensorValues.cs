using System.Numerics.Tensors;
using Seedbed.Autodiff;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Layers.Computing;

/// <summary>Numbers that are read off tensors, or put into them, whatever the type.</summary>
internal static class TensorValues
{
    /// <summary>The mean of all elements.</summary>
    internal static double Mean(Tensor tensor) => tensor.Sum() / tensor.Count;

    /// <summary>An element of a flat index.</summary>
    internal static double At(Tensor tensor, int index) =>
        tensor.Type == ElementType.Float32 ? tensor.Values<float>()[index] : tensor.Values<double>()[index];

    /// <summary>All elements.</summary>
    internal static double[] All(Tensor tensor) => tensor.Type == ElementType.Float32
        ? Array.ConvertAll(tensor.Values<float>().ToArray(), value => (double)value)
        : tensor.Values<double>().ToArray();

    /// <summary>Whether every element is a number.</summary>
    internal static bool AreFinite(Tensor tensor) => tensor.Type == ElementType.Float32
        ? TensorPrimitives.IsFiniteAll<float>(tensor.Values<float>())
        : TensorPrimitives.IsFiniteAll<double>(tensor.Values<double>());

    /// <summary>The same elements on a tape, as a constant.</summary>
    internal static Tensor Copy(Tape tape, Tensor tensor) => tensor.Type == ElementType.Float32
        ? tape.Copy<float>(tensor.Values<float>(), tensor.Dimensions)
        : tape.Copy<double>(tensor.Values<double>(), tensor.Dimensions);

    /// <summary>The same elements in memory of its own.</summary>
    internal static Tensor Copy(Tensor tensor)
    {
        Tensor copy = Tensor.Zeros(tensor.Type, tensor.Dimensions);
        Copy(tensor, copy);
        return copy;
    }

    /// <summary>Copies all elements from one tensor to another of its shape and type.</summary>
    internal static void Copy(Tensor source, Tensor target)
    {
        if (source.Type == ElementType.Float32)
        {
            source.Values<float>().CopyTo(target.Values<float>());
        }
        else
        {
            source.Values<double>().CopyTo(target.Values<double>());
        }
    }

    /// <summary>Sets all elements to 0.</summary>
    internal static void Clear(Tensor tensor) => Copy(Tensor.Zeros(tensor.Type, tensor.Dimensions), tensor);

    /// <summary>Numbers along one axis.</summary>
    internal static Tensor Constant(Tape tape, double[] values) => Constant(tape, values, [values.Length]);

    /// <summary>Numbers, row-major, in sizes whose product is their number.</summary>
    internal static Tensor Constant(Tape tape, double[] values, ReadOnlySpan<int> sizes) => tape.Type == ElementType.Float32
        ? tape.Copy<float>(Array.ConvertAll(values, value => (float)value), sizes)
        : tape.Copy<double>(values, sizes);
}
