using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seedbed.Initializers.Fills;

/// <summary>Fills tensor spans of any length and stride, a piece at a time.</summary>
internal static class TensorSpanFill
{
    /// <summary>A dense tensor longer than a span is filled in pieces of this many elements.</summary>
    private const int PieceLength = 1 << 28;

    internal static void Fill<T>(Initializer initializer, in TensorSpan<T> destination, FillOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (destination.Rank == 0)
        {
            throw new ArgumentException("the tensor span has rank 0 and so no element; give it a shape, such as [1].", nameof(destination));
        }

        Shape shape = Shape.FromLengths(destination.Lengths);
        initializer = initializer.Pin(options.Stream);
        if (!destination.IsDense)
        {
            FillStrided(initializer, shape, destination, options);
            return;
        }

        // A dense tensor is FlattenedLength elements in a row from its first; every piece lies within them.
        ref T first = ref destination.GetPinnableReference();
        for (nint offset = 0; offset < destination.FlattenedLength || offset == 0; offset += PieceLength)
        {
            int length = (int)nint.Min(PieceLength, destination.FlattenedLength - offset);
            initializer.FillSlice(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, offset), length), shape, offset, options);
        }
    }

    private static void FillStrided<T>(Initializer initializer, Shape shape, in TensorSpan<T> destination, FillOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> dense = initializer.CreateTensor<T>(shape, options);
        dense.AsReadOnlyTensorSpan().CopyTo(destination);
    }
}
