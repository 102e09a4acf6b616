using System.Numerics;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>Slices of schemes that make the whole tensor at once.</summary>
internal static class WholeTensor
{
    /// <summary>The number of elements, where an array can hold them.</summary>
    internal static int Length(in Shape shape) =>
        shape.ElementCount <= Array.MaxLength
            ? (int)shape.ElementCount
            : throw new ArgumentException(
                $"shape {shape} has {shape.ElementCount} elements; a scheme that makes the whole tensor at once takes at most {Array.MaxLength}.", nameof(shape));

    /// <summary>Copies whole[start ..] into the destination, each value rounded once to the destination's type.</summary>
    internal static void CopySlice<TSource, T>(ReadOnlySpan<TSource> whole, long start, Span<T> destination)
        where TSource : unmanaged, IFloatingPointIeee754<TSource>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<TSource> slice = whole.Slice((int)start, destination.Length);
        for (int i = 0; i < slice.Length; i++)
        {
            destination[i] = T.CreateTruncating(slice[i]);
        }
    }
}
