using Seedbed.Checkpoints;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace Seedbed.Training;

/// <summary>
/// Reads IDX files, the format of MNIST: two zero bytes, a byte for the elements' type, one for the number of axes, the sizes and then the
/// elements, all big-endian. Also compressed by gzip.
/// </summary>
/// <remarks>Source: the page of the MNIST database by LeCun, Cortes and Burges.</remarks>
internal static class IdxReader
{
    private const int MarkLength = 4;

    /// <summary>Whether a file begins as one, compressed or not.</summary>
    internal static bool Recognizes(ReadOnlySpan<byte> prefix) => IsCompressed(prefix) || IsMark(prefix);

    /// <summary>
    /// Images and the labels that lie beside them, or the other way round: names as in train-images-idx3-ubyte and train-labels-idx1-ubyte.
    /// </summary>
    /// <exception cref="FormatException">The other file is not there, or one is damaged.</exception>
    internal static DataSet ReadPair(string path, DataMemory memory)
    {
        string name = Path.GetFileName(path);
        bool areImages = name.Contains("images", StringComparison.Ordinal);
        string other = areImages
            ? name.Replace("images", "labels", StringComparison.Ordinal)
            : name.Replace("labels", "images", StringComparison.Ordinal);
        string folder = Path.GetDirectoryName(path) ?? "";
        string? beside = Directory.EnumerateFiles(folder.Length == 0 ? "." : folder)
            .FirstOrDefault(file => file != path && WithoutDetails(Path.GetFileName(file)) == WithoutDetails(other));
        if (other == name || beside is null)
        {
            throw new FormatException(
                $"{path} is one half of a pair of IDX files, and the other, such as {(other == name ? "t10k-labels-idx1-ubyte" : other)}, "
                + "does not lie beside it; name both, images first.");
        }

        return areImages ? new DataSet(Read(path, memory), Read(beside, memory)) : new DataSet(Read(beside, memory), Read(path, memory));
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="FormatException">
    /// It is no IDX file, cut, or takes more memory than it may; the sentence begins with the path.
    /// </exception>
    internal static Samples Read(string path, DataMemory memory) => CheckpointSource.Read(path, file => Read(file, memory));

    private static Samples Read(CheckpointSource file, DataMemory memory)
    {
        bool isCompressed = IsCompressed(file.Read(0, (int)Math.Min(file.Length, MarkLength)));
        using Stream stored = file.OpenRead();
        using Stream content = isCompressed ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        try
        {
            (byte type, int[] dimensions) = ReadHeader(content);
            long length = CheckedLength(dimensions, SizeOf(type), file, isCompressed);
            Samples samples = ReadElements(content, type, dimensions, memory);
            if (content.ReadByte() >= 0)
            {
                throw new FormatException($"more follows the {length} bytes of elements that the header announces; the file is damaged.");
            }

            if (isCompressed)
            {
                CheckEnd(file, MarkLength + (MarkLength * dimensions.Length) + length);
            }

            return samples;
        }
        catch (EndOfStreamException fault)
        {
            throw new FormatException("the file ends before the elements that its header announces; it is cut or damaged.", fault);
        }
        catch (InvalidDataException fault)
        {
            throw new FormatException("the file is damaged: it does not decompress; copy it again.", fault);
        }
    }

    /// <summary>
    /// A gzip file ends with the length of what it holds, modulo 2³². <see cref="GZipStream"/> compares the checksum before it where that
    /// is there, and takes a file that is cut in front of it for a whole one.
    /// </summary>
    /// <remarks>Source: RFC 1952, 2.3.1.</remarks>
    private static void CheckEnd(CheckpointSource file, long length)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(file.Read(file.Length - sizeof(uint), sizeof(uint))) != unchecked((uint)length))
        {
            throw new FormatException(
                "the file does not end with the length of what it holds: it is cut, or made of several gzip members; copy it again, or "
                + "decompress it with gunzip.");
        }
    }

    private static (byte Type, int[] Dimensions) ReadHeader(Stream content)
    {
        Span<byte> field = stackalloc byte[MarkLength];
        content.ReadExactly(field);
        (byte type, int rank) = IsMark(field)
            ? (field[2], field[3])
            : throw new FormatException(
                "this is no IDX file; it must begin with two zero bytes, a type from 8 to 14 and a number of axes from 1 to 8.");
        int[] dimensions = new int[rank];
        foreach (ref int size in dimensions.AsSpan())
        {
            content.ReadExactly(field);
            uint stored = BinaryPrimitives.ReadUInt32BigEndian(field);
            size = stored <= int.MaxValue
                ? (int)stored
                : throw new FormatException($"the file is to have {stored} elements along an axis; at most {int.MaxValue} are read.");
        }

        _ = Samples.ElementCountOf(dimensions);
        return (type, dimensions);
    }

    /// <summary>The bytes of all elements, no more than the file can hold: what stands in it, or what it may inflate to.</summary>
    private static long CheckedLength(int[] dimensions, int size, CheckpointSource file, bool isCompressed)
    {
        Int128 length = (Int128)Samples.ElementCountOf(dimensions) * size;
        long stored = file.Length - MarkLength - (MarkLength * dimensions.Length);
        string array = $"an array of sizes [{string.Join(", ", dimensions.Select(each => $"{each}"))}] takes {length} bytes";
        if (!isCompressed && length != stored)
        {
            throw new FormatException($"{array}, but {stored} follow the header; the file is cut or damaged.");
        }

        return length <= file.MostInflatedBytes || !isCompressed
            ? (long)length
            : throw new FormatException(
                $"{array}, beyond the {file.MostInflatedBytes} that a compressed file of {file.Length} may inflate to; decompress "
                + "it with gunzip.");
    }

    private static Samples ReadElements(Stream content, byte type, int[] dimensions, DataMemory memory) => type switch
    {
        0x08 => Of<byte>(content, dimensions, memory),
        0x09 => Of<sbyte>(content, dimensions, memory),
        0x0B => Of<short>(content, dimensions, memory),
        0x0C => Of<int>(content, dimensions, memory),
        0x0D => Of<float>(content, dimensions, memory),
        _ => Of<double>(content, dimensions, memory),
    };

    private static Samples Of<T>(Stream content, int[] dimensions, DataMemory memory)
        where T : unmanaged, INumber<T>
    {
        T[] values =
            memory.Read<T>(Samples.ElementCountOf(dimensions), "the array", isBigEndian: true, (_, bytes) => content.ReadExactly(bytes));
        return Samples.Own(values, dimensions);
    }

    private static int SizeOf(byte type) => type switch
    {
        0x08 or 0x09 => sizeof(byte),
        0x0B => sizeof(short),
        0x0C or 0x0D => sizeof(int),
        0x0E => sizeof(double),
        _ => throw new FormatException($"the elements have the type {type:x2}; it must be 08, 09, 0b, 0c, 0d or 0e."),
    };

    private static bool IsMark(ReadOnlySpan<byte> prefix) => prefix is [0, 0, >= 0x08 and <= 0x0E, >= 1 and <= 8, ..];

    private static bool IsCompressed(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    /// <summary>The name without the number of axes, which differs, and without .gz.</summary>
    private static string WithoutDetails(string name)
    {
        string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^".gz".Length] : name;
        return plain.Replace("idx1", "idx", StringComparison.Ordinal).Replace("idx3", "idx", StringComparison.Ordinal).Replace(
            "idx4", "idx", StringComparison.Ordinal);
    }
}
