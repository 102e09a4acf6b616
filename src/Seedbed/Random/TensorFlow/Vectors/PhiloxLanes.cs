using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// <see cref="PhiloxStream"/> for registers of counters, a counter and its words in the low halves of the lanes of four registers; the high
/// halves are left full of what the products put there.
/// </summary>
/// <remarks>
/// All counters of a call have the upper 96 bits in common, so the first two rounds are half constant: what is, stands in the schedule. The
/// first product is linear in the counter and is carried along by addition.
/// </remarks>
internal static unsafe class PhiloxLanes
{
    /// <summary>Registers in a schedule: one for the first round, two for each of the others.</summary>
    internal const int ScheduleLength = 1 + (2 * (PhiloxStream.Rounds - 1));

    /// <summary>Words of a block, each in a 64-bit lane.</summary>
    internal const int WordsPerBlock = 4;

    /// <summary>The registers of counters that are encrypted side by side.</summary>
    internal const int Chains = 2;

    private const byte HighWord = 32;

    /// <summary>The constants of all blocks whose index has these upper 32 bits, each repeated over a register.</summary>
    internal static void WriteSchedule<TLanes>(in PhiloxStream stream, uint indexHigh, ulong* schedule)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        ulong fixedProduct = (ulong)PhiloxStream.MultiplierB * (uint)stream.CounterHigh;
        uint fixedWord = (uint)(fixedProduct >> HighWord) ^ indexHigh ^ stream.Key0;
        ulong secondProduct = (ulong)PhiloxStream.MultiplierA * fixedWord;
        Span<uint> constants = stackalloc uint[ScheduleLength];
        (uint key0, uint key1) = stream.RoundKey(0);
        constants[0] = (uint)(stream.CounterHigh >> HighWord) ^ key1;
        (key0, key1) = stream.RoundKey(1);
        constants[1] = (uint)fixedProduct ^ key0;
        constants[2] = (uint)(secondProduct >> HighWord) ^ key1;
        (key0, key1) = stream.RoundKey(2);
        constants[3] = key0;
        constants[4] = (uint)secondProduct ^ key1;
        for (int round = 3; round < PhiloxStream.Rounds; round++)
        {
            (constants[(2 * round) - 1], constants[2 * round]) = stream.RoundKey(round);
        }

        for (int i = 0; i < ScheduleLength; i++)
        {
            TLanes.Store(schedule + (i * TLanes.Count), TLanes.Repeat((ulong)constants[i]));
        }
    }

    /// <summary>
    /// Encrypts steps of <see cref="Chains"/> registers of counters. A step's words follow each other: all of the blocks' first words, all
    /// second, third, fourth.
    /// </summary>
    /// <param name="schedule">From <see cref="WriteSchedule"/>.</param>
    /// <param name="products">MultiplierA times the first step's counters (their low 32 bits), less <paramref name="start"/>.</param>
    /// <param name="start">Added to all products.</param>
    /// <param name="increment">MultiplierA times the distance from a step to the next.</param>
    /// <param name="words">Receives <paramref name="steps"/>·<see cref="Chains"/>·<see cref="WordsPerBlock"/> registers.</param>
    /// <param name="steps">The number of steps.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void WriteWords<TLanes>(ulong* schedule, ulong* products, ulong start, ulong increment, ulong* words, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes multiplierA = TLanes.Repeat((ulong)PhiloxStream.MultiplierA);
        TLanes multiplierB = TLanes.Repeat((ulong)PhiloxStream.MultiplierB);
        TLanes advance = TLanes.Repeat(increment);
        TLanes p = TLanes.AddInteger(TLanes.Load(products), TLanes.Repeat(start));
        TLanes q = TLanes.AddInteger(TLanes.Load(products + TLanes.Count), TLanes.Repeat(start));
        TLanes key0 = TLanes.Load(schedule + ((ScheduleLength - 2) * TLanes.Count));
        TLanes key1 = TLanes.Load(schedule + ((ScheduleLength - 1) * TLanes.Count));
        for (int step = 0; step < steps; step++)
        {
            FirstRounds(p, schedule, multiplierA, multiplierB, out TLanes a0, out TLanes a1, out TLanes a2, out TLanes a3);
            FirstRounds(q, schedule, multiplierA, multiplierB, out TLanes b0, out TLanes b1, out TLanes b2, out TLanes b3);
            p = TLanes.AddInteger(p, advance);
            q = TLanes.AddInteger(q, advance);
            MiddleRounds(schedule, multiplierA, multiplierB, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3);
            Round(key0, key1, multiplierA, multiplierB, ref a0, ref a1, ref a2, ref a3);
            Round(key0, key1, multiplierA, multiplierB, ref b0, ref b1, ref b2, ref b3);
            Store(ref words, a0, b0);
            Store(ref words, a1, b1);
            Store(ref words, a2, b2);
            Store(ref words, a3, b3);
        }
    }

    /// <summary>All rounds between <see cref="FirstRounds"/> and the last, for two registers of counters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MiddleRounds<TLanes>(
        ulong* schedule, TLanes multiplierA, TLanes multiplierB,
        ref TLanes a0, ref TLanes a1, ref TLanes a2, ref TLanes a3, ref TLanes b0, ref TLanes b1, ref TLanes b2, ref TLanes b3)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int i = 5; i < ScheduleLength - 2; i += 2)
        {
            TLanes key0 = TLanes.Load(schedule + (i * TLanes.Count));
            TLanes key1 = TLanes.Load(schedule + ((i + 1) * TLanes.Count));
            Round(key0, key1, multiplierA, multiplierB, ref a0, ref a1, ref a2, ref a3);
            Round(key0, key1, multiplierA, multiplierB, ref b0, ref b1, ref b2, ref b3);
        }
    }

    /// <summary>Rounds 0, 1 and 2, from the product of the first counter word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FirstRounds<TLanes>(
        TLanes product, ulong* schedule, TLanes multiplierA, TLanes multiplierB, out TLanes c0, out TLanes c1, out TLanes c2, out TLanes c3)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        c2 = TLanes.SwapHalves(product) ^ TLanes.Load(schedule);
        c1 = TLanes.MultiplyLow(c2, multiplierB);
        c0 = TLanes.SwapHalves(c1) ^ TLanes.Load(schedule + TLanes.Count);
        c2 = product ^ TLanes.Load(schedule + (2 * TLanes.Count));

        c3 = TLanes.MultiplyLow(c0, multiplierA);
        TLanes second = TLanes.MultiplyLow(c2, multiplierB);
        c0 = TLanes.Xor(TLanes.SwapHalves(second), c1, TLanes.Load(schedule + (3 * TLanes.Count)));
        c1 = second;
        c2 = TLanes.SwapHalves(c3) ^ TLanes.Load(schedule + (4 * TLanes.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round<TLanes>(
        TLanes key0, TLanes key1, TLanes multiplierA, TLanes multiplierB, ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes first = TLanes.MultiplyLow(c0, multiplierA);
        TLanes second = TLanes.MultiplyLow(c2, multiplierB);
        c0 = TLanes.Xor(TLanes.SwapHalves(second), c1, key0);
        c1 = second;
        c2 = TLanes.Xor(TLanes.SwapHalves(first), c3, key1);
        c3 = first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(ref ulong* words, TLanes first, TLanes second)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes.Store(words, first);
        TLanes.Store(words + TLanes.Count, second);
        words += Chains * TLanes.Count;
    }
}
