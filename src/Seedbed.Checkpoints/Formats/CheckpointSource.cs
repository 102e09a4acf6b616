using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Hdf5.Reading.Contents;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Zip;

namespace Seedbed.Checkpoints;

/// <summary>An open file that formats are held against: its first bytes, and where it is an archive the files in it.</summary>
public sealed class CheckpointSource : IDisposable
{
    /// <summary>As many first bytes tell formats apart.</summary>
    private const int PrefixLength = 16;

    private readonly SafeFileHandle _handle;
    private readonly CancellationToken _cancellationToken;
    private readonly string _path;
    private readonly List<CheckpointSource> _beside = [];
    private ZipArchiveReader? _archive;
    private CheckpointContent? _content;

    /// <summary>A file that is closed with the source.</summary>
    internal CheckpointSource(SafeFileHandle handle, string path, CancellationToken cancellationToken)
    {
        _path = path;
        _handle = handle;
        _cancellationToken = cancellationToken;
        File = new FileSection(handle);
        Prefix = File.Read(0, (int)Math.Min(File.Length, PrefixLength));
    }

    /// <summary>The bytes of the file.</summary>
    public long Length => File.Length;

    /// <summary>The first bytes, 16 or fewer.</summary>
    public ReadOnlyMemory<byte> Prefix { get; }

    /// <summary>Whether it is a zip archive. Where a JSON object follows, the two letters are the length of a header.</summary>
    public bool IsArchive => Prefix.Span.StartsWith("PK"u8) && !HasJson;

    /// <summary>Whether it is an HDF5 file.</summary>
    public bool IsHdf5 => Prefix.Span.StartsWith(Hdf5Signature.File);

    /// <summary>Whether an object begins behind a length of 8 bytes; an archive has the number of a compression there, 0 or 8.</summary>
    internal bool HasJson => Prefix.Length > sizeof(ulong) && Prefix.Span[sizeof(ulong)] == (byte)'{';

    internal FileSection File { get; }

