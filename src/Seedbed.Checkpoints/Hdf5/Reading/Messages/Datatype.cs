using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>What an element in the file is: a number of a known type, a text, opaque bytes, or something that is not understood.</summary>
internal sealed record Datatype
{
    private const string What = "a datatype message";

    internal required long SizeInBytes { get; init; }

    /// <summary>The type of a number; null for all else.</summary>
    internal Hdf5ElementType? Type { get; private init; }

    internal bool IsBigEndian { get; private init; }

    /// <summary>A text of a fixed number of bytes.</summary>
    internal bool IsFixedText { get; private init; }

    /// <summary>Whether a fixed text is filled up with spaces.</summary>
    internal bool IsSpacePadded { get; private init; }

    /// <summary>A reference to a text of any length.</summary>
    internal bool IsText { get; private init; }

    internal bool IsOpaque { get; private init; }

    /// <summary>Reads a datatype message.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    internal static Datatype Read(ReadOnlySpan<byte> message)
    {
        FieldReader fields = new(message, What);
        int first = fields.Byte();
        if (first >> 4 is < 1 or > 5)
        {
            throw new FormatException($"{What} has the version {first >> 4}; it must be from 1 to 5. The file is damaged, or newer than this reader.");
        }

        int bits = fields.UInt16() | (fields.Byte() << 16);
        uint size = fields.UInt32();
        if (size == 0)
        {
            throw new FormatException($"{What} says that elements have no bytes; the file is damaged.");
        }

        Datatype type = new() { SizeInBytes = size };
        return (first & 0x0F) switch
        {
            0 => type.AsInteger(bits, ref fields),
            1 => type.AsFloat(bits, ref fields),
            3 => type with { IsFixedText = true, IsSpacePadded = (bits & 0x0F) == 2 },
            5 => type with { IsOpaque = true },
            8 => type.AsBoolean(bits, first >> 4, ref fields),
            9 => type with { IsText = (bits & 0x0F) == 1 && size == 16 },
            _ => type,
        };
    }

    /// <summary>The type of opaque bytes of this size that an attribute names, or null.</summary>
    internal Hdf5ElementType? OpaqueNamed(string? name) =>
        Hdf5ElementType.All.FirstOrDefault(type => type.Kind == Hdf5ElementKind.Opaque && type.SizeInBytes == SizeInBytes && type.Name == name);

    private Datatype AsInteger(int bits, ref FieldReader fields)
    {
        Hdf5ElementKind kind = (bits & 0x08) != 0 ? Hdf5ElementKind.Signed : Hdf5ElementKind.Unsigned;
        int bitOffset = fields.UInt16();
        int precision = fields.UInt16();
        bool isWhole = bitOffset == 0 && precision == 8 * SizeInBytes;
        Hdf5ElementType? type = Hdf5ElementType.All.FirstOrDefault(type => type.Kind == kind && type.SizeInBytes == SizeInBytes);
        return this with { Type = isWhole ? type : null, IsBigEndian = (bits & 1) != 0 };
    }

    private Datatype AsFloat(int bits, ref FieldReader fields)
    {
        int bitOffset = fields.UInt16();
        int precision = fields.UInt16();
        (int exponentPosition, int exponentBits, int fractionPosition, int fractionBits) = (fields.Byte(), fields.Byte(), fields.Byte(), fields.Byte());
        uint bias = fields.UInt32();
        Hdf5FloatLayout layout = new(exponentBits, fractionBits);

        // Byte orders other than the two usual ones, and significands whose first bit is not implied, belong to machines long gone.
        bool isUsual = bitOffset == 0 && precision == 8 * SizeInBytes && (bits & 0x70) == 0x20
            && fractionPosition == 0 && exponentPosition == fractionBits && (bits >> 8 & 0xFF) == layout.SignPosition && exponentBits < 31 && bias == layout.ExponentBias;
        Hdf5ElementType? type = Hdf5ElementType.All.FirstOrDefault(type => type.FloatLayout == layout && type.SizeInBytes == SizeInBytes);
        return this with { Type = isUsual ? type : null, IsBigEndian = (bits & 1) != 0 };
    }

    /// <summary>An enumeration over signed bytes with FALSE = 0 and TRUE = 1.</summary>
    private Datatype AsBoolean(int bits, int version, ref FieldReader fields)
    {
        const int baseLength = 12;
        if ((bits & 0xFFFF) != 2 || SizeInBytes != 1 || fields.Remaining < baseLength)
        {
            return this;
        }

        bool overBytes = Read(fields.Take(baseLength)) is { SizeInBytes: 1, Type.Kind: Hdf5ElementKind.Signed };
        ReadOnlySpan<byte> members = version < 3 ? "FALSE\0\0\0TRUE\0\0\0\0\0\u0001"u8 : "FALSE\0TRUE\0\0\u0001"u8;
        bool isBoolean = overBytes && fields.Remaining >= members.Length && fields.Take(members.Length).SequenceEqual(members);
        return this with { Type = isBoolean ? Hdf5ElementType.Boolean : null };
    }
}
