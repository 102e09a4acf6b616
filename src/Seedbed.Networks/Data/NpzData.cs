using System.Numerics;
using System.Runtime.InteropServices;
using Seedbed.Checkpoints.Reading;
using Seedbed.Messages;

namespace Seedbed.Networks.Data;

/// <summary>Reads the arrays <c>x</c> and <c>y</c> of an archive that <c>numpy.savez</c> wrote; numbers of any type.</summary>
internal static class NpzData
{
    /// <exception cref="FormatException">The archive is damaged, or has no such arrays.</exception>
    internal static DataSet Read(string path)
    {
        using var file = CheckpointFile.Open(path);
        return new DataSet(Array(file, "x"), Array(file, "y"));
    }

    /// <summary>An array of a file as samples.</summary>
    internal static Samples ToSamples(StoredTensor tensor)
    {
        if (tensor.Shape.Rank == 0 || tensor.ByteCount > System.Array.MaxLength)
        {
            throw new FormatException($"'{tensor.Name.Excerpt()}' has shape {tensor.Shape} and {tensor.ByteCount} bytes; it must have a first axis that counts samples, and less than 2 GiB.");
        }

        byte[] bytes = new byte[tensor.ByteCount];
        tensor.Read(0, bytes);
        if (!BitConverter.IsLittleEndian)
        {
            ReverseElements(bytes, tensor.Type.SizeInBytes);
        }

        int[] dimensions = [.. tensor.Shape.Dimensions.ToArray().Select(size => checked((int)size))];
        return Convert(tensor, bytes, dimensions);
    }

    private static Samples Array(CheckpointFile file, string name) =>
        ToSamples(file.Tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new FormatException(
            $"there is no array '{name.Excerpt()}'; there are {string.Join(", ", file.Tensors.Take(10).Select(tensor => $"'{tensor.Name.Excerpt()}'"))}: save them with numpy.savez(path, x=…, y=…)."));

    private static Samples Convert(StoredTensor tensor, byte[] bytes, int[] dimensions) => tensor.Type.Name switch
    {
        "float32" => Of<float>(bytes, dimensions),
        "float64" => Of<double>(bytes, dimensions),
        "float16" => Of<Half>(bytes, dimensions),
        "int8" => Of<sbyte>(bytes, dimensions),
        "int16" => Of<short>(bytes, dimensions),
        "int32" => Of<int>(bytes, dimensions),
        "int64" => Of<long>(bytes, dimensions),
        "uint8" or "bool" => Of<byte>(bytes, dimensions),
        "uint16" => Of<ushort>(bytes, dimensions),
        "uint32" => Of<uint>(bytes, dimensions),
        "uint64" => Of<ulong>(bytes, dimensions),
        _ => throw new FormatException($"'{tensor.Name.Excerpt()}' has elements of {tensor.Type}; they must be integers, or float16, float32 or float64."),
    };

    private static Samples Of<T>(byte[] bytes, int[] dimensions)
        where T : unmanaged, INumber<T> => Samples.Of<T>(MemoryMarshal.Cast<byte, T>(bytes), dimensions);

    private static void ReverseElements(Span<byte> bytes, int size)
    {
        for (int start = 0; size > 1 && start < bytes.Length; start += size)
        {
            bytes.Slice(start, size).Reverse();
        }
    }
}
