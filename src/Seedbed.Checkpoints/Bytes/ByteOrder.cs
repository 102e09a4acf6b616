using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Seedbed.Checkpoints.Bytes;

/// <summary>Turns elements around whose bytes stand in the other order.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses the bytes of each element.</summary>
    /// <param name="elements">Whole elements.</param>
    /// <param name="size">The bytes of an element: 1, 2, 4 or 8.</param>
    internal static void Reverse(Span<byte> elements, int size)
    {
        switch (size)
        {
            case 1: break;
            case 2: Reverse(MemoryMarshal.Cast<byte, ushort>(elements)); break;
            case 4: Reverse(MemoryMarshal.Cast<byte, uint>(elements)); break;
            case 8: Reverse(MemoryMarshal.Cast<byte, ulong>(elements)); break;
            default: throw new InvalidOperationException($"elements of {size} bytes have no order.");
        }
    }

    private static void Reverse(Span<ushort> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<uint> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<ulong> values) => BinaryPrimitives.ReverseEndianness(values, values);
}
