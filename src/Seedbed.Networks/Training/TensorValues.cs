using System.Numerics.Tensors;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>Numbers that are read off tensors.</summary>
internal static class TensorValues
{
    /// <summary>The mean of all elements.</summary>
    internal static double Mean(Tensor tensor) => tensor.Sum() / tensor.Count;

    /// <summary>Whether every element is a number.</summary>
    internal static bool AreFinite(Tensor tensor) => tensor.Type == ElementType.Float32
        ? TensorPrimitives.IsFiniteAll<float>(tensor.Values<float>())
        : TensorPrimitives.IsFiniteAll<double>(tensor.Values<double>());
}
