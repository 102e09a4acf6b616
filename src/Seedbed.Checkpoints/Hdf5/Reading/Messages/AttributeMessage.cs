using System.Collections.Immutable;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>Reads attributes.</summary>
internal sealed class AttributeMessage(StructureReader file)
{
    private const string What = "an attribute message";

    private readonly GlobalHeapReader _texts = new(file);

    /// <summary>Reads an attribute of version 1, 2 or 3; one of a type that is not understood has its name alone.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    internal Hdf5Attribute Read(ReadOnlySpan<byte> message)
    {
        FieldReader fields = new(message, What);
        int version = fields.ExpectVersion(1, 3);
        int flags = version > 1 ? fields.ExpectFlags(3) : fields.Byte();
        if (version > 1 && flags != 0)
        {
            throw new FormatException(
                "an attribute shares its type with others (a named datatype); such files are not read: write the type into the attribute.");
        }

        (int nameLength, int typeLength, int spaceLength) = (fields.UInt16(), fields.UInt16(), fields.UInt16());
        fields.Skip(version == 3 ? 1 : 0);
        ReadOnlySpan<byte> nameBytes = Part(ref fields, nameLength, version);
        if (nameBytes.IndexOf((byte)0) != nameLength - 1)
        {
            throw new FormatException(
                $"{What} has a name of {nameLength} bytes that does not end with the only zero among them; the file is damaged.");
        }

        string name = Hdf5Encoding.Decode(nameBytes);
        var type = Datatype.Read(Part(ref fields, typeLength, version));
        Shape shape = Dataspace.Read(Part(ref fields, spaceLength, version));
        Int128 length = (Int128)shape.ElementCount * type.SizeInBytes;
        ReadOnlySpan<byte> data = fields.Take(length <= fields.Remaining ? (long)length : long.MaxValue);
        file.Charge(2 * name.Length);
        return Value(name, type, shape, data);
    }

    /// <summary>A part of the message, in version 1 padded to a multiple of 8 bytes.</summary>
    private static ReadOnlySpan<byte> Part(ref FieldReader fields, int length, int version)
    {
        ReadOnlySpan<byte> part = fields.Take(length);
        if (version == 1)
        {
            fields.Align();
        }

        return part;
    }

    private Hdf5Attribute Value(string name, Datatype type, Shape shape, ReadOnlySpan<byte> data)
    {
        if (type.Type is { } number)
        {
            byte[] bytes = data.ToArray();
            if (type.IsBigEndian)
            {
                ByteOrder.Reverse(bytes, number.SizeInBytes);
            }

            return Hdf5Attribute.OfNumbers(name, number, shape, bytes);
        }

        if (!type.IsText && !type.IsFixedText)
        {
            return Hdf5Attribute.OfUnknown(name, shape);
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        for (int index = 0; index < shape.ElementCount; index++)
        {
            ReadOnlySpan<byte> item = data.Slice(checked((int)(index * type.SizeInBytes)), (int)type.SizeInBytes);
            texts.Add(type.IsText ? _texts.Text(item) : FixedText(item, type.IsSpacePadded));
        }

        return Hdf5Attribute.OfTexts(name, shape, texts.ToImmutable());
    }

    private string FixedText(ReadOnlySpan<byte> bytes, bool isSpacePadded)
    {
        file.Charge(2 * bytes.Length);
        string text = Hdf5Encoding.Decode(bytes);
        return isSpacePadded ? text.TrimEnd(' ') : text;
    }
}
