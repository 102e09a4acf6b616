using System.Text;
using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>The bytes of the messages that are written, each in the oldest version that says all there is to say.</summary>
internal static class MessageContent
{
    /// <summary>Bytes of a reference to a text: length, address of its collection, index in it.</summary>
    internal const int TextReferenceLength = 16;

    /// <summary>Before the address in a layout message: version and class.</summary>
    internal const int AddressInLayout = 2;

    /// <summary>Dataspace, version 1 without maximal dimensions.</summary>
    internal static byte[] Dataspace(Shape shape)
    {
        StructureWriter message = new();
        message.Byte(1).Byte(shape.Rank).Zeros(6);
        foreach (long dimension in shape)
        {
            message.Int64(dimension);
        }

        return message.Written.ToArray();
    }

    /// <summary>Datatype, version 1.</summary>
    internal static byte[] Datatype(DType type) => type.Kind switch
    {
        TensorKind.Float => Float(type),
        TensorKind.Signed => Integer(type.SizeInBytes, signed: true),
        TensorKind.Unsigned => Integer(type.SizeInBytes, signed: false),
        TensorKind.Boolean => Boolean(),
        TensorKind.Opaque => new StructureWriter().Byte(0x15).Zeros(3).Int32(type.SizeInBytes).Written.ToArray(),
        _ => throw new InvalidOperationException($"{type.Kind} has no datatype message."),
    };

    /// <summary>The datatype of texts of any length: class 9, kind "string", the character set, over bytes.</summary>
    internal static byte[] TextDatatype(Hdf5TextForm form) =>
        new StructureWriter().Byte(0x19).Byte(1).Byte(form == Hdf5TextForm.Utf8 ? 1 : 0).Byte(0).Int32(TextReferenceLength).Bytes(
            Integer(1, signed: false)).Written.ToArray();

    /// <summary>The datatype of texts of one number of bytes, filled up with zeros: class 3, padding 1.</summary>
    internal static byte[] FixedTextDatatype(int byteCount) =>
        new StructureWriter().Byte(0x13).Byte(1).Zeros(2).Int32(byteCount).Written.ToArray();

    /// <summary>Texts one behind the other, each filled up with zeros to the length of the longest.</summary>
    internal static byte[] FixedTexts(Hdf5Attribute attribute)
    {
        int length = FixedTextLength(attribute);
        byte[] bytes = new byte[checked(length * attribute.Texts.Length)];
        foreach ((int index, string text) in attribute.Texts.Index())
        {
            Hdf5Encoding.Encode(text).CopyTo(bytes.AsSpan(index * length));
        }

        return bytes;
    }

    private static int FixedTextLength(Hdf5Attribute attribute) =>
        attribute.Texts.Select(text => Hdf5Encoding.Encode(text).Length).Append(1).Max();

    /// <summary>Fill value, version 2: space is made when data is written, the value is the default 0.</summary>
    internal static byte[] FillValue() => new StructureWriter().Byte(2).Byte(2).Byte(2).Byte(1).Int32(0).Written.ToArray();

    /// <summary>Layout, version 3, contiguous; the address is set when it is known.</summary>
    internal static byte[] Contiguous(long byteCount) =>
        new StructureWriter().Byte(3).Byte(1).Int64(Hdf5Signature.NoAddress).Int64(byteCount).Written.ToArray();

    /// <summary>Attribute, version 1: each part padded to a multiple of 8 bytes.</summary>
    internal static byte[] Attribute(Hdf5Attribute attribute, ReadOnlySpan<byte> data)
    {
        byte[] name = [.. Encoding.ASCII.GetBytes(attribute.Name), 0];
        byte[] type = attribute.Type is not null ? Datatype(attribute.Type)
            : attribute.Form == Hdf5TextForm.FixedBytes ? FixedTextDatatype(FixedTextLength(attribute))
            : TextDatatype(attribute.Form);
        byte[] space = Dataspace(attribute.Shape);
        StructureWriter message = new();
        message.Byte(1).Byte(0).UInt16(name.Length).UInt16(type.Length).UInt16(space.Length);
        return message.Bytes(name).Pad().Bytes(type).Pad().Bytes(space).Pad().Bytes(data).Written.ToArray();
    }

    private static byte[] Integer(int sizeInBytes, bool signed) =>
        new StructureWriter().Byte(0x10).Byte(signed ? 0x08 : 0).Zeros(2).Int32(sizeInBytes).UInt16(0).UInt16(8 * sizeInBytes).Written
            .ToArray();

    private static byte[] Float(DType type)
    {
        Hdf5FloatLayout layout = Hdf5FloatLayout.Of(type)!.Value;
        StructureWriter message = new();
        message.Byte(0x11).Byte(0x20).Byte(layout.SignPosition).Byte(0).Int32(type.SizeInBytes);
        message.UInt16(0).UInt16(8 * type.SizeInBytes).Byte(layout.FractionBits).Byte(layout.ExponentBits);
        return message.Byte(0).Byte(layout.FractionBits).Int32(layout.ExponentBias).Written.ToArray();
    }

    /// <summary>NumPy's bool as h5py writes it: an enumeration over signed bytes.</summary>
    private static byte[] Boolean()
    {
        StructureWriter message = new();
        message.Byte(0x18).UInt16(2).Byte(0).Int32(1).Bytes(Integer(1, signed: true));
        return message.Bytes("FALSE\0\0\0TRUE\0\0\0\0"u8).Byte(0).Byte(1).Written.ToArray();
    }
}
