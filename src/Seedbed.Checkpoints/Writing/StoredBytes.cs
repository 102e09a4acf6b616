using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Seedbed.Checkpoints.Writing;

/// <summary>Elements of a stored tensor as the little-endian bytes of a file's type.</summary>
internal static class StoredBytes
{
    /// <summary>Elements that are rounded at once.</summary>
    private const int ElementsAtOnce = 1 << 12;

    /// <summary>Reads elements from one on, as they are, or rounded once to the type, to nearest, ties to even.</summary>
    internal static void Read(StoredTensor tensor, long start, DType type, Span<byte> bytes)
    {
        if (type == tensor.Type)
        {
            tensor.Read(start, bytes);
            return;
        }

        ElementType target = type.ElementType
            ?? throw new InvalidOperationException($"elements of {tensor.Type} are not rounded to {type}; only floating-point types are.");
        int size = type.SizeInBytes;
        int count = bytes.Length / size;
        double[] numbers = new double[Math.Min(count, ElementsAtOnce)];
        for (int done = 0; done < count; done += ElementsAtOnce)
        {
            Span<double> part = numbers.AsSpan(0, Math.Min(count - done, ElementsAtOnce));
            tensor.ReadNumbers(start + done, part);
            for (int i = 0; i < part.Length; i++)
            {
                Write(part[i], target, bytes[((done + i) * size)..]);
            }
        }
    }

    private static ushort BitsOf(BFloat16 number) => MemoryMarshal.Cast<BFloat16, ushort>([number])[0];

    private static void Write(double number, ElementType type, Span<byte> bytes)
    {
        switch (type)
        {
            case ElementType.Float64: BinaryPrimitives.WriteDoubleLittleEndian(bytes, number); break;
            case ElementType.Float32: BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)number); break;
            case ElementType.Float16: BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)number); break;
            case ElementType.BFloat16: BinaryPrimitives.WriteUInt16LittleEndian(bytes, BitsOf((BFloat16)number)); break;
            default: throw new InvalidOperationException($"unknown element type {type}");
        }
    }
}
