using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// Uniform values from counters in one pass, never leaving the registers: the fraction of 1 + u, u uniform on [0, 1), straight from the
/// words.
/// </summary>
/// <remarks>
/// The last round of Philox makes a block's words in pairs, the two halves of a lane. Its keys wait until the fraction's bits are cut out,
/// an operation that takes them along for nothing.
/// </remarks>
internal static unsafe class UniformLanes
{
    private const ulong LowWord = uint.MaxValue;
    private const uint SingleFraction = (1U << 23) - 1;
    private const uint SingleOne = 0x3F80_0000;
    private const ulong DoubleFraction = (1UL << 52) - 1;
    private const ulong DoubleOne = 0x3FF0_0000_0000_0000;
    private const byte WordLength = 32;

    /// <summary>Where in a step the block stands that comes at place <paramref name="position"/> among its registers of counters.</summary>
    /// <remarks>
    /// Chosen so that unpacking within 128 bits puts values of 4 and 8 bytes in order; those of 2 bytes are so in any case.
    /// </remarks>
    internal static int BlockAt<T>(int position, int lanes)
        where T : unmanaged
    {
        if (sizeof(T) == 2)
        {
            return position;
        }

        int register = (position / lanes * 2) + (position & 1);
        return (register * (lanes / 2)) + (position % lanes / 2);
    }

