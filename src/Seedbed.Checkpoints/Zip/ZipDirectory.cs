using System.Buffers.Binary;
using System.Text;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Safetensors;

namespace Seedbed.Checkpoints.Zip;

/// <summary>
/// The directory at the end of a zip archive, with 64-bit sizes where they are needed. Nothing in it is trusted: it must be small, lie
/// inside the file, hold exactly the entries it announces, and name each file once and below the archive's root.
/// </summary>
/// <remarks>Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.4; the numbers in the code are its offsets.</remarks>
/// <param name="Entries">The files.</param>
/// <param name="Comment">What the archive says about itself.</param>
/// <param name="Offset">Where the directory begins; the files lie before it.</param>
internal sealed record ZipDirectory(IReadOnlyCollection<ZipEntry> Entries, ReadOnlyMemory<byte> Comment, long Offset)
{
    private const int MaxCommentSize = ushort.MaxValue;
    private const int MaxDirectorySize = 1 << 26;

    /// <summary>As many tensors as a .safetensors file may have.</summary>
    private const int MaxFiles = SafetensorsWriter.MaxTensors;

    /// <summary>The directory of an archive.</summary>
    /// <exception cref="FormatException">The directory is damaged, or larger than is read.</exception>
    internal static ZipDirectory Read(FileSection file)
    {
        (long offset, long size, long count, byte[] comment) = Find(file);
        if (offset < 0 || size < 0 || offset > file.Length - size)
        {
            throw new FormatException(
                $"the archive is damaged: its directory of {size} bytes at {offset} does not lie in the {file.Length} bytes of the file.");
        }

        if (size > MaxDirectorySize)
        {
            throw new FormatException($"the archive's directory has {size} bytes; at most {MaxDirectorySize} are read.");
        }

        if (count > MaxFiles)
        {
            throw new FormatException(
                $"the archive lists {count} files; at most {MaxFiles} are read of one archive: split it into several.");
        }

        byte[] directory = file.Read(offset, (int)size);
        Dictionary<string, ZipEntry> entries = new(StringComparer.Ordinal);
        int at = 0;
        while (at < directory.Length && entries.Count <= count)
        {
            ZipEntry entry = ReadEntry(directory, ref at);
            if (!entries.TryAdd(entry.Name, entry))
            {
                throw new FormatException(
                    $"the archive has two files named '{entry.Name.Excerpt()}'; each name may stand once, so write the archive anew.");
            }
        }

        return entries.Count == count
            ? new ZipDirectory(entries.Values, comment, offset)
            : throw new FormatException($"the archive is damaged: its directory announces {count} files and lists {entries.Count}.");
    }

    private static (long Offset, long Size, long Count, byte[] Comment) Find(FileSection file)
    {
        int searched = (int)Math.Min(file.Length, ZipFormat.EndLength + MaxCommentSize);
        byte[] tail = file.Read(file.Length - searched, searched);
        for (int at = tail.Length - ZipFormat.EndLength; at >= 0; at--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(at);
            if (UInt32(end, 0) == ZipFormat.EndSignature && UInt16(end, 20) == end.Length - ZipFormat.EndLength)
            {
                (long offset, long size, long count) = (UInt32(end, 16), UInt32(end, 12), UInt16(end, 10));
                bool is64 = offset == uint.MaxValue || size == uint.MaxValue || count == ushort.MaxValue;
                (offset, size, count) = is64 ? Find64(file, file.Length - searched + at) : (offset, size, count);
                return (offset, size, count, tail[(at + ZipFormat.EndLength)..]);
            }
        }

        throw new FormatException("the archive has no directory at its end; the file is cut or no zip archive, so copy it again.");
    }

    private static (long Offset, long Size, long Count) Find64(FileSection file, long end)
    {
        byte[] locator = file.Read(end - ZipFormat.Locator64Length, ZipFormat.Locator64Length);
        byte[] record = UInt32(locator, 0) == ZipFormat.Locator64Signature ? file.Read(Int64(locator, 8), ZipFormat.End64Length) : [];
        return record.Length > 0 && UInt32(record, 0) == ZipFormat.End64Signature
            ? (Int64(record, 48), Int64(record, 40), Int64(record, 32))
            : throw new FormatException("the archive is damaged: its directory has 64-bit sizes, but they are not where it says.");
    }

    private static ZipEntry ReadEntry(byte[] directory, ref int at)
    {
        ReadOnlySpan<byte> header = directory.AsSpan(at);
        bool isEntry = header.Length >= ZipFormat.CentralLength && UInt32(header, 0) == ZipFormat.CentralSignature;
        int length = isEntry ? ZipFormat.CentralLength + UInt16(header, 28) + UInt16(header, 30) + UInt16(header, 32) : int.MaxValue;
        if (length > header.Length)
        {
            throw new FormatException($"the archive is damaged: byte {at} of its directory starts no entry.");
        }

        at += length;
        int nameSize = UInt16(header, 28);
        string name = Encoding.UTF8.GetString(header.Slice(ZipFormat.CentralLength, nameSize));
        RefuseEscape(name);
        (long size, long stored, long offset) = (UInt32(header, 24), UInt32(header, 20), UInt32(header, 42));
        ReadOnlySpan<byte> extra = header.Slice(ZipFormat.CentralLength + nameSize, UInt16(header, 30));
        Widen(extra, name, ref size, ref stored, ref offset);
        const ushort Encrypted = 0x2041;
        return new ZipEntry(name, (UInt16(header, 8) & Encrypted) != 0, UInt16(header, 10), UInt32(header, 16), stored, size, offset);
    }

    /// <summary>Sizes of all ones stand in the extra field 1, 64 bits each, in this order.</summary>
    private static void Widen(ReadOnlySpan<byte> extra, string name, ref long size, ref long stored, ref long offset)
    {
        ReadOnlySpan<byte> wide = [];
        for (; wide.IsEmpty && extra.Length >= 4; extra = extra[Math.Min(extra.Length, 4 + UInt16(extra, 2))..])
        {
            wide = UInt16(extra, 0) == 1 ? extra.Slice(4, Math.Min(extra.Length - 4, UInt16(extra, 2))) : [];
        }

        Next(ref wide, ref size);
        Next(ref wide, ref stored);
        Next(ref wide, ref offset);

        void Next(ref ReadOnlySpan<byte> fields, ref long value)
        {
            if (value == uint.MaxValue)
            {
                value = fields.Length >= sizeof(long)
                    ? Int64(fields, 0)
                    : throw new FormatException($"the archive is damaged: the 64-bit sizes of '{name.Excerpt()}' are missing.");
                fields = fields[sizeof(long)..];
            }
        }
    }

    private static void RefuseEscape(string name)
    {
        if (!ZipNames.IsReadable(name.EndsWith('/') ? name[..^1] : name))
        {
            throw new FormatException(
                $"the archive has a file named '{name.Excerpt()}', which is no path below the archive's root; such an archive is not "
                + "read.");
        }
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
