using System.Numerics;
using System.Numerics.Tensors;

namespace Seedbed.Autodiff.Kernels;

/// <summary>Copies boxes of elements between arrays whose axes have any strides: 0 repeats or sums, a negative one turns round.</summary>
internal static unsafe class StridedCopy
{
    /// <summary>to[Σ i·toStrides] ← from[Σ i·fromStrides], or that added, for all i below the sizes.</summary>
    /// <param name="from">Where i = 0 is read.</param>
    /// <param name="fromStrides">Elements from index to index of each axis.</param>
    /// <param name="to">Where i = 0 is written.</param>
    /// <param name="toStrides">Elements from index to index of each axis.</param>
    /// <param name="sizes">The box.</param>
    /// <param name="mode">What becomes of the old values.</param>
    internal static void Run<T>(
        T* from, ReadOnlySpan<int> fromStrides, T* to, ReadOnlySpan<int> toStrides, ReadOnlySpan<int> sizes, WriteMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sizes.IsEmpty)
        {
            Line(from, 0, to, 0, 1, mode);
            return;
        }

        if (sizes.Contains(0))
        {
            return;
        }

        int last = sizes.Length - 1;
        Span<int> index = stackalloc int[sizes.Length];
        for (int axis = last; axis >= 0;)
        {
            Line(from, fromStrides[last], to, toStrides[last], sizes[last], mode);
            for (axis = last - 1; axis >= 0; axis--)
            {
                from += fromStrides[axis];
                to += toStrides[axis];
                if (++index[axis] < sizes[axis])
                {
                    break;
                }

                from -= (nint)fromStrides[axis] * sizes[axis];
                to -= (nint)toStrides[axis] * sizes[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>The strides of a row-major array.</summary>
    internal static int[] StridesOf(ReadOnlySpan<int> sizes)
    {
        int[] strides = new int[sizes.Length];
        int stride = 1;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= sizes[axis];
        }

        return strides;
    }

    private static void Line<T>(T* from, int fromStride, T* to, int toStride, int count, WriteMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (fromStride == 1 && toStride == 1)
        {
            Span<T> line = new(to, count);
            if (mode == WriteMode.Add)
            {
                TensorPrimitives.Add(line, new ReadOnlySpan<T>(from, count), line);
            }
            else
            {
                new ReadOnlySpan<T>(from, count).CopyTo(line);
            }

            return;
        }

        for (int i = 0; i < count; i++)
        {
            *to = mode == WriteMode.Add ? *to + *from : *from;
            from += fromStride;
            to += toStride;
        }
    }
}
