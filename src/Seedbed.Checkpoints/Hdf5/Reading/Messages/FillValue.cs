using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>Reads the value of elements that were never written.</summary>
internal static class FillValue
{
    private const string What = "a fill value message";

    /// <summary>When elements are filled in: when there is room for them (0), never, or then if a value was set.</summary>
    private const int Never = 1;
    private const int WhereSet = 2;

    private const int Undefined = 0x10;
    private const int Defined = 0x20;

    /// <summary>The bytes of one element, zeros where the file names none.</summary>
    /// <exception cref="FormatException">It is damaged, or not of the elements' size.</exception>
    internal static byte[] Read(ObjectHeader header, long sizeInBytes)
    {
        ReadOnlySpan<byte> value = [];
        if (header.Find(Hdf5MessageType.FillValue) is { } message)
        {
            value = New(message.Span);
        }
        else if (header.Find(Hdf5MessageType.OldFillValue) is { } old)
        {
            FieldReader fields = new(old.Span, What);
            value = fields.Take(fields.UInt32());
        }

        if (!value.IsEmpty && value.Length != sizeInBytes)
        {
            throw new FormatException($"the fill value has {value.Length} bytes; an element has {sizeInBytes}. The file is damaged.");
        }

        // An element longer than this is none of a type that can be read.
        return value.IsEmpty ? new byte[Math.Min(sizeInBytes, sizeof(ulong))] : value.ToArray();
    }

    private static ReadOnlySpan<byte> New(ReadOnlySpan<byte> message)
    {
        FieldReader fields = new(message, What);
        int version = fields.ExpectVersion(1, 3);
        (int time, bool isPresent) = version == 3 ? ReadFlags(ref fields) : ReadBytes(ref fields, version);
        if (time > WhereSet)
        {
            throw new FormatException($"{What} has the unknown time {time} of filling; the file is damaged.");
        }

        ReadOnlySpan<byte> value = isPresent ? fields.Take(fields.UInt32()) : [];

        // The library leaves the reader's memory as it is, and h5py's is zeros.
        return time == Never ? [] : value;
    }

    private static (int Time, bool IsPresent) ReadBytes(ref FieldReader fields, int version)
    {
        fields.Skip(1);
        return (fields.Byte(), fields.Byte() != 0 || version == 1);
    }

    private static (int Time, bool IsPresent) ReadFlags(ref FieldReader fields)
    {
        int flags = fields.ExpectFlags(0x3F);
        return (flags & (Defined | Undefined)) != (Defined | Undefined)
            ? (flags >> 2 & 3, (flags & Defined) != 0)
            : throw new FormatException($"{What} says that there is a value and that there is none; the file is damaged.");
    }
}
