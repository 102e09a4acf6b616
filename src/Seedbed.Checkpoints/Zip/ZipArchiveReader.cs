using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Writing.Drafts;

namespace Seedbed.Checkpoints.Zip;

/// <summary>
/// An archive whose directory was checked: no two files overlap, so that its content has no more bytes than the archive, or what a bound
/// allows beyond it. Stored files are read where they lie; deflated ones are inflated one behind the other into one temporary file, which
/// goes with the reader.
/// </summary>
internal sealed class ZipArchiveReader : IDisposable
{
    private readonly CancellationToken _cancellationToken;
    private readonly FileSection _file;
    private readonly Dictionary<string, ZipEntry> _byName;
    private SafeFileHandle? _inflated;
    private long _inflatedBytes;

    /// <summary>Reads and checks the directory.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="cancellationToken">Stops the inflating of files in it.</param>
    internal ZipArchiveReader(FileSection file, CancellationToken cancellationToken = default)
    {
        _cancellationToken = cancellationToken;
        _file = file;
        var directory = ZipDirectory.Read(file);
        Entries = [.. directory.Entries.OrderBy(entry => entry.Offset)];
        Comment = directory.Comment;
        _byName = Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        CheckOverlaps(directory.Offset);
    }

    /// <summary>The files in the order in which they lie in the archive.</summary>
    internal ImmutableArray<ZipEntry> Entries { get; }

    /// <summary>What the archive says about itself.</summary>
    internal ReadOnlyMemory<byte> Comment { get; }

    /// <summary>The file of that name; null where there is none.</summary>
    internal ZipEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A small file, checked against its checksum.</summary>
    /// <exception cref="FormatException">It is damaged, encrypted, or larger.</exception>
    internal byte[] ReadAll(ZipEntry entry, int maxSize)
    {
        if (entry.Size > maxSize || entry.StoredSize > maxSize)
        {
            throw new FormatException(
                $"'{entry.Name.Excerpt()}' in the archive has {entry.Size} bytes ({entry.StoredSize} compressed); at most {maxSize} are "
                + "read.");
        }

        FileSection content = Open(entry);
        byte[] bytes = content.Read(0, (int)entry.Size);
        CheckChecksum(entry, Crc32.Of(bytes));
        return bytes;
    }

    /// <summary>The content of a file.</summary>
    /// <exception cref="FormatException">
    /// It is damaged, encrypted, compressed by a method that is not read, or inflates beyond the bound.
    /// </exception>
    internal FileSection Open(ZipEntry entry)
    {
        FileSection stored = Stored(entry);
        return entry.Method == ZipFormat.Stored ? stored : Inflate(entry, stored);
    }

    /// <summary>Reads a stored file and compares its checksum; a deflated one was checked while it was inflated.</summary>
    /// <exception cref="FormatException">The content is not what was written.</exception>
    internal void Verify(ZipEntry entry, CancellationToken token)
    {
        if (entry.Method != ZipFormat.Stored)
        {
            return;
        }

        FileSection content = Stored(entry);
        byte[] block = GC.AllocateUninitializedArray<byte>((int)Math.Min(content.Length, 1 << 18));
        uint checksum = 0;
        for (long done = 0; done < content.Length; done += block.Length)
        {
            token.ThrowIfCancellationRequested();
            Span<byte> part = block.AsSpan(0, (int)Math.Min(block.Length, content.Length - done));
            content.Read(done, part);
            checksum = Crc32.Combine(checksum, Crc32.Of(part), part.Length);
        }

        CheckChecksum(entry, checksum);
    }

    public void Dispose()
    {
        _inflated?.Dispose();
    }

    private static void CheckChecksum(ZipEntry entry, uint checksum)
    {
        if (checksum != entry.Crc32)
        {
            throw new FormatException(
                $"the archive is damaged: the checksum of '{entry.Name.Excerpt()}' is not that of its content; copy it again.");
        }
    }

