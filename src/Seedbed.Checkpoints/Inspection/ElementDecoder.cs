using System.Numerics;
using System.Runtime.InteropServices;
using Seedbed.Checkpoints.Templates;
using Seedbed.Numerics;

namespace Seedbed.Checkpoints.Inspection;

/// <summary>Turns little-endian elements of any type into double numbers; 64-bit integers beyond 2⁵³ are rounded.</summary>
internal static class ElementDecoder
{
    private static readonly double[] s_float8E4M3 = [.. Enumerable.Range(0, 256).Select(bits => E4M3((byte)bits))];

    internal static void Decode(TensorType type, ReadOnlySpan<byte> bytes, Span<double> values)
    {
        switch (type.Name)
        {
            case "float64": Convert<double>(bytes, values); break;
            case "float32": Convert<float>(bytes, values); break;
            case "float16": Convert<Half>(bytes, values); break;
            case "bfloat16": Convert<BFloat16>(bytes, values); break;
            case "int64": Convert<long>(bytes, values); break;
            case "int32": Convert<int>(bytes, values); break;
            case "int16": Convert<short>(bytes, values); break;
            case "int8": Convert<sbyte>(bytes, values); break;
            case "uint64": Convert<ulong>(bytes, values); break;
            case "uint32": Convert<uint>(bytes, values); break;
            case "uint16": Convert<ushort>(bytes, values); break;
            case "uint8": Convert<byte>(bytes, values); break;
            case "bool": Convert(bytes, values, bits => bits == 0 ? 0 : 1); break;
            case "float8_e4m3fn": Convert(bytes, values, bits => s_float8E4M3[bits]); break;

            // The upper byte of a half-precision number.
            case "float8_e5m2": Convert(bytes, values, bits => (double)BitConverter.UInt16BitsToHalf((ushort)(bits << 8))); break;
            default: throw new InvalidOperationException($"unknown type {type}");
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<double> values)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> elements = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < elements.Length; i++)
        {
            values[i] = double.CreateTruncating(elements[i]);
        }
    }

    private static void Convert(ReadOnlySpan<byte> bytes, Span<double> values, Func<byte, double> decode)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            values[i] = decode(bytes[i]);
        }
    }

    /// <summary>
    /// Sign, 4 bits of exponent with bias 7, 3 of fraction; no infinities, NaN is all ones. Source: Micikevicius et al. 2022, "FP8 formats for deep learning", table 1.
    /// </summary>
    private static double E4M3(byte bits)
    {
        int exponent = (bits >> 3) & 0xF;
        int fraction = bits & 0x7;
        double magnitude = (exponent, fraction) switch
        {
            (0xF, 0x7) => double.NaN,
            (0, _) => double.ScaleB(fraction, -9),
            _ => double.ScaleB(8 + fraction, exponent - 10),
        };
        return bits >> 7 == 0 ? magnitude : -magnitude;
    }
}
