using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>Words from <see cref="PhiloxLanes"/> to 1 + u, u uniform on [0, 1): the fraction of a float or double straight from the bits.</summary>
internal static unsafe class UniformLanes
{
    private const ulong LowWord = uint.MaxValue;
    private const uint SingleFraction = (1U << 23) - 1;
    private const uint SingleOne = 0x3F80_0000;

    /// <summary>Where in a step the block stands that comes at place <paramref name="position"/> among its registers of counters.</summary>
    /// <remarks>Chosen so that unpacking within 128 bits puts the values in order.</remarks>
    internal static int BlockAt(int position, int lanes)
    {
        int register = (position / lanes * 2) + (position & 1);
        return (register * (lanes / 2)) + (position % lanes / 2);
    }

    /// <summary>1 + u as float, u of as many bits as <typeparamref name="T"/> stores of a fraction: one value for each word.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void WriteSingles<T, TLanes>(ulong* words, float* units, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int pair = PhiloxLanes.Chains * TLanes.Count;
        TLanes lowWord = TLanes.Repeat(LowWord);
        for (int i = 0; i < steps * PhiloxLanes.Chains; i++)
        {
            TLanes first = TLanes.MaskOr(TLanes.Load(words), lowWord, TLanes.ShiftLeft(TLanes.Load(words + pair), 32));
            TLanes second = TLanes.MaskOr(TLanes.Load(words + (2 * pair)), lowWord, TLanes.ShiftLeft(TLanes.Load(words + (3 * pair)), 32));
            first = ToSingles<T, TLanes>(first);
            second = ToSingles<T, TLanes>(second);
            TLanes.Store(units, TLanes.UnpackLow(first, second));
            TLanes.Store(units + (2 * TLanes.Count), TLanes.UnpackHigh(first, second));
            units += 4 * TLanes.Count;
            words += (i & 1) == 0 ? TLanes.Count : (4 * pair) - TLanes.Count;
        }
    }

    /// <summary>1 + u as double, u of 52 bits: one value for two words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void WriteDoubles<TLanes>(ulong* words, double* units, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int pair = PhiloxLanes.Chains * TLanes.Count;
        for (int i = 0; i < steps * PhiloxLanes.Chains; i++)
        {
            TLanes first = ToDoubles(TLanes.Load(words), TLanes.Load(words + pair));
            TLanes second = ToDoubles(TLanes.Load(words + (2 * pair)), TLanes.Load(words + (3 * pair)));
            TLanes.Store(units, TLanes.UnpackLow(first, second));
            TLanes.Store(units + TLanes.Count, TLanes.UnpackHigh(first, second));
            units += 2 * TLanes.Count;
            words += (i & 1) == 0 ? TLanes.Count : (4 * pair) - TLanes.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ToSingles<T, TLanes>(TLanes words)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) == typeof(Half))
        {
            words = TLanes.ShiftLeftHalfLanes(words, 23 - 10);
        }
        else if (typeof(T) != typeof(float))
        {
            words = TLanes.ShiftLeftHalfLanes(words, 23 - 7);
        }

        return TLanes.MaskOr(words, TLanes.RepeatHalfLane(SingleFraction), TLanes.RepeatHalfLane(SingleOne));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ToDoubles<TLanes>(TLanes high, TLanes low)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes joined = TLanes.MaskOr(low, TLanes.Repeat(LowWord), TLanes.ShiftLeft(high, 32));
        return TLanes.MaskOr(joined, TLanes.Repeat(ExactLogLanes.Fraction), TLanes.Repeat(ExactLogLanes.One));
    }
}
