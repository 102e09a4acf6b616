using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Seedbed.Networks.Autodiff.Kernels;

/// <summary>exp, the logistic function and tanh of either element type.</summary>
internal static class RealFunctions
{
    /// <summary>y = eˣ.</summary>
    internal static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            FloatFunctions.Exp(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        }
        else
        {
            TensorPrimitives.Exp(x, y);
        }
    }

    /// <summary>y = 1 / (1 + e⁻ˣ).</summary>
    internal static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            FloatFunctions.Sigmoid(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        }
        else
        {
            TensorPrimitives.Sigmoid(x, y);
        }
    }

    /// <summary>y = tanh x.</summary>
    internal static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            FloatFunctions.Tanh(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        }
        else
        {
            TensorPrimitives.Tanh(x, y);
        }
    }
}
