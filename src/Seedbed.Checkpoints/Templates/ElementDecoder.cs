using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Seedbed.Checkpoints.Templates;

/// <summary>Turns little-endian elements of any type into double numbers; 64-bit integers beyond 2⁵³ are rounded.</summary>
internal static class ElementDecoder
{
    private static readonly double[] s_float8E4M3 = [.. Enumerable.Range(0, 256).Select(bits => E4M3((byte)bits))];

    private static readonly double[] s_float4E2M1 = [0, 0.5, 1, 1.5, 2, 3, 4, 6];

    /// <summary>Every type in <see cref="DType.All"/>, and that of 4 bits.</summary>
    private static readonly FrozenDictionary<DType, Decoder> s_decoders = new Dictionary<DType, Decoder>
    {
        [DType.Float64] = Convert<double>,
        [DType.Float32] = Convert<float>,
        [DType.Float16] = Convert<Half>,
        [DType.BFloat16] = Convert<BFloat16>,
        [DType.Int64] = Convert<long>,
        [DType.Int32] = Convert<int>,
        [DType.Int16] = Convert<short>,
        [DType.Int8] = Convert<sbyte>,
        [DType.UInt64] = Convert<ulong>,
        [DType.UInt32] = Convert<uint>,
        [DType.UInt16] = Convert<ushort>,
        [DType.UInt8] = Convert<byte>,
        [DType.Boolean] = (bytes, values) => Convert(bytes, values, bits => bits == 0 ? 0 : 1),
        [DType.Float8E4M3] = (bytes, values) => Convert(bytes, values, bits => s_float8E4M3[bits]),

        // The upper byte of a half-precision number.
        [DType.Float8E5M2] = (bytes, values) =>
            Convert(bytes, values, bits => (double)BitConverter.UInt16BitsToHalf((ushort)(bits << 8))),

        // OCP Microscaling Formats 1.0, sections 5.4.1 and 5.3.3.
        [DType.Float8E8M0] = (bytes, values) => Convert(bytes, values, bits => bits == 0xFF ? double.NaN : double.ScaleB(1, bits - 127)),
        [DType.Float4E2M1] = (bytes, values) => Convert(bytes, values, bits => s_float4E2M1[bits & 0x7] * (bits >> 3 == 0 ? 1 : -1)),
    }.ToFrozenDictionary();

    internal static void Decode(DType type, ReadOnlySpan<byte> bytes, Span<double> values) => s_decoders[type](bytes, values);

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
    /// Sign, 4 bits of exponent with bias 7, 3 of fraction; no infinities, NaN is all ones. Source: Micikevicius et al. 2022, "FP8 formats
    /// for deep learning", table 1.
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

    /// <summary>Turns elements into numbers.</summary>
    private delegate void Decoder(ReadOnlySpan<byte> bytes, Span<double> values);
}
