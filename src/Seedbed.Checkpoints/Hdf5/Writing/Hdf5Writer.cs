namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>
/// Writes a whole file from data that lies in memory; large files are written from an <see cref="Hdf5Layout"/>, in parallel.
/// </summary>
internal static class Hdf5Writer
{
    /// <summary>Writes a file from its first byte to its last; the stream need not be seekable.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="root">What is written.</param>
    /// <param name="data">The elements of each dataset in the order of addition, row-major, little-endian.</param>
    /// <exception cref="ArgumentException">There is not one block of data for each dataset, of its length.</exception>
    internal static void Write(Stream stream, Hdf5Group root, IReadOnlyList<ReadOnlyMemory<byte>> data)
    {
        var layout = Hdf5Layout.Build(root);
        Check(layout, data);
        stream.Write(layout.Header.Span);
        long end = layout.Header.Length;
        foreach ((Hdf5Place place, ReadOnlyMemory<byte> bytes) in layout.Places.Zip(data).Where(pair => !pair.Second.IsEmpty))
        {
            stream.Write(new byte[place.Offset - end]);
            stream.Write(bytes.Span);
            end = place.Offset + bytes.Length;
        }
    }

    private static void Check(Hdf5Layout layout, IReadOnlyList<ReadOnlyMemory<byte>> data)
    {
        if (data.Count != layout.Places.Length)
        {
            throw new ArgumentException($"there is data for {data.Count} datasets; the file has {layout.Places.Length}.", nameof(data));
        }

        for (int index = 0; index < data.Count; index++)
        {
            long expected = layout.Places[index].Dataset.ByteCount;
            if (data[index].Length != expected)
            {
                throw new ArgumentException(
                    $"dataset {index} has {data[index].Length} bytes of data; its shape and type take {expected}.", nameof(data));
            }
        }
    }
}
