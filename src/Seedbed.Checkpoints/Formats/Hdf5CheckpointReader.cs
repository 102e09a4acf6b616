using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Hdf5.Reading.Contents;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints.Formats;

/// <summary>
/// Reads every dataset of numbers in an HDF5 file as a tensor, such as the weights of a Keras model; a tensor's name is its path. Other
/// datasets are listed.
/// </summary>
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
            tensors.Add(new StoredTensor(dataset.Path, dataset.Shape, TensorType.Named(dataset.Type.Name), contents[dataset.Content]));
        }

        return new CheckpointContent(tensors.ToImmutable())
        {
            Unread = unread.ToImmutable(),
            Resources = [reader],
            Metadata = reader.Root.Attributes.Where(attribute => attribute.Text is not null)
                .ToImmutableDictionary(attribute => attribute.Name, attribute => attribute.Text!, StringComparer.Ordinal),
        };
    }

    private sealed class DatasetBytes(Hdf5DatasetEntry dataset, DatasetContent content) : TensorContent
    {
        internal override long KeptByteCount => content.KeptByteCount;

        internal override void Read(long offset, Span<byte> destination) => dataset.Read(content, offset, destination);

        internal override void Lend(Action<TensorContent> reader, CancellationToken cancellationToken) =>
            content.Lend(lent => reader(new DatasetBytes(dataset, lent)), cancellationToken);
    }
}
