using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>Numbers that are read off tensors.</summary>
internal static class TensorValues
{
    /// <summary>The mean of all elements.</summary>
    internal static double Mean(Tensor tensor) => tensor.Type == ElementType.Float32
        ? Sums.Of<float>(tensor.Values<float>()) / (double)tensor.Count
        : Sums.Of<double>(tensor.Values<double>()) / tensor.Count;

    /// <summary>Whether every element is a number.</summary>
    internal static bool AreFinite(Tensor tensor) => tensor.Type == ElementType.Float32
        ? TensorPrimitives.IsFiniteAll<float>(tensor.Values<float>())
        : TensorPrimitives.IsFiniteAll<double>(tensor.Values<double>());
}
