using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Seedbed.Checkpoints.Bytes;

namespace Seedbed.Checkpoints.Reading;

/// <summary>Elements that lie in a file as they are, in one of the two orders of bytes.</summary>
/// <param name="section">All elements.</param>
/// <param name="reversedSize">The bytes of an element that stand in the other order; 1 where none do.</param>
internal sealed class SectionContent(FileSection section, int reversedSize = 1) : TensorContent
{
    internal override void Read(long offset, Span<byte> destination)
    {
        section.Read(offset, destination);
        switch (reversedSize)
        {
            case 2: Reverse(MemoryMarshal.Cast<byte, ushort>(destination)); break;
            case 4: Reverse(MemoryMarshal.Cast<byte, uint>(destination)); break;
            case 8: Reverse(MemoryMarshal.Cast<byte, ulong>(destination)); break;
            default: break;
        }
    }

    private static void Reverse(Span<ushort> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<uint> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<ulong> values) => BinaryPrimitives.ReverseEndianness(values, values);
}
