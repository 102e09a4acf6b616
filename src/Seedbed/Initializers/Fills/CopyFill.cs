using System.Numerics;
using System.Runtime.InteropServices;
using Seedbed.Random;

namespace Seedbed.Initializers.Fills;

/// <summary>Values that exist already, each rounded once to the destination's type.</summary>
internal readonly struct CopyFill<TSource, T>(TSource[] values) : IGroupOperator<T>
    where TSource : unmanaged, IFloatingPointIeee754<TSource>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 1;

    public void WriteGroups(ulong firstGroup, Span<T> destination)
    {
        ReadOnlySpan<TSource> slice = values.AsSpan((int)firstGroup, destination.Length);
        if (typeof(TSource) == typeof(T))
        {
            MemoryMarshal.Cast<TSource, T>(slice).CopyTo(destination);
            return;
        }

        for (int i = 0; i < slice.Length; i++)
        {
            destination[i] = T.CreateTruncating(slice[i]);
        }
    }
}
