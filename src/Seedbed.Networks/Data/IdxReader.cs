using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Seedbed.Networks.Data;

/// <summary>
/// Reads IDX files, the format of MNIST: two zero bytes, a byte for the elements' type, one for the number of axes, the sizes and then the elements, all big-endian. Also
/// compressed by gzip.
/// </summary>
/// <remarks>Source: the page of the MNIST database by LeCun, Cortes and Burges.</remarks>
internal static class IdxReader
{
    private const int MarkLength = 4;

    /// <summary>Whether a file begins as one, compressed or not.</summary>
    internal static bool Recognizes(ReadOnlySpan<byte> prefix) =>
        IsCompressed(prefix) || (prefix.Length >= MarkLength && prefix is [0, 0, >= 0x08 and <= 0x0E, >= 1 and <= 8, ..]);

    /// <summary>Images and the labels that lie beside them, or the other way round: names as in train-images-idx3-ubyte and train-labels-idx1-ubyte.</summary>
    /// <exception cref="FormatException">The other file is not there, or one is damaged.</exception>
    internal static DataSet ReadPair(string path)
    {
        string name = Path.GetFileName(path);
        bool areImages = name.Contains("images", StringComparison.Ordinal);
        string other = areImages ? name.Replace("images", "labels", StringComparison.Ordinal) : name.Replace("labels", "images", StringComparison.Ordinal);
        string folder = Path.GetDirectoryName(path) ?? "";
        string? beside = Directory.EnumerateFiles(folder.Length == 0 ? "." : folder)
            .FirstOrDefault(file => file != path && WithoutDetails(Path.GetFileName(file)) == WithoutDetails(other));
        if (other == name || beside is null)
        {
            throw new FormatException($"{path} is one half of a pair of IDX files, and the other, such as {(other == name ? "t10k-labels-idx1-ubyte" : other)}, does not lie beside it; name both, images first.");
        }

        return areImages ? new DataSet(Read(path), Read(beside)) : new DataSet(Read(beside), Read(path));
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="FormatException">It is no IDX file, or cut.</exception>
    internal static Samples Read(string path)
    {
        byte[] bytes = Decompressed(path);
        if (bytes.Length < MarkLength || bytes is not [0, 0, >= 0x08 and <= 0x0E, >= 1 and <= 8, ..])
        {
            throw new FormatException($"{path}: this is no IDX file; it must begin with two zero bytes, a type from 8 to 14 and a number of axes from 1 to 8.");
        }

        int start = MarkLength + (sizeof(int) * bytes[3]);
        int[] dimensions = [.. Enumerable.Range(0, bytes[3]).Select(axis => SizeAt(path, bytes, MarkLength + (sizeof(int) * axis)))];
        long count = dimensions.Aggregate(1L, (product, size) => checked(product * size));
        int size = SizeOf(path, bytes[2]);
        if (count * size != bytes.Length - start)
        {
            throw new FormatException($"{path}: an array of sizes [{string.Join(", ", dimensions)}] takes {count * size} bytes, but {bytes.Length - start} follow the header; the file is cut or damaged.");
        }

        Span<byte> elements = bytes.AsSpan(start);
        for (int at = 0; BitConverter.IsLittleEndian && size > 1 && at < elements.Length; at += size)
        {
            elements.Slice(at, size).Reverse();
        }

        return Convert(bytes[2], elements, dimensions);
    }

    private static Samples Convert(byte type, Span<byte> elements, int[] dimensions) => type switch
    {
        0x08 => Of<byte>(elements, dimensions),
        0x09 => Of<sbyte>(elements, dimensions),
        0x0B => Of<short>(elements, dimensions),
        0x0C => Of<int>(elements, dimensions),
        0x0D => Of<float>(elements, dimensions),
        _ => Of<double>(elements, dimensions),
    };

    private static int SizeOf(string path, byte type) => type switch
    {
        0x08 or 0x09 => sizeof(byte),
        0x0B => sizeof(short),
        0x0C or 0x0D => sizeof(int),
        0x0E => sizeof(double),
        _ => throw new FormatException($"{path}: the elements have the type {type:x2}; it must be 08, 09, 0b, 0c, 0d or 0e."),
    };

    private static Samples Of<T>(ReadOnlySpan<byte> bytes, int[] dimensions)
        where T : unmanaged, INumber<T> => Samples.Of(MemoryMarshal.Cast<byte, T>(bytes), dimensions);

    private static int SizeAt(string path, byte[] bytes, int at) =>
        at + sizeof(int) <= bytes.Length && BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at)) is >= 0 and int size
            ? size
            : throw new FormatException($"{path}: its header is cut or damaged; a size from 0 to {int.MaxValue} must stand at byte {at}.");

    private static byte[] Decompressed(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (!IsCompressed(bytes))
        {
            return bytes;
        }

        using GZipStream stream = new(new MemoryStream(bytes), CompressionMode.Decompress);
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static bool IsCompressed(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    /// <summary>The name without the number of axes, which differs, and without .gz.</summary>
    private static string WithoutDetails(string name)
    {
        string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^".gz".Length] : name;
        return plain.Replace("idx1", "idx", StringComparison.Ordinal).Replace("idx3", "idx", StringComparison.Ordinal).Replace("idx4", "idx", StringComparison.Ordinal);
    }
}