    /// <summary>The archive, whose directory is checked when it is first asked for.</summary>
    internal ZipArchiveReader Archive => _archive ??= new ZipArchiveReader(File, _cancellationToken);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; its name does not matter.</param>
    /// <exception cref="FormatException">It is no ordinary file, or empty.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    public static CheckpointSource Open(string path)
    {
        SafeFileHandle handle = SourceFile.Open(path);
        try
        {
            return new CheckpointSource(handle, path, CancellationToken.None);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads of a file; what is wrong with it is told with its path.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads; the source is closed behind it.</param>
    /// <exception cref="FormatException">It is no ordinary file, or its content is wrong; the sentence begins with the path.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    public static T Read<T>(string path, Func<CheckpointSource, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        using CheckpointSource source = Open(path);
        return SourceFile.WithPath(path, () => read(source));
    }

    /// <summary>The most bytes that a compressed file of this length may inflate to: 32 times as many, or 256 MiB.</summary>
    public long MostInflatedBytes => Inflation.MostBytes(Length);

    /// <summary>The bytes from the first on; readable as long as the source is open.</summary>
    public Stream OpenRead() => new SectionStream(File);

    /// <summary>Some bytes.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="FormatException">They do not lie in the file.</exception>
    public byte[] Read(long offset, int count) => File.Read(offset, count);

    /// <summary>All bytes, of which there are fewer than 2³¹.</summary>
    public byte[] ReadAll() => File.Read(0, checked((int)File.Length));

    /// <summary>A small file in the archive, checked against its checksum; null where there is none.</summary>
    /// <param name="name">The path inside the archive.</param>
    /// <param name="maxSize">The most bytes that it may have.</param>
    /// <exception cref="FormatException">It is damaged, encrypted, or larger.</exception>
    public byte[]? ReadFile(string name, int maxSize) => Archive.Find(name) is { } entry ? Archive.ReadAll(entry, maxSize) : null;

    /// <summary>Whether it is an archive that has a file of this name.</summary>
    /// <param name="name">The path inside the archive.</param>
    /// <exception cref="FormatException">The archive is damaged.</exception>
    public bool HasFile(string name) => IsArchive && Archive.Find(name) is not null;

    /// <summary>
    /// Every dataset of numbers in the HDF5 file, or in one in the archive, as a tensor whose name is its path. Other datasets are listed.
    /// </summary>
    /// <param name="name">The path inside the archive; null for the file itself.</param>
    /// <exception cref="FormatException">It is damaged, or the archive has no such file.</exception>
    public CheckpointContent ReadHdf5(string? name = null) =>
        name is null ? _content ??= ReadHdf5Of(name) : ReadHdf5Of(name);

    private CheckpointContent ReadHdf5Of(string? name)
    {
        FileSection file = name is null ? File
            : Archive.Find(name) is { } entry ? Archive.Open(entry)
            : throw new FormatException($"the archive has no {name}.");

        // What is read of a part of a file holds nothing open: the file is closed by who opened it.
        using var reader = Hdf5Reader.Open(Hdf5Source.OfFilePart(file.Handle, file.Start, file.Length));
        return Content(reader);
    }

    /// <summary>A file in the same folder, which is closed with this one.</summary>
    /// <param name="name">Its name, no path.</param>
    /// <exception cref="FormatException">It is no name of a file beside this one, or no ordinary file.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    public CheckpointSource OpenBeside(string name)
    {
        if (name is null or "" or "." or ".." || name.AsSpan().ContainsAny("/\\:\0"))
        {
            throw new FormatException($"the file names '{name.Excerpt()}' as another one; that must be the name of a file beside it.");
        }

        CheckpointSource source = Open(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_path))!, name));
        _beside.Add(source);
        return source;
    }

    /// <summary>Reads the whole file and compares checksums, which archives have: one a file.</summary>
    internal void Verify(CancellationToken cancellationToken)
    {
        foreach (ZipEntry entry in _archive?.Entries ?? [])
        {
            _archive!.Verify(entry, cancellationToken);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _archive?.Dispose();
        _handle.Dispose();
        foreach (CheckpointSource source in _beside)
        {
            source.Dispose();
        }
    }

    private static CheckpointContent Content(Hdf5Reader reader)
    {
        // Two links to one dataset are two names of one content.
        Dictionary<DatasetContent, DatasetBytes> contents = new(ReferenceEqualityComparer.Instance);
        var tensors = ImmutableArray.CreateBuilder<StoredTensor>();
        var unread = ImmutableArray.CreateBuilder<string>();
        foreach (Hdf5DatasetEntry dataset in reader.Datasets)
        {
            if (dataset.Type is null)
            {
                unread.Add($"{dataset.Path} {dataset.Shape}");
                continue;
            }

            contents.TryAdd(dataset.Content, new DatasetBytes(dataset, dataset.Content));
            tensors.Add(new StoredTensor(dataset.Path, dataset.Shape, dataset.Type, contents[dataset.Content]));
        }

        return new CheckpointContent(tensors.ToImmutable())
        {
            Unread = unread.ToImmutable(),
            Groups = GroupsOf(reader.Root).ToImmutableDictionary(
                group => group.Path, group => group.Attributes, StringComparer.Ordinal),
            Metadata = reader.Root.Attributes.Where(attribute => attribute.Text is not null)
                .ToImmutableDictionary(attribute => attribute.Name, attribute => attribute.Text!, StringComparer.Ordinal),
        };
    }

    private static IEnumerable<Hdf5GroupEntry> GroupsOf(Hdf5GroupEntry group) => group.Groups.SelectMany(GroupsOf).Prepend(group);

    private sealed class DatasetBytes(Hdf5DatasetEntry dataset, DatasetContent content) : TensorContent
    {
        internal override long KeptByteCount => content.KeptByteCount;

        internal override void Read(long offset, Span<byte> destination) => dataset.Read(content, offset, destination);

        internal override void Rent(Action<TensorContent> reader, CancellationToken cancellationToken) =>
            content.Rent(lent => reader(new DatasetBytes(dataset, lent)), cancellationToken);
    }
}
