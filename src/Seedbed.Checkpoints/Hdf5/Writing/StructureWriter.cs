using System.Buffers;
using System.Buffers.Binary;

namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>Puts the fields of a structure one behind the other, little-endian.</summary>
internal sealed class StructureWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal int Length => _bytes.WrittenCount;

    internal ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    internal StructureWriter Byte(int value)
    {
        _bytes.Write([checked((byte)value)]);
        return this;
    }

    internal StructureWriter UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(sizeof(ushort)), checked((ushort)value));
        _bytes.Advance(sizeof(ushort));
        return this;
    }

    internal StructureWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
        return this;
    }

    internal StructureWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
        return this;
    }

    internal StructureWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    internal StructureWriter Zeros(int count)
    {
        Span<byte> room = _bytes.GetSpan(Math.Max(count, 1))[..count];
        room.Clear();
        _bytes.Advance(count);
        return this;
    }

    /// <summary>Zeros up to the next multiple of 8 bytes.</summary>
    internal StructureWriter Pad() => Zeros(MetadataImage.Padded(Length) - Length);
}
