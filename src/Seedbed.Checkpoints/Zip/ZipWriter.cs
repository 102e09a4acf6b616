using System.Collections.Immutable;
using System.Text;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints.Zip;

/// <summary>
/// Lays out an archive of stored files. The content is written in blocks by several threads, so the checksums that stand in front of it are
/// known last: those of the blocks are joined, nothing is read back. Files and archives above 4 GiB have Zip64 fields.
/// </summary>
internal static class ZipWriter
{
    private const ushort VersionStored = 20;
    private const ushort VersionZip64 = 45;

    /// <summary>Made on Unix, whose readers take <see cref="UnixMode"/> for the file's permissions.</summary>
    private const ushort MadeBy = (3 << 8) | VersionZip64;

    /// <summary>An ordinary file that its owner may write and all may read.</summary>
    private const uint UnixMode = 0x81A4u << 16;

    /// <summary>Lays out the archive.</summary>
    /// <param name="files">
    /// Its files in their order: a name, parts joined by '/', none of them empty, '.' or '..', and the content, with offsets from its own
    /// first byte.
    /// </param>
    /// <param name="comment">What the archive says about itself, at most 65,535 bytes.</param>
    /// <exception cref="ArgumentException">A name cannot stand in an archive, or the comment is too long.</exception>
    internal static CheckpointLayout Layout(IEnumerable<KeyValuePair<string, CheckpointLayout>> files, string comment)
    {
        ImmutableArray<FixedBytes>.Builder fixedBytes = ImmutableArray.CreateBuilder<FixedBytes>();
        ImmutableArray<FileRegion>.Builder regions = ImmutableArray.CreateBuilder<FileRegion>();
        List<Placed> placed = [];
        long offset = 0;
        foreach ((string name, CheckpointLayout layout) in files)
        {
            Placed entry = new(CheckedName(name), offset, layout.Length);
            CheckpointLayout content = layout.MovedBy(entry.ContentOffset);
            fixedBytes.AddRange(content.Fixed);
            regions.AddRange(content.Regions);
            placed.Add(entry);
            offset = content.Length;
        }

        byte[] commentBytes = Encoding.UTF8.GetBytes(comment);
        if (commentBytes.Length > ushort.MaxValue)
        {
            throw new ArgumentException(
                $"the archive's comment has {commentBytes.Length} bytes; it has room for {ushort.MaxValue}.", nameof(comment));
        }

        long length = offset + Directory(placed, new uint[placed.Count], offset, commentBytes).Length;
        return new CheckpointLayout(fixedBytes.ToImmutable(), regions.ToImmutable(), length)
        {
            Closing = checksums =>
                Close(placed, [.. checksums.Of(placed.Select(entry => (entry.ContentOffset, entry.Length)))], offset, commentBytes),
        };
    }

    private static byte[] CheckedName(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        return ZipNames.IsSafe(name) && bytes.Length <= ZipNames.MaxByteCount
            ? bytes
            : throw new ArgumentException(
                $"'{name.Excerpt()}' cannot be the name of a file in an archive; rename the tensor without empty parts, '.', '..', ':' and "
                + "'\\'.", nameof(name));
    }

    /// <summary>Headers in front of the files, and the directory behind them.</summary>
    private static IEnumerable<FixedBytes> Close(List<Placed> files, uint[] checksums, long directoryOffset, byte[] comment)
    {
        foreach ((Placed file, uint checksum) in files.Zip(checksums))
        {
            yield return new FixedBytes(file.Offset, LocalHeader(file, checksum));
        }

        yield return new FixedBytes(directoryOffset, Directory(files, checksums, directoryOffset, comment));
    }

    private static byte[] LocalHeader(Placed file, uint checksum)
    {
        using MemoryStream bytes = new();
        using BinaryWriter header = new(bytes);
        header.Write(ZipFormat.LocalSignature);
        header.Write(file.IsLong ? VersionZip64 : VersionStored);
        WriteCommon(header, file, checksum);
        header.Write((ushort)(file.ContentOffset - file.Offset - ZipFormat.LocalLength - file.Name.Length));
        header.Write(file.Name);
        if (file.IsLong)
        {
            WriteExtra(header, [file.Length, file.Length]);
        }

        return bytes.ToArray();
    }

