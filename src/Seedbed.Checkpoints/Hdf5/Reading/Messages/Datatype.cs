using Seedbed.Checkpoints.Hdf5.Reading.Structures;
using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>What an element in the file is: a number of a known type, a text, opaque bytes, or something that is not understood.</summary>
internal sealed record Datatype
{
    private const string What = "a datatype message";
    private const int LastClass = 11;
    private const int Utf8 = 1;
    private const int PaddedWithSpaces = 2;

    internal required long SizeInBytes { get; init; }

    /// <summary>The type of a number; null for all else.</summary>
    internal DType? Type { get; private init; }

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
            throw new FormatException(
                $"{What} has the version {first >> 4}; it must be from 1 to 5. The file is damaged, or newer than this reader.");
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
            3 => type.AsFixedText(bits),
            5 => type with { IsOpaque = true },
            8 => type.AsBoolean(bits, first >> 4, ref fields),
            9 => type.AsText(bits, ref fields),
            <= LastClass => type,
            int unknown =>
                throw new FormatException($"{What} is of the unknown class {unknown}; the file is damaged, or newer than this reader."),
        };
    }

    /// <summary>The type of opaque bytes of this size that an attribute names, or null.</summary>
    internal DType? OpaqueNamed(string? name) =>
        DType.All.FirstOrDefault(
            type => type.Kind == TensorKind.Opaque && type.SizeInBytes == SizeInBytes && type.Name == name);

    private Datatype AsInteger(int bits, ref FieldReader fields)
    {
        TensorKind kind = (bits & 0x08) != 0 ? TensorKind.Signed : TensorKind.Unsigned;
        int bitOffset = fields.UInt16();
        int precision = fields.UInt16();
        bool isWhole = bitOffset == 0 && precision == 8 * SizeInBytes;
        DType? type = DType.All.FirstOrDefault(type => type.Kind == kind && type.SizeInBytes == SizeInBytes);
        return this with { Type = isWhole ? type : null, IsBigEndian = (bits & 1) != 0 };
    }

    private Datatype AsFloat(int bits, ref FieldReader fields)
    {
        int bitOffset = fields.UInt16();
        int precision = fields.UInt16();
        (int exponentPosition, int exponentBits, int fractionPosition, int fractionBits) =
            (fields.Byte(), fields.Byte(), fields.Byte(), fields.Byte());
        uint bias = fields.UInt32();
        Hdf5FloatLayout layout = new(exponentBits, fractionBits);

        if ((bits & 0x30) == 0x30 || (bits & 0x41) == 0x40)
        {
            throw new FormatException(
                $"{What} of a float has the flags 0x{bits & 0x7F:x2}, an unknown byte order or normalization; the file is damaged.");
        }

        // Byte orders other than the two usual ones, and significands whose first bit is not implied, belong to machines long gone.
        bool isUsual = bitOffset == 0 && precision == 8 * SizeInBytes && (bits & 0x70) == 0x20
            && fractionPosition == 0
                && exponentPosition == fractionBits
                && (bits >> 8 & 0xFF) == layout.SignPosition
                && exponentBits < 31
                && bias == layout.ExponentBias;
        DType? type = DType.All.FirstOrDefault(type => Hdf5FloatLayout.Of(type) == layout && type.SizeInBytes == SizeInBytes);
        return this with { Type = isUsual ? type : null, IsBigEndian = (bits & 1) != 0 };
    }

    private Datatype AsFixedText(int bits)
    {
        (int padding, int characters) = (bits & 0x0F, bits >> 4 & 0x0F);
        return padding <= PaddedWithSpaces && characters <= Utf8
            ? this with { IsFixedText = true, IsSpacePadded = padding == PaddedWithSpaces }
            : throw new FormatException(
                $"{What} of a text has the padding {padding} and the character set {characters}, which do not exist; the file is damaged.");
    }

    /// <summary>A sequence of bytes that is a text, or another sequence.</summary>
    private Datatype AsText(int bits, ref FieldReader fields)
    {
        bool isText = (bits & 0x0F) == 1 && SizeInBytes == 16;
        int characters = bits >> 8 & 0x0F;
        if (isText && (characters > Utf8 || Read(fields.Take(fields.Remaining)).SizeInBytes != 1))
        {
            throw new FormatException(
                $"{What} of a text has the character set {characters}, or characters of more than a byte; the file is damaged.");
        }

        return this with { IsText = isText };
    }

    /// <summary>Takes a name, before version 3 padded to a multiple of 8 bytes with what has no meaning, where it is this one.</summary>
    private static bool TakeName(ref FieldReader fields, int version, ReadOnlySpan<byte> name)
    {
        int length = version < 3 ? (name.Length + 7) / 8 * 8 : name.Length;
        return fields.Remaining >= length && fields.Take(length).StartsWith(name);
    }

    /// <summary>An enumeration over signed bytes with FALSE = 0 and TRUE = 1.</summary>
    private Datatype AsBoolean(int bits, int version, ref FieldReader fields)
    {
        const int baseLength = 12;
        if ((bits & 0xFFFF) != 2 || SizeInBytes != 1 || fields.Remaining < baseLength)
        {
            return this;
        }

        bool overBytes = Read(fields.Take(baseLength)) is { SizeInBytes: 1, Type.Kind: TensorKind.Signed };
        bool isBoolean = overBytes && TakeName(ref fields, version, "FALSE\0"u8) && TakeName(ref fields, version, "TRUE\0"u8)
            && fields.Remaining >= 2 && fields.Take(2) is [0, 1];
        return this with { Type = isBoolean ? DType.Boolean : null };
    }
}
