using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary><see cref="BoxMuller.Float32"/> over words from <see cref="PhiloxLanes"/>, in three passes over memory that stays in the first cache.</summary>
/// <remarks>Each pass is a method of its own that is not inlined: together they would exceed the local variables that the JIT keeps in registers.</remarks>
internal static unsafe class NormalLanes
{
    /// <summary>ln of the floor 10⁻⁷ under u, which only u = 0 meets.</summary>
    private static readonly float s_smallestLog = ExactLog.Log(1e-7f);

    /// <summary>Where in a step the block stands that comes at place <paramref name="position"/> among its registers of counters.</summary>
    /// <remarks>Chosen so that <see cref="Combine"/> needs no permutation across 128 bits.</remarks>
    internal static int BlockAt(int position, int lanes) => ((position & 3) * (lanes / 2)) + (position >> 2);

    /// <summary>Writes the standard normals of the blocks of some steps, in order.</summary>
    /// <param name="words">From <see cref="PhiloxLanes"/>.</param>
    /// <param name="scratch">Room for three quarters as many floats as there are words.</param>
    /// <param name="units">Receives one float for each word.</param>
    /// <param name="steps">The number of steps.</param>
    internal static void WriteUnits<TLanes>(ulong* words, float* scratch, float* units, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int pairs = steps * PairsInStep<TLanes>();
        float* logs = scratch;
        float* sines = scratch + pairs;
        float* cosines = sines + pairs;
        WriteLogs<TLanes>(words, logs, steps);
        WriteSinesAndCosines<TLanes>(words, sines, cosines, steps);
        Combine<TLanes>(logs, sines, cosines, units, steps);
    }

    /// <summary>Two pairs a block.</summary>
    private static int PairsInStep<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => 2 * PhiloxLanes.Chains * TLanes.Count;

    /// <summary>ln u for the first and third words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteLogs<TLanes>(ulong* words, float* logs, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int i = 0; i < 2 * steps; i++)
        {
            PairLanes<TLanes>.StoreAsSingles(logs, ExactLogLanes.Log(PairLanes<TLanes>.Load(words)));
            words += 2 * PhiloxLanes.Chains * TLanes.Count;
            logs += PhiloxLanes.Chains * TLanes.Count;
        }
    }

    /// <summary>sin v and cos v for the second and fourth words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteSinesAndCosines<TLanes>(ulong* words, float* sines, float* cosines, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        words += PhiloxLanes.Chains * TLanes.Count;
        for (int i = 0; i < 2 * steps; i++)
        {
            ExactSinCosLanes.SinCos(PairLanes<TLanes>.Load(words), out PairLanes<TLanes> sine, out PairLanes<TLanes> cosine);
            PairLanes<TLanes>.StoreAsSingles(sines, sine);
            PairLanes<TLanes>.StoreAsSingles(cosines, cosine);
            words += 2 * PhiloxLanes.Chains * TLanes.Count;
            sines += PhiloxLanes.Chains * TLanes.Count;
            cosines += PhiloxLanes.Chains * TLanes.Count;
        }
    }

    /// <summary>(sin v·r, cos v·r) with r = √(−2·ln u), transposed to the order of the stream: two pairs a block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Combine<TLanes>(float* logs, float* sines, float* cosines, float* units, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int floats = 2 * TLanes.Count;
        TLanes smallest = TLanes.RepeatSingle(s_smallestLog);
        TLanes minusTwo = TLanes.RepeatSingle(-2.0f);
        for (int i = 0; i < steps; i++)
        {
            TLanes r0 = TLanes.SqrtSingle(TLanes.MultiplySingle(TLanes.MaxSingle(TLanes.Load(logs), smallest), minusTwo));
            TLanes r1 = TLanes.SqrtSingle(TLanes.MultiplySingle(TLanes.MaxSingle(TLanes.Load(logs + floats), smallest), minusTwo));
            TLanes sine0 = TLanes.MultiplySingle(TLanes.Load(sines), r0);
            TLanes sine1 = TLanes.MultiplySingle(TLanes.Load(sines + floats), r1);
            TLanes cosine0 = TLanes.MultiplySingle(TLanes.Load(cosines), r0);
            TLanes cosine1 = TLanes.MultiplySingle(TLanes.Load(cosines + floats), r1);

            TLanes low0 = TLanes.UnpackLowHalfLanes(sine0, cosine0);
            TLanes low1 = TLanes.UnpackLowHalfLanes(sine1, cosine1);
            TLanes high0 = TLanes.UnpackHighHalfLanes(sine0, cosine0);
            TLanes high1 = TLanes.UnpackHighHalfLanes(sine1, cosine1);
            TLanes.Store(units, TLanes.UnpackLow(low0, low1));
            TLanes.Store(units + floats, TLanes.UnpackHigh(low0, low1));
            TLanes.Store(units + (2 * floats), TLanes.UnpackLow(high0, high1));
            TLanes.Store(units + (3 * floats), TLanes.UnpackHigh(high0, high1));
            logs += 2 * floats;
            sines += 2 * floats;
            cosines += 2 * floats;
            units += 4 * floats;
        }
    }
}
