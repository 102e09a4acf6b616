using System.Runtime.InteropServices;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Writing;
using Seedbed.Random.TensorFlow.Vectors;
using Seedbed.Simd;

namespace Seedbed.Batteries.Roundings;

/// <summary>One way on which the library rounds floats to 16 bits.</summary>
/// <param name="Name">A vector width, or what else it is.</param>
/// <param name="Format">To which type.</param>
/// <param name="Round">Rounds as many floats as there is room for bits.</param>
/// <param name="Takes">Which floats the way is used for: a kernel need not round what never reaches it.</param>
/// <param name="KeepsNegativeZero">Whether what rounds to −0 is −0 and not 0.</param>
internal sealed record RoundingWay(
    string Name, ShortFormat Format, RoundingWay.Rounding Round, Func<float, bool> Takes, bool KeepsNegativeZero)
{
    internal delegate void Rounding(float[] values, ushort[] bits);

    /// <summary>From here on a float16 overflows.</summary>
    private const float HalfOverflow = 65520;

    internal static IReadOnlyList<RoundingWay> All { get; } =
    [
        Scalar("scalar", ShortFormat.BFloat16, value => ((BFloat16)value).ToBits()),
        Scalar("scalar", ShortFormat.Float16, value => BitConverter.HalfToUInt16Bits((Half)value)),
        Scalar("scalar, by way of float64", ShortFormat.BFloat16, value => ((BFloat16)(double)value).ToBits()),
        Scalar("scalar, by way of float64", ShortFormat.Float16, value => BitConverter.HalfToUInt16Bits((Half)(double)value)),
        File(ShortFormat.BFloat16, ElementType.BFloat16), File(ShortFormat.Float16, ElementType.Float16),
        .. Lanes<Lanes128>("128 bits"), .. Lanes<Lanes256>("256 bits"), .. Lanes<Lanes512>("512 bits"),
    ];

    private static RoundingWay[] Lanes<TLanes>(string name)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.IsSupported
            ?
            [
                new(name, ShortFormat.BFloat16, InLanes<BFloat16, TLanes>(LaneElement.Round<BFloat16, TLanes>), IsInBFloat16Lanes, false),
                new($"{name}, products", ShortFormat.BFloat16, InLanes<BFloat16, TLanes>(LaneElement.RoundProduct<BFloat16, TLanes>),
                    value => IsInBFloat16Lanes(value) && IsProduct(value), false),
                new(name, ShortFormat.Float16, InLanes<Half, TLanes>(LaneElement.Round<Half, TLanes>),
                    value => Math.Abs(value) < HalfOverflow, false),
            ]
            : [];

    /// <summary>Far more than <see cref="LaneParameters"/> lets through.</summary>
    private static bool IsInBFloat16Lanes(float value) => value == 0 || (MathF.ILogB(value) is >= -126 and <= 110);

    /// <summary>Whether a float has the 16 significant bits that a product of two bfloat16 may have.</summary>
    private static bool IsProduct(float value) => (byte)BitConverter.SingleToUInt32Bits(value) == 0;

    private static RoundingWay Scalar(string name, ShortFormat format, Func<float, ushort> round) =>
        new(name, format, (values, bits) => Array.ConvertAll(values, value => round(value)).CopyTo(bits, 0), _ => true, true);

    private static RoundingWay File(ShortFormat format, ElementType type) =>
        new("init --dtype", format,
            (values, bits) => TensorBytes.Round(values, type, MemoryMarshal.AsBytes(bits.AsSpan())), _ => true, true);

    private static Rounding InLanes<T, TLanes>(Func<TLanes, TLanes> round)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes> => (values, bits) => RoundInLanes<T, TLanes>(values, bits, round);

    private static unsafe void RoundInLanes<T, TLanes>(float[] values, ushort[] bits, Func<TLanes, TLanes> round)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int floats = 2 * TLanes.Count;
        fixed (float* source = values)
        fixed (ushort* destination = bits)
        {
            for (int i = 0; i < values.Length; i += 2 * floats)
            {
                TLanes first = round(TLanes.Load(source + i));
                TLanes second = round(TLanes.Load(source + i + floats));
                LaneElement.StoreInOrder((T*)(destination + i), first, second, streams: false);
            }
        }
    }
}