    private void CheckOverlaps(long directoryOffset)
    {
        for (int i = 0; i < Entries.Length; i++)
        {
            ZipEntry entry = Entries[i];
            long end = i + 1 < Entries.Length ? Entries[i + 1].Offset : directoryOffset;
            if (entry.Offset < 0 || entry.Size < 0 || entry.StoredSize < 0 || entry.StoredSize > end - entry.Offset - ZipFormat.LocalLength)
            {
                throw new FormatException(
                    $"the archive is damaged: '{entry.Name.Excerpt()}' reaches into what follows it; no two files may share bytes.");
            }
        }
    }

    private FileSection Stored(ZipEntry entry)
    {
        if (entry.IsEncrypted)
        {
            throw new FormatException($"'{entry.Name.Excerpt()}' in the archive is encrypted; write the archive anew without a password.");
        }

        if (
            entry.Method is not (ZipFormat.Stored or ZipFormat.Deflated)
                || (entry.Method == ZipFormat.Stored && entry.StoredSize != entry.Size))
        {
            throw new FormatException(
                $"'{entry.Name.Excerpt()}' in the archive is compressed by method {entry.Method}, {entry.StoredSize} bytes for "
                + $"{entry.Size}; "
                + $"only 0 (stored as it is) and 8 (deflated) are read.");
        }

        ReadOnlySpan<byte> local = _file.Read(entry.Offset, ZipFormat.LocalLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != ZipFormat.LocalSignature)
        {
            throw new FormatException(
                $"the archive is damaged: no file starts at byte {entry.Offset}, where '{entry.Name.Excerpt()}' should.");
        }

        int names = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        return _file.Part(entry.Offset + ZipFormat.LocalLength + names, entry.StoredSize);
    }

    private FileSection Inflate(ZipEntry entry, FileSection stored)
    {
        long bound = Inflation.MostBytes(_file.Length) - _inflatedBytes;
        if (entry.Size > bound)
        {
            throw new FormatException(
                $"'{entry.Name.Excerpt()}' in the archive inflates to {entry.Size} bytes, beyond the {bound} that such an archive may; "
                + "unpack it and store it without compression.");
        }

        long start = _inflatedBytes;
        _inflatedBytes += entry.Size;
        string folder = Path.GetTempPath();
        try
        {
            _inflated ??= ScratchFile.Create(folder);
            InflateTo(_inflated, start, entry, stored);
            return new FileSection(_inflated).Part(start, entry.Size);
        }
        catch (Exception fault) when (
            fault is (IOException and not EndOfStreamException) or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new IOException(
                $"'{entry.Name.Excerpt()}' in the archive cannot be unpacked into the folder for temporary files, {folder.Excerpt()}, "
                + $"where it takes {entry.Size} bytes: {SystemRefusals.ReasonOf(fault)}, or name another folder in TMPDIR (TEMP on "
                + "Windows).",
                fault);
        }
    }

    /// <summary>No more is written than the directory announced, whatever comes out.</summary>
    private void InflateTo(SafeFileHandle target, long start, ZipEntry entry, FileSection stored)
    {
        using SectionStream source = new(stored);
        using DeflateStream inflater = new(source, CompressionMode.Decompress);
        byte[] block = GC.AllocateUninitializedArray<byte>(1 << 18);
        uint checksum = 0;
        long length = 0;
        try
        {
            for (int got = inflater.Read(block); got > 0; got = inflater.Read(block))
            {
                _cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<byte> part = length + got <= entry.Size ? block.AsSpan(0, got) : throw WrongLength(entry);
                RandomAccess.Write(target, part, start + length);
                checksum = Crc32.Combine(checksum, Crc32.Of(part), got);
                length += got;
            }
        }
        catch (InvalidDataException fault)
        {
            throw new FormatException($"the archive is damaged: '{entry.Name.Excerpt()}' does not decompress; copy it again.", fault);
        }

        CheckChecksum(entry, length == entry.Size ? checksum : throw WrongLength(entry));
    }

    private static FormatException WrongLength(ZipEntry entry) =>
        new($"the archive is damaged: '{entry.Name.Excerpt()}' does not decompress to the {entry.Size} bytes that its directory "
            + "announces.");
}
