using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Writing;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>
/// An HDF5 file of float32 vectors of zeros named d0, d1, …, each in one deflated chunk. What we write is contiguous: the messages are
/// changed in place, and the
/// chunks and their B-trees stand behind the end.
/// </summary>
internal static class ChunkedFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="count">The datasets.</param>
    /// <param name="length">The elements of each.</param>
    /// <param name="chunk">The elements of a chunk, no fewer.</param>
    public static byte[] Of(int count, int length, int chunk)
    {
        Hdf5Group root = new();
        for (int index = 0; index < count; index++)
        {
            // The name is to be found in the file, and the attribute to become a filter message.
            root.Add($"d{index}", DType.Float32, [Mark + index]).Set(Hdf5Attribute.OfInteger(FilterName(index), 0));
        }

        var layout = Hdf5Layout.Build(root);
        List<byte> content = [.. layout.Header.Span];
        byte[] header = content.ToArray();
        byte[] stored = Deflated(new byte[sizeof(float) * chunk]);
        for (int index = 0; index < count; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(Place(header, BitConverter.GetBytes((long)(Mark + index)))), length);
            WriteFilter(header.AsSpan(Place(header, Encoding.ASCII.GetBytes(FilterName(index))) - 16));
            WriteLayout(header.AsSpan(Place(header, BitConverter.GetBytes(layout.Places[index].Offset)) - 1), content.Count, chunk);
            content.AddRange(Tree(content.Count, stored.Length, chunk));
            content.AddRange(stored);
        }

        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), content.Count);
        header.CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(content));
        return [.. content];
    }

    /// <summary>A chunk stands so many bytes behind the beginning of its B-tree.</summary>
    public const int TreeLength = 24 + (64 * 32) + 24;

    private const int Mark = 0x123456;

    private static string FilterName(int index) => $"filter{index:D4}";

    private static int Place(byte[] content, byte[] field) => content.AsSpan().IndexOf(field);

    /// <summary>An attribute message, from its header on, as a filter message of version 1: deflate at level 9.</summary>
    private static void WriteFilter(Span<byte> message)
    {
        message[0] = 0x0B;
        byte[] filter = [1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0];
        filter.CopyTo(message[8..]);
    }

    /// <summary>A layout message from its kind on: chunked, two dimensions (elements, bytes of one), B-tree, chunk.</summary>
    private static void WriteLayout(Span<byte> message, long tree, int chunk)
    {
        (message[0], message[1]) = (2, 2);
        BinaryPrimitives.WriteInt64LittleEndian(message[2..], tree);
        BinaryPrimitives.WriteInt32LittleEndian(message[10..], chunk);
        BinaryPrimitives.WriteInt32LittleEndian(message[14..], sizeof(float));
    }

    /// <summary>A B-tree of one chunk, which stands behind it, with room for 64.</summary>
    private static byte[] Tree(long address, int storedLength, int chunk)
    {
        byte[] node = [.. "TREE"u8, 1, 0, 1, 0, .. Enumerable.Repeat((byte)0xFF, 16), .. new byte[TreeLength - 24]];
        BinaryPrimitives.WriteInt32LittleEndian(node.AsSpan(24), storedLength);
        BinaryPrimitives.WriteInt64LittleEndian(node.AsSpan(48), address + TreeLength);
        BinaryPrimitives.WriteInt64LittleEndian(node.AsSpan(64), chunk);
        return node;
    }

    private static byte[] Deflated(byte[] bytes)
    {
        using MemoryStream stored = new();
        using (ZLibStream deflate = new(stored, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return stored.ToArray();
    }
}
