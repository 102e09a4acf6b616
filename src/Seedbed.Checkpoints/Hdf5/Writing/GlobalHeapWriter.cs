using System.Buffers.Binary;

namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>The texts of attributes: objects in collections of 4096 bytes, a longer text in one of its own.</summary>
internal sealed class GlobalHeapWriter(MetadataImage image)
{
    private const int CollectionLength = 4096;
    private const int PrefixLength = 16;

    private int _address;
    private int _length;
    private int _used;
    private int _objects;

    /// <summary>Stores a text and returns the bytes that refer to it.</summary>
    internal byte[] Store(string text)
    {
        byte[] bytes = Hdf5Encoding.Encode(text);
        if (bytes.Length == 0)
        {
            return new byte[MessageContent.TextReferenceLength];
        }

        int length = PrefixLength + MetadataImage.Padded(bytes.Length);
        if (length > _length - _used)
        {
            Open(length);
        }

        _objects++;
        StructureWriter item = new();
        item.UInt16(_objects).UInt16(1).Int32(0).Int64(bytes.Length).Bytes(bytes).Pad();
        item.Written.CopyTo(image.At(_address + _used));
        _used += length;
        CloseRest();
        return new StructureWriter().Int32(bytes.Length).Int64(_address).Int32(_objects).Written.ToArray();
    }

    private void Open(int firstLength)
    {
        _length = Math.Max(CollectionLength, PrefixLength + firstLength);
        _address = image.Allocate(_length);
        _used = PrefixLength;
        _objects = 0;
        new StructureWriter().Bytes(Hdf5Signature.GlobalHeap).Byte(1).Zeros(3).Int64(_length).Written.CopyTo(image.At(_address));
    }

    /// <summary>What is left is object 0, free space; a rest too short for an object's prefix stays zero.</summary>
    private void CloseRest()
    {
        int rest = _length - _used;
        if (rest >= PrefixLength)
        {
            BinaryPrimitives.WriteInt64LittleEndian(image.At(_address + _used + 8), rest);
        }
    }
}
