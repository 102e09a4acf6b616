namespace Seedbed.Batteries.Roundings;

/// <summary>Every rounding that fills do against its definition, on chunks of successive bit patterns of floats: all or a sample.</summary>
internal static class RoundingBattery
{
    internal const int ChunkLength = 1 << 12;

    private const int ChunkCount = 1 << 20;
    private const int ChunksInBinade = 1 << 11;

    /// <summary>All 2³² floats.</summary>
    internal static IEnumerable<uint> AllChunks() => Enumerable.Range(0, ChunkCount).Select(chunk => (uint)chunk);

    /// <summary>Both ends of every binade, where roundings go wrong first, and every <paramref name="stride"/>-th chunk.</summary>
    /// <param name="stride">Odd, so that every place of a tie is met.</param>
    internal static IEnumerable<uint> SomeChunks(int stride) =>
        AllChunks().Where(chunk => chunk % stride == 0 || chunk % ChunksInBinade is 0 or ChunksInBinade - 1);

    internal static IEnumerable<BatteryRow> Run(IEnumerable<uint> chunks)
    {
        uint[] all = [.. chunks];
        Func<IEnumerable<BatteryRow>>[] proofs =
        [
            () => ToShort(all, ShortFormat.BFloat16), () => ToShort(all, ShortFormat.Float16),
            () => DoubleRoundings.ToSingle(all), DoubleRoundings.ToShort,
        ];
        return proofs.SelectMany(proof => proof());
    }

    private static IEnumerable<BatteryRow> ToShort(uint[] chunks, ShortFormat format)
    {
        RoundingWay[] ways = [.. RoundingWay.All.Where(way => way.Format == format)];
        long[] tried = new long[ways.Length];
        long[] wrong = new long[ways.Length];
        Parallel.ForEach(chunks, chunk =>
        {
            float[] values = Floats(chunk);
            ushort[] expected = Array.ConvertAll(values, value => float.IsNaN(value) ? (ushort)0 : format.Nearest(value));
            for (int i = 0; i < ways.Length; i++)
            {
                (long chunkTried, long chunkWrong) = Compare(ways[i], values, expected);
                Interlocked.Add(ref tried[i], chunkTried);
                Interlocked.Add(ref wrong[i], chunkWrong);
            }
        });
        return ways.Select((way, i) => new BatteryRow($"float32 to {format.Name}", way.Name, tried[i], wrong[i]));
    }

    private static float[] Floats(uint chunk)
    {
        float[] values = new float[ChunkLength];
        for (uint i = 0; i < ChunkLength; i++)
        {
            values[i] = BitConverter.UInt32BitsToSingle((chunk * ChunkLength) + i);
        }

        return values;
    }

    private static (long Tried, long Wrong) Compare(RoundingWay way, float[] values, ushort[] expected)
    {
        ushort[] bits = new ushort[values.Length];
        way.Round(values, bits);
        long tried = 0;
        long wrong = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsNaN(values[i]) && way.Takes(values[i]))
            {
                int wanted = expected[i] == 0x8000 && !way.KeepsNegativeZero ? 0 : expected[i];
                tried++;
                wrong += bits[i] == wanted ? 0 : 1;
            }
        }

        return (tried, wrong);
    }
}
