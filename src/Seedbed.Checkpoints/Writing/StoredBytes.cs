using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Seedbed.Checkpoints.Writing;

/// <summary>Elements of a stored tensor as the little-endian bytes of a file's type.</summary>
internal static class StoredBytes
{
    /// <summary>Elements that are rounded at once.</summary>
    private const int ElementsAtOnce = 1 << 12;

    /// <summary>Reads elements from one on, as they are, or rounded once to the type, to nearest, ties to even.</summary>
    /// <returns>Whether a finite one is beyond the range of the type and became infinite.</returns>
    internal static bool Read(StoredTensor tensor, long start, DType type, Span<byte> bytes)
    {
        if (type == tensor.Type)
        {
            tensor.Read(start, bytes);
            return false;
        }

        ElementType target = type.ElementType
            ?? throw new InvalidOperationException($"elements of {tensor.Type} are not rounded to {type}; only floating-point types are.");
        int size = type.SizeInBytes;
        int count = bytes.Length / size;
        bool overflows = false;
        double[] numbers = new double[Math.Min(count, ElementsAtOnce)];
        for (int done = 0; done < count; done += ElementsAtOnce)
        {
            Span<double> part = numbers.AsSpan(0, Math.Min(count - done, ElementsAtOnce));
            tensor.ReadNumbers(start + done, part);
            for (int i = 0; i < part.Length; i++)
            {
                overflows |= Write(part[i], target, bytes[((done + i) * size)..]) && double.IsFinite(part[i]);
            }
        }

        return overflows;
    }

    private static ushort BitsOf(BFloat16 number) => MemoryMarshal.Cast<BFloat16, ushort>([number])[0];

    /// <summary>Writes a number; whether it is infinite in the type.</summary>
    private static bool Write(double number, ElementType type, Span<byte> bytes)
    {
        switch (type)
        {
            case ElementType.Float64:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
                return double.IsInfinity(number);
            case ElementType.Float32:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)number);
                return float.IsInfinity((float)number);
            case ElementType.Float16:
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)number);
                return Half.IsInfinity((Half)number);
            case ElementType.BFloat16:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, BitsOf((BFloat16)number));
                return BFloat16.IsInfinity((BFloat16)number);
            default: throw new InvalidOperationException($"unknown element type {type}");
        }
    }
}
