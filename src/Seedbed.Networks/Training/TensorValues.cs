using System.Numerics.Tensors;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>Numbers that are read off tensors.</summary>
internal static class TensorValues
{
    /// <summary>The mean of all elements.</summary>
    internal static double Mean(Tensor tensor) => tensor.Sum() / tensor.Count;

    /// <summary>An element of a flat index.</summary>
    internal static double At(Tensor tensor, int index) =>
        tensor.Type == ElementType.Float32 ? tensor.Values<float>()[index] : tensor.Values<double>()[index];

    /// <summary>All elements.</summary>
    internal static double[] All(Tensor tensor)
    {
        double[] values = new double[tensor.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = At(tensor, i);
        }

        return values;
    }

    /// <summary>Whether every element is a number.</summary>
    internal static bool AreFinite(Tensor tensor) => tensor.Type == ElementType.Float32
        ? TensorPrimitives.IsFiniteAll<float>(tensor.Values<float>())
        : TensorPrimitives.IsFiniteAll<double>(tensor.Values<double>());
}
