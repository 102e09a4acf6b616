using System.Collections.Immutable;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Hdf5.Reading.Contents;

namespace Seedbed.Checkpoints.Hdf5.Reading;

/// <summary>A dataset of a file that was read.</summary>
internal sealed class Hdf5DatasetEntry
{
    /// <summary>Names joined by '/', without one in front: <c>layers/dense/vars/0</c>.</summary>
    internal required string Path { get; init; }

    internal required Shape Shape { get; init; }

    /// <summary>
    /// The type of the elements; null for texts, records and other kinds that are not understood: their values cannot be read.
    /// </summary>
    internal required DType? Type { get; init; }

    internal required ImmutableArray<Hdf5Attribute> Attributes { get; init; }

    /// <summary>Whether the elements' bytes stand in the file in reverse; what is read is little-endian all the same.</summary>
    internal required bool IsBigEndian { get; init; }

    internal required DatasetContent Content { get; init; }

    /// <summary>The bytes of all elements; 0 where the type is not understood.</summary>
    internal long ByteCount => Type is null ? 0 : Shape.ElementCount * Type.SizeInBytes;

    /// <summary>Fills the destination with bytes of the dataset, little-endian.</summary>
    /// <param name="content"><see cref="Content"/>, or the same for one reader.</param>
    /// <param name="start">The first byte, a multiple of an element's size.</param>
    /// <param name="destination">A multiple of an element's size.</param>
    internal void Read(DatasetContent content, long start, Span<byte> destination)
    {
        content.Read(start, destination);
        if (IsBigEndian)
        {
            ByteOrder.Reverse(destination, Type!.SizeInBytes);
        }
    }

    /// <summary>The name in its group.</summary>
    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The same dataset under another path.</summary>
    internal Hdf5DatasetEntry At(string path) =>
        new() { Path = path, Shape = Shape, Type = Type, Attributes = Attributes, IsBigEndian = IsBigEndian, Content = Content };

    /// <summary>The attribute of that name, or null.</summary>
    internal Hdf5Attribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}
