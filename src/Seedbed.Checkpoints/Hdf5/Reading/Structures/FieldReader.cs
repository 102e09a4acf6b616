using System.Buffers.Binary;

namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>Takes the fields of a structure one behind the other, little-endian; past its end is an error that names it.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes, string what)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    internal int Position { get; private set; }

    internal readonly int Remaining => _bytes.Length - Position;

    internal ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Remaining)
        {
            throw new FormatException($"{what} ends {count - Remaining} bytes too early; the file is damaged.");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    internal void Skip(long count) => Take(count);

    /// <summary>Skips to the next multiple of 8 bytes from the structure's beginning, or to its end.</summary>
    internal void Align() => Take(Math.Min((8 - (Position % 8)) % 8, Remaining));

    internal byte Byte() => Take(1)[0];

    internal int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>An address; <see cref="Hdf5Signature.NoAddress"/> where it leads nowhere.</summary>
    internal long Address() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>A length or count; one of 2⁶³ or more is refused.</summary>
    internal long Length() => Length(sizeof(long));

    /// <summary>A length or count of 1 to 8 bytes.</summary>
    internal long Length(int byteCount)
    {
        ulong value = 0;
        ReadOnlySpan<byte> field = Take(byteCount);
        for (int index = byteCount - 1; index >= 0; index--)
        {
            value = (value << 8) | field[index];
        }

        return value <= long.MaxValue
            ? (long)value
            : throw new FormatException($"{what} has the length {value}, which no file has; it is damaged.");
    }

    internal void Expect(ReadOnlySpan<byte> signature)
    {
        if (!Take(signature.Length).SequenceEqual(signature))
        {
            throw new FormatException(
                $"{what} does not begin with '{System.Text.Encoding.ASCII.GetString(signature)}'; the file is damaged.");
        }
    }

    /// <summary>A byte of flags, none of which may be set but those allowed.</summary>
    internal int ExpectFlags(int allowed)
    {
        int flags = Byte();
        return (flags & ~allowed) == 0
            ? flags
            : throw new FormatException(
                $"{what} has the flags 0x{flags:x2}; only those in 0x{allowed:x2} have a meaning. The file is damaged, or newer than this "
                + "reader.");
    }

    internal void ExpectVersion(int version) => ExpectVersion(version, version);

    internal int ExpectVersion(int lowest, int highest)
    {
        int version = Byte();
        string allowed = lowest == highest ? $"{lowest}" : $"from {lowest} to {highest}";
        return version >= lowest && version <= highest
            ? version
            : throw new FormatException(
                $"{what} has the version {version}; it must be {allowed}. The file is damaged, or newer than this reader.");
    }
}
