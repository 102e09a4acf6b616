using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Seedbed.Checkpoints.Hdf5.Reading;
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
        new([.. reader.Datasets.Where(dataset => dataset.Type is not null).Select(dataset => Tensor(reader, dataset))])
        {
            Unread = [.. reader.Datasets.Where(dataset => dataset.Type is null).Select(dataset => $"{dataset.Path} {dataset.Shape}")],
            Resources = [reader],
            Metadata = reader.Root.Attributes.Where(attribute => attribute.Text is not null)
                .ToImmutableDictionary(attribute => attribute.Name, attribute => attribute.Text!, StringComparer.Ordinal),
        };

    private static StoredTensor Tensor(Hdf5Reader reader, Hdf5DatasetEntry dataset) =>
        new(dataset.Path, dataset.Shape, TensorType.All.First(type => type.Name == dataset.Type!.Name), new DatasetBytes(reader, dataset));

    private sealed class DatasetBytes(Hdf5Reader reader, Hdf5DatasetEntry dataset) : TensorContent
    {
        internal override bool IsBuffered => dataset.Content.IsBuffered;

        internal override void Read(long offset, Span<byte> destination, CancellationToken token) => reader.Read(dataset, offset, destination, token);
    }
}
