using System.Buffers.Binary;
using System.Text;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Reading;

namespace Seedbed.Checkpoints.Npz;

/// <summary>Reads NumPy's .npy files of numbers, versions 1 to 3.</summary>
/// <remarks>Source: NumPy enhancement proposal 1 and <c>numpy.lib.format</c>.</remarks>
internal static class NpyReader
{
    /// <summary>The longest header that is read; NumPy's own has some hundred bytes.</summary>
    private const int MaxHeaderLength = 1 << 16;

    /// <summary>One array.</summary>
    /// <exception cref="FormatException">It is damaged, cut, or of a kind that is not read.</exception>
    internal static StoredTensor Read(string name, FileSection file)
    {
        (NpyHeader header, long dataStart) = ReadHeader(file);
        var descriptor = NpyDescriptor.Parse(header.Descriptor);
        Int128 length = (Int128)header.Shape.ElementCount * descriptor.Type.SizeInBytes;
        if (length != file.Length - dataStart)
        {
            throw new FormatException($"the array of shape {header.Shape} and type {descriptor.Type} takes {length} bytes, "
                + $"but {file.Length - dataStart} follow its header; the file is cut or damaged.");
        }

        FileSection data = file.Part(dataStart, (long)length);
        TensorContent content = new SectionContent(data, descriptor.IsBigEndian ? descriptor.Type.SizeInBytes : 1);
        return new StoredTensor(
            name, header.Shape, descriptor.Type, header.IsColumnMajor ? RowMajor(content, header.Shape, descriptor) : content);
    }

    /// <summary>An array that is stored column by column (Fortran order): its axes stand the other way around.</summary>
    private static TensorContent RowMajor(TensorContent content, in Shape shape, NpyDescriptor descriptor)
    {
        long[] stored = [.. shape.Dimensions.ToArray().Reverse()];
        return stored.Count(size => size != 1) < 2
            ? content
            : new PermutedContent(
                content, Shape.Create(stored), [.. Enumerable.Range(0, stored.Length).Reverse()], descriptor.Type.SizeInBytes);
    }

    private static (NpyHeader Header, long DataStart) ReadHeader(FileSection file)
    {
        int before = NpyHeader.Magic.Length + 2;
        byte[] start = file.Read(0, before);
        int lengthBytes = start.AsSpan().StartsWith(NpyHeader.Magic)
            ? LengthBytesOf(start[^2])
            : throw new FormatException("the array does not begin with the mark of .npy files; it is damaged.");
        Span<byte> field = stackalloc byte[sizeof(uint)];
        field.Clear();
        file.Read(before, field[..lengthBytes]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(field);
        if (length > MaxHeaderLength)
        {
            throw new FormatException($"the array's header would have {length} bytes; at most {MaxHeaderLength} are read.");
        }

        byte[] text = file.Read(before + lengthBytes, (int)length);
        return (NpyHeader.Parse(Encoding.Latin1.GetString(text)), before + lengthBytes + length);
    }

    private static int LengthBytesOf(byte version) => version switch
    {
        1 => sizeof(ushort),
        2 or 3 => sizeof(uint),
        _ => throw new FormatException($"the array is of version {version} of its format; 1, 2 and 3 are read."),
    };
}