    /// <summary>u of as many bits as <typeparamref name="T"/> stores of a fraction: one value for each word.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void WriteSingles<T, TLanes>(in LaneBatch batch, T* destination, float multiplier, float offset)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        bool streams = batch.Streams;
        ulong* schedule = batch.Workspace.Schedule;
        ulong* lastKeys = schedule + ((PhiloxLanes.ScheduleLength - 2) * TLanes.Count);
        TLanes oneAndKey0 = ToSingles<T, TLanes>(TLanes.Load(lastKeys), TLanes.RepeatHalfLane(SingleOne));
        TLanes oneAndKey1 = ToSingles<T, TLanes>(TLanes.Load(lastKeys + TLanes.Count), TLanes.RepeatHalfLane(SingleOne));
        TLanes range = TLanes.RepeatSingle(multiplier);
        TLanes lower = TLanes.RepeatSingle(offset);
        TLanes multiplierA = TLanes.Repeat((ulong)PhiloxStream.MultiplierA);
        TLanes multiplierB = TLanes.Repeat((ulong)PhiloxStream.MultiplierB);
        TLanes advance = TLanes.Repeat(batch.Increment);
        TLanes p = TLanes.AddInteger(TLanes.Load(batch.Workspace.Products), TLanes.Repeat(batch.Start));
        TLanes q = TLanes.AddInteger(TLanes.Load(batch.Workspace.Products + TLanes.Count), TLanes.Repeat(batch.Start));
        for (int steps = batch.Steps; steps > 0; steps--)
        {
            PhiloxLanes.FirstRounds(p, schedule, multiplierA, multiplierB, out TLanes a0, out TLanes a1, out TLanes a2, out TLanes a3);
            PhiloxLanes.FirstRounds(q, schedule, multiplierA, multiplierB, out TLanes b0, out TLanes b1, out TLanes b2, out TLanes b3);
            p = TLanes.AddInteger(p, advance);
            q = TLanes.AddInteger(q, advance);
            PhiloxLanes.MiddleRounds(schedule, multiplierA, multiplierB, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3);
            StoreSingles(
                destination, WordPairs(a2, multiplierB, a1), WordPairs(a0, multiplierA, a3), oneAndKey0, oneAndKey1, range, lower, streams);
            destination += 4 * TLanes.Count;
            StoreSingles(
                destination, WordPairs(b2, multiplierB, b1), WordPairs(b0, multiplierA, b3), oneAndKey0, oneAndKey1, range, lower, streams);
            destination += 4 * TLanes.Count;
        }
    }

    /// <summary>u of 52 bits: one value for two words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void WriteDoubles<TLanes>(in LaneBatch batch, double* destination, double multiplier, double offset)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        LaneWorkspace workspace = batch.Workspace;
        PhiloxLanes.WriteWords<TLanes>(workspace.Schedule, workspace.Products, batch.Start, batch.Increment, workspace.Words, batch.Steps);
        int pair = PhiloxLanes.Chains * TLanes.Count;
        TLanes lower = TLanes.Repeat(offset);
        ulong* words = workspace.Words;
        for (int i = 0; i < batch.Steps * PhiloxLanes.Chains; i++)
        {
            TLanes first = TLanes.ScaleDifference(OneAndFraction(TLanes.Load(words), TLanes.Load(words + pair)), 1, multiplier) + lower;
            TLanes second =
                TLanes.ScaleDifference(
                    OneAndFraction(TLanes.Load(words + (2 * pair)), TLanes.Load(words + (3 * pair))), 1, multiplier) + lower;
            LaneElement.Store(destination, TLanes.UnpackLow(first, second), batch.Streams);
            LaneElement.Store(destination + TLanes.Count, TLanes.UnpackHigh(first, second), batch.Streams);
            destination += 2 * TLanes.Count;
            words += NextBlocks(i, TLanes.Count);
        }
    }

    /// <summary>
    /// How far the next register of words is from register <paramref name="index"/>: in the same step, or at the start of the next.
    /// </summary>
    internal static int NextBlocks(int index, int lanes) =>
        index % PhiloxLanes.Chains == PhiloxLanes.Chains - 1 ? ((PhiloxLanes.Chains * (PhiloxLanes.WordsPerBlock - 1)) + 1) * lanes : lanes;

    /// <summary>1 + u as double, u the low 20 bits of a word above all 32 of the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes OneAndFraction<TLanes>(TLanes high, TLanes low)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes joined = TLanes.MaskOr(low, TLanes.Repeat(LowWord), TLanes.ShiftLeft(high, WordLength));
        return TLanes.MaskOr(joined, TLanes.Repeat(DoubleFraction), TLanes.Repeat(DoubleOne));
    }

    /// <summary>The last round without its key: two words of each block, the first in the low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes WordPairs<TLanes>(TLanes counter, TLanes multiplier, TLanes neighbour)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.MaskXor(neighbour, TLanes.Repeat(LowWord), TLanes.SwapHalves(TLanes.MultiplyLow(counter, multiplier)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSingles<T, TLanes>(
        T* destination, TLanes first, TLanes second, TLanes oneAndKey0, TLanes oneAndKey1, TLanes range, TLanes lower, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes x = TLanes.ScaleFractionSingle(ToSingles<T, TLanes>(first, oneAndKey0), range);
        TLanes y = TLanes.ScaleFractionSingle(ToSingles<T, TLanes>(second, oneAndKey1), range);
        x = LaneElement.Round<T, TLanes>(TLanes.AddSingle(LaneElement.RoundProduct<T, TLanes>(x), lower));
        y = LaneElement.Round<T, TLanes>(TLanes.AddSingle(LaneElement.RoundProduct<T, TLanes>(y), lower));
        LaneElement.StorePairs(destination, x, y, streams);
    }

    /// <summary>
    /// A word's low bits, as many as <typeparamref name="T"/> stores of a fraction, at the top of a float's fraction, exclusive-or
    /// <paramref name="bits"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ToSingles<T, TLanes>(TLanes words, TLanes bits)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(T) == typeof(Half))
        {
            words = TLanes.ShiftLeftHalfLanes(words, 23 - 10);
        }
        else if (typeof(T) == typeof(BFloat16))
        {
            words = TLanes.ShiftLeftHalfLanes(words, 23 - 7);
        }

        return TLanes.MaskXor(words, TLanes.RepeatHalfLane(SingleFraction), bits);
    }
}