    /// <summary>Flags, method, date, checksum, sizes and the length of the name.</summary>
    private static void WriteCommon(BinaryWriter header, Placed file, uint checksum)
    {
        header.Write(ZipFormat.Utf8);
        header.Write(ZipFormat.Stored);
        header.Write(ZipFormat.Date);
        header.Write(checksum);
        uint length = file.IsLong ? ZipFormat.Elsewhere : (uint)file.Length;
        header.Write(length);
        header.Write(length);
        header.Write((ushort)file.Name.Length);
    }

    private static void WriteExtra(BinaryWriter header, ReadOnlySpan<long> values)
    {
        header.Write(ZipFormat.Extra64);
        header.Write((ushort)(values.Length * sizeof(long)));
        foreach (long value in values)
        {
            header.Write(value);
        }
    }

    private static byte[] Directory(List<Placed> files, uint[] checksums, long offset, byte[] comment)
    {
        using MemoryStream bytes = new();
        using BinaryWriter directory = new(bytes);
        foreach ((Placed file, uint checksum) in files.Zip(checksums))
        {
            WriteCentral(directory, file, checksum);
        }

        long size = bytes.Length;
        bool isLong = files.Count >= ZipFormat.CountElsewhere || offset >= ZipFormat.Elsewhere || size >= ZipFormat.Elsewhere;
        if (isLong)
        {
            WriteEnd64(directory, files.Count, size, offset);
        }

        directory.Write(ZipFormat.EndSignature);
        directory.Write(0);
        ushort count = (ushort)Math.Min(files.Count, ZipFormat.CountElsewhere);
        directory.Write(count);
        directory.Write(count);
        directory.Write((uint)Math.Min(size, ZipFormat.Elsewhere));
        directory.Write((uint)Math.Min(offset, ZipFormat.Elsewhere));
        directory.Write((ushort)comment.Length);
        directory.Write(comment);
        return bytes.ToArray();
    }

    private static void WriteCentral(BinaryWriter directory, Placed file, uint checksum)
    {
        bool isFar = file.Offset >= ZipFormat.Elsewhere;
        long[] extra = (file.IsLong, isFar) switch
        {
            (true, true) => [file.Length, file.Length, file.Offset],
            (true, false) => [file.Length, file.Length],
            (false, true) => [file.Offset],
            _ => [],
        };
        directory.Write(ZipFormat.CentralSignature);
        directory.Write(MadeBy);
        directory.Write(extra.Length > 0 ? VersionZip64 : VersionStored);
        WriteCommon(directory, file, checksum);
        directory.Write((ushort)(extra.Length == 0 ? 0 : (2 * sizeof(ushort)) + (extra.Length * sizeof(long))));
        directory.Write(0);
        directory.Write((ushort)0);
        directory.Write(UnixMode);
        directory.Write(isFar ? ZipFormat.Elsewhere : (uint)file.Offset);
        directory.Write(file.Name);
        if (extra.Length > 0)
        {
            WriteExtra(directory, extra);
        }
    }

    private static void WriteEnd64(BinaryWriter directory, int count, long size, long offset)
    {
        directory.Write(ZipFormat.End64Signature);
        directory.Write((long)ZipFormat.End64Length - sizeof(uint) - sizeof(long));
        directory.Write(MadeBy);
        directory.Write(VersionZip64);
        directory.Write(0L);
        directory.Write((long)count);
        directory.Write((long)count);
        directory.Write(size);
        directory.Write(offset);
        directory.Write(ZipFormat.Locator64Signature);
        directory.Write(0);
        directory.Write(offset + size);
        directory.Write(1);
    }

    /// <summary>A file and the place of its header.</summary>
    private sealed record Placed(byte[] Name, long Offset, long Length)
    {
        /// <summary>Whether its length takes 8 bytes.</summary>
        internal bool IsLong => Length >= ZipFormat.Elsewhere;

        internal long ContentOffset =>
            Offset + ZipFormat.LocalLength + Name.Length + (IsLong ? (2 * sizeof(ushort)) + (2 * sizeof(long)) : 0);
    }
}
