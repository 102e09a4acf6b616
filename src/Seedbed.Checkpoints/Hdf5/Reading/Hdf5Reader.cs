using System.Collections.Immutable;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;
using Seedbed.Checkpoints.Hdf5.Reading.Trees;

namespace Seedbed.Checkpoints.Hdf5.Reading;

/// <summary>
/// An open HDF5 file whose whole structure was checked: groups, datasets, attributes; elements are read on demand. Safe from several
/// threads. SPECIFICATION.md says which part of the format is read.
/// </summary>
internal sealed class Hdf5Reader : IDisposable
{
    private readonly Hdf5Source _source;
    private readonly Dictionary<string, Hdf5DatasetEntry> _byPath;

    private Hdf5Reader(Hdf5Source source)
    {
        _source = source;
        StructureReader file = new(source);
        long root = Superblock.ReadRootAddress(file);
        Root = new TreeReader(file).ReadRoot(root);
        var datasets = ImmutableArray.CreateBuilder<Hdf5DatasetEntry>();
        Gather(Root, datasets);
        Datasets = datasets.ToImmutable();
        _byPath = Datasets.ToDictionary(dataset => dataset.Path, StringComparer.Ordinal);
    }

    /// <summary>The root group.</summary>
    internal Hdf5GroupEntry Root { get; }

    /// <summary>All datasets: those of a group before those of the groups in it, each by the bytes of the names.</summary>
    internal ImmutableArray<Hdf5DatasetEntry> Datasets { get; }

    /// <summary>The dataset at a path.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal Hdf5DatasetEntry this[string path] =>
        _byPath.GetValueOrDefault(path)
            ?? throw new ArgumentException($"the file has no dataset '{path.Excerpt()}'; it has {Datasets.Length} others.", nameof(path));

    /// <summary>Opens a file and checks its structure.</summary>
    /// <exception cref="FormatException">
    /// The content is not of the format, damaged, or of a part of it that is not read; the sentence says what.
    /// </exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal static Hdf5Reader Open(string path) => SourceFile.Open(path, handle => Open(Hdf5Source.OfFile(handle)));

    /// <summary>Opens a source, which is closed with the reader, or where it cannot be read.</summary>
    /// <inheritdoc cref="Open(string)" path="/exception"/>
    internal static Hdf5Reader Open(Hdf5Source source)
    {
        try
        {
            return new Hdf5Reader(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Reads elements of a dataset, row-major, little-endian.</summary>
    /// <param name="dataset">A dataset of this file.</param>
    /// <param name="start">The first byte within the dataset, from 0, a multiple of an element's size.</param>
    /// <param name="destination">Receives as many bytes as it is long, a multiple of an element's size.</param>
    /// <exception cref="ArgumentException">
    /// The range is not within the dataset, or cuts an element, or the dataset is another file's.
    /// </exception>
    /// <exception cref="FormatException">The elements' type is not understood, or a compressed chunk is damaged.</exception>
    /// <exception cref="IOException">The system refused to read, or the file was cut in the meantime.</exception>
    internal void Read(Hdf5DatasetEntry dataset, long start, Span<byte> destination)
    {
        if (_byPath.GetValueOrDefault(dataset.Path) != dataset)
        {
            throw new ArgumentException(
                $"'{dataset.Path.Excerpt()}' is a dataset of another file; ask the reader that found it.", nameof(dataset));
        }

        if (dataset.Type is null)
        {
            throw new FormatException(
                $"'{dataset.Path.Excerpt()}' has elements that are no numbers; only "
                + $"{string.Join(", ", DType.All.Select(type => type.Name))} are read.");
        }

        int size = dataset.Type.SizeInBytes;
        if (start < 0 || start > dataset.ByteCount - destination.Length || start % size != 0 || destination.Length % size != 0)
        {
            throw new ArgumentException(
                $"bytes {start}:{destination.Length} are outside dataset '{dataset.Path.Excerpt()}' of {dataset.ByteCount} bytes, or cut "
                + $"an element of {size}.");
        }

        dataset.Read(dataset.Content, start, destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _source.Dispose();

    private static void Gather(Hdf5GroupEntry group, ImmutableArray<Hdf5DatasetEntry>.Builder datasets)
    {
        datasets.AddRange(group.Datasets);
        foreach (Hdf5GroupEntry child in group.Groups)
        {
            Gather(child, datasets);
        }
    }
}
