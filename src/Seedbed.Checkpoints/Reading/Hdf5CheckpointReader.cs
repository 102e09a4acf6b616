using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Hdf5.Reading.Contents;
using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints.Reading;

/// <summary>Reads every dataset of numbers in an HDF5 file as a tensor, such as the weights of a Keras model; a tensor's name is its path.</summary>
internal static class Hdf5CheckpointReader
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The content hands it to the open file, which closes it.")]
    internal static CheckpointContent Open(FileSection file)
    {
        var reader = Hdf5Reader.Open(Hdf5Source.OfFilePart(file.Handle, file.Start, file.Length));
        try
        {
            return Content(reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private static CheckpointContent Content(Hdf5Reader reader) =>
        new([.. reader.Datasets.Select(Tensor)])
        {
            Resources = [reader],
            Metadata = reader.Root.Attributes.Where(attribute => attribute.Text is not null)
                .ToImmutableDictionary(attribute => attribute.Name, attribute => attribute.Text!, StringComparer.Ordinal),
        };

    private static StoredTensor Tensor(Hdf5DatasetEntry dataset)
    {
        TensorType type = TensorType.All.FirstOrDefault(type => type.Name == dataset.Type?.Name) ?? throw new FormatException(
            $"the dataset '{dataset.Path}' has elements that are no numbers; only {string.Join(", ", Hdf5ElementType.All.Select(known => known.Name))} are read.");
        return new StoredTensor(dataset.Path, dataset.Shape, type, new DatasetBytes(dataset, dataset.Content));
    }

    private sealed class DatasetBytes(Hdf5DatasetEntry dataset, DatasetContent content) : TensorContent
    {
        internal override long KeptByteCount => content.KeptByteCount;

        internal override void Read(long offset, Span<byte> destination) => dataset.Read(content, offset, destination);

        internal override void Lend(Action<TensorContent> reader, CancellationToken cancellationToken) =>
            content.Lend(lent => reader(new DatasetBytes(dataset, lent)), cancellationToken);
    }
}
