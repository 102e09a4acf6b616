using Seedbed.Simd;

namespace Seedbed.Batteries.Roundings;

/// <summary>
/// Roundings of doubles where they are decided: at each number of the shorter type, at the tie behind it, and at both neighbours of
/// the tie. What each must be follows from how it was made.
/// </summary>
internal static class DoubleRoundings
{
    private const uint SingleInfinity = 0x7F80_0000;
    private const uint SingleSign = 0x8000_0000;
    private const ushort ShortSign = 0x8000;
    private const int Places = 4;

    private delegate void Narrowing(double[] values, float[] results);

    /// <summary>2¹²⁸, which would follow the largest float.</summary>
    private static double PastSingles { get; } = Math.ScaleB(1, 128);

    /// <summary>Doubles to float32, as the scalar recipes and the kernels do it, around every float of some chunks.</summary>
    internal static IEnumerable<BatteryRow> ToSingle(uint[] chunks)
    {
        (string Name, Narrowing Narrow)[] ways =
            [("scalar", Narrow), .. Lanes<Lanes128>("128 bits"), .. Lanes<Lanes256>("256 bits"), .. Lanes<Lanes512>("512 bits")];
        long tried = 0;
        long[] wrong = new long[ways.Length];
        Parallel.ForEach(chunks.Where(IsFinite), chunk =>
        {
            (double[] values, uint[] expected) = AroundSingles(chunk);
            float[] results = new float[values.Length];
            Interlocked.Add(ref tried, values.Length);
            for (int i = 0; i < ways.Length; i++)
            {
                ways[i].Narrow(values, results);
                Interlocked.Add(ref wrong[i], Differing(results, expected));
            }
        });
        return ways.Select((way, i) => new BatteryRow("float64 to float32", way.Name, tried, wrong[i]));
    }

    /// <summary>Doubles to the types of 16 bits, which matrices and single parameters need: the scalar way, around every number.</summary>
    internal static IEnumerable<BatteryRow> ToShort() =>
    [
        ToShort(ShortFormat.BFloat16, value => ((BFloat16)value).ToBits()),
        ToShort(ShortFormat.Float16, value => BitConverter.HalfToUInt16Bits((Half)value)),
    ];

    private static BatteryRow ToShort(ShortFormat format, Func<double, ushort> round)
    {
        long wrong = 0;
        double[] values = new double[Places];
        uint[] expected = new uint[Places];
        for (uint bits = 0; bits < format.Infinity; bits++)
        {
            WriteAround(format.Value(bits), format.Value(bits + 1), bits, values, expected);
            for (int i = 0; i < Places; i++)
            {
                wrong += round(values[i]) == expected[i] ? 0 : 1;
                wrong += round(-values[i]) == (expected[i] | ShortSign) ? 0 : 1;
            }
        }

        return new BatteryRow($"float64 to {format.Name}", "scalar", 2L * Places * format.Infinity, wrong);
    }

    /// <summary>Whether a chunk holds numbers; infinities begin with a chunk of their own.</summary>
    private static bool IsFinite(uint chunk) => ((chunk * RoundingBattery.ChunkLength) & ~SingleSign) < SingleInfinity;

    private static (double[] Values, uint[] Expected) AroundSingles(uint chunk)
    {
        double[] values = new double[Places * RoundingBattery.ChunkLength];
        uint[] expected = new uint[values.Length];
        for (uint i = 0; i < RoundingBattery.ChunkLength; i++)
        {
            uint bits = (chunk * RoundingBattery.ChunkLength) + i;
            float number = BitConverter.UInt32BitsToSingle(bits);
            double next = (bits & ~SingleSign) + 1 == SingleInfinity
                ? Math.CopySign(PastSingles, number)
                : BitConverter.UInt32BitsToSingle(bits + 1);
            int place = (int)i * Places;
            WriteAround(number, next, bits, values.AsSpan(place, Places), expected.AsSpan(place, Places));
        }

        return (values, expected);
    }

    /// <summary>
    /// A number, the tie between it and the next one away from zero, the doubles on both sides of the tie, and what each rounds to.
    /// </summary>
    private static void WriteAround(double number, double next, uint bits, Span<double> values, Span<uint> expected)
    {
        double tie = (number + next) / 2;
        long tieBits = BitConverter.DoubleToInt64Bits(tie);
        (values[0], expected[0]) = (number, bits);
        (values[1], expected[1]) = (BitConverter.Int64BitsToDouble(tieBits - 1), bits);
        (values[2], expected[2]) = (tie, bits + (bits & 1));
        (values[3], expected[3]) = (BitConverter.Int64BitsToDouble(tieBits + 1), bits + 1);
    }

    private static int Differing(float[] results, uint[] expected)
    {
        int differing = 0;
        for (int i = 0; i < results.Length; i++)
        {
            differing += BitConverter.SingleToUInt32Bits(results[i]) == expected[i] ? 0 : 1;
        }

        return differing;
    }

    private static void Narrow(double[] values, float[] results)
    {
        for (int i = 0; i < values.Length; i++)
        {
            results[i] = (float)values[i];
        }
    }

    private static (string Name, Narrowing Narrow)[] Lanes<TLanes>(string name)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.IsSupported ? [(name, NarrowInLanes<TLanes>)] : [];

    private static unsafe void NarrowInLanes<TLanes>(double[] values, float[] results)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        fixed (double* source = values)
        fixed (float* destination = results)
        {
            for (int i = 0; i < values.Length; i += 2 * TLanes.Count)
            {
                TLanes.Store(destination + i, TLanes.PackAsSingles(TLanes.Load(source + i), TLanes.Load(source + i + TLanes.Count)));
            }
        }
    }
}
