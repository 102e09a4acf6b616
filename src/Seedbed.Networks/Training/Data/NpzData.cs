using System.Numerics;
using Seedbed.Checkpoints;
using Seedbed.Keras;

namespace Seedbed.Training;

/// <summary>Reads the arrays <c>x</c> and <c>y</c> of an archive that <c>numpy.savez</c> wrote; numbers of any type.</summary>
internal static class NpzData
{
    /// <exception cref="FormatException">The archive is damaged, has no such arrays, or they take more memory than they may.</exception>
    internal static DataSet Read(string path, DataMemory memory)
    {
        using var file = CheckpointFile.Open(path, KerasFormats.All, memory.CancellationToken);
        return new DataSet(Array(file, "x", memory), Array(file, "y", memory));
    }

    private static Samples Array(CheckpointFile file, string name, DataMemory memory)
    {
        if (file.Tensors.FirstOrDefault(tensor => tensor.Name == name) is { } tensor)
        {
            return ToSamples(tensor, memory);
        }

        string others = string.Join(", ", file.Tensors.Take(10).Select(other => $"'{other.Name.Excerpt()}'"));
        throw new FormatException(
            $"there is no array '{name.Excerpt()}'; there {(others.Length == 0 ? "is none" : $"are {others}")}: save them with "
            + "numpy.savez(path, x=…, y=…).");
    }

    private static Samples ToSamples(StoredTensor tensor, DataMemory memory)
    {
        if (tensor.Shape.Rank == 0 || tensor.Shape.Dimensions.ContainsAnyExceptInRange(0, int.MaxValue))
        {
            throw new FormatException(
                $"'{tensor.Name.Excerpt()}' has shape {tensor.Shape}; it must have a first axis that counts samples, and sizes of at most "
                + $"{int.MaxValue}.");
        }

        int[] dimensions = [.. tensor.Shape.Dimensions.ToArray().Select(size => (int)size)];
        return Convert(tensor, dimensions, memory);
    }

    private static Samples Convert(StoredTensor tensor, int[] dimensions, DataMemory memory) => tensor.Type.Name switch
    {
        "float32" => Of<float>(tensor, dimensions, memory),
        "float64" => Of<double>(tensor, dimensions, memory),
        "float16" => Of<Half>(tensor, dimensions, memory),
        "int8" => Of<sbyte>(tensor, dimensions, memory),
        "int16" => Of<short>(tensor, dimensions, memory),
        "int32" => Of<int>(tensor, dimensions, memory),
        "int64" => Of<long>(tensor, dimensions, memory),
        "uint8" or "bool" => Of<byte>(tensor, dimensions, memory),
        "uint16" => Of<ushort>(tensor, dimensions, memory),
        "uint32" => Of<uint>(tensor, dimensions, memory),
        "uint64" => Of<ulong>(tensor, dimensions, memory),
        _ =>
            throw new FormatException(
                $"'{tensor.Name.Excerpt()}' has elements of {tensor.Type}; they must be integers, or float16, float32 or float64."),
    };

    private static Samples Of<T>(StoredTensor tensor, int[] dimensions, DataMemory memory)
        where T : unmanaged, INumber<T>
    {
        T[] values =
            memory.Read<T>(Samples.ElementCountOf(dimensions), $"'{tensor.Name.Excerpt()}'", isBigEndian: false,
                (start, bytes) => tensor.Read(start, bytes));
        return Samples.Own(values, dimensions);
    }
}
