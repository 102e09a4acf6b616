using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// <see cref="BoxMuller.Float32"/> over words from <see cref="PhiloxLanes"/>, in passes over memory that stays in the first cache.
/// </summary>
/// <remarks>
/// Each pass is a method of its own that is not inlined: together they would exceed the local variables that the JIT keeps in registers.
/// </remarks>
internal static unsafe class NormalLanes
{
    /// <summary>ln of the floor 10⁻⁷ under u, which only u = 0 meets: <see cref="SingleLog.Log"/> of it.</summary>
    internal const float SmallestLog = -16.118095f;

    /// <summary>Where in a step the block stands that comes at place <paramref name="position"/> among its registers of counters.</summary>
    /// <remarks>Chosen so that unpacking within 128 bits is all that <see cref="Arrange"/> needs.</remarks>
    internal static int BlockAt<T>(int position, int lanes)
        where T : unmanaged =>
        sizeof(T) == sizeof(float)
            ? ((position & 3) * (lanes / 2)) + (position >> 2)
            : (((position >> 1) & 1) * lanes) + (position >> 2 << 1) + (position & 1);

    /// <summary>Writes what <typeparamref name="TScaling"/> makes of the standard normals of the blocks of some steps, in order.</summary>
    /// <param name="words">From <see cref="PhiloxLanes"/>.</param>
    /// <param name="scratch">Room for as many floats as there are words.</param>
    /// <param name="destination">Receives one value for each word.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="multiplier">For the scaling.</param>
    /// <param name="offset">For the scaling.</param>
    /// <param name="streams">Whether the values go past the caches.</param>
    internal static void Write<T, TScaling, TLanes>(
        ulong* words, float* scratch, T* destination, int steps, float multiplier, float offset, bool streams)
        where T : unmanaged
        where TScaling : struct, ILaneScaling
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // Two pairs a block; the sines take the place of r².
        float* sines = scratch;
        float* cosines = sines + (steps * 2 * PhiloxLanes.Chains * TLanes.Count);
        WriteSquaredRadii<TLanes>(words, sines, steps);
        WritePairs<TLanes>(words, sines, cosines, steps);
        Arrange<T, TScaling, TLanes>(sines, cosines, destination, steps, multiplier, offset, streams);
    }

    /// <summary>r² = −2·ln u for the first and third words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void WriteSquaredRadii<TLanes>(ulong* words, float* squares, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes smallest = TLanes.RepeatSingle(SmallestLog);
        TLanes minusTwo = TLanes.RepeatSingle(-2.0f);
        SingleLogLanes.Constants<TLanes> constants = new();
        for (int i = 0; i < 2 * steps; i++)
        {
            TLanes log = SingleLogLanes.Log(PairLanes<TLanes>.Load(words), constants).AsSingles;
            TLanes.Store(squares, TLanes.MultiplySingle(TLanes.MaxSingle(log, smallest), minusTwo));
            words += 2 * PhiloxLanes.Chains * TLanes.Count;
            squares += 2 * TLanes.Count;
        }
    }

    /// <summary>sin v·r and cos v·r, v from the second and fourth words.</summary>
    /// <remarks>
    /// The root is taken here, not with the logarithm: it would be the last link of a chain there, and works beside the polynomials here.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void WritePairs<TLanes>(ulong* words, float* squaresThenSines, float* cosines, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        SingleSinCosLanes.Constants<TLanes> constants = new();
        words += PhiloxLanes.Chains * TLanes.Count;
        for (int i = 0; i < 2 * steps; i++)
        {
            TLanes radius = TLanes.SqrtSingle(TLanes.Load(squaresThenSines));
            SingleSinCosLanes.SinCos(PairLanes<TLanes>.Load(words), radius, constants, out TLanes sine, out TLanes cosine);
            TLanes.Store(squaresThenSines, sine);
            TLanes.Store(cosines, cosine);
            words += 2 * PhiloxLanes.Chains * TLanes.Count;
            squaresThenSines += 2 * TLanes.Count;
            cosines += 2 * TLanes.Count;
        }
    }

    /// <summary>Transposes to the order of the stream, two pairs a block, and scales.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Arrange<T, TScaling, TLanes>(
        float* sines, float* cosines, T* destination, int steps, float multiplier, float offset, bool streams)
        where T : unmanaged
        where TScaling : struct, ILaneScaling
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int floats = 2 * TLanes.Count;
        TLanes factor = TLanes.RepeatSingle(multiplier);
        TLanes term = TLanes.RepeatSingle(offset);
        for (int i = 0; i < steps; i++)
        {
            TLanes sine0 = TScaling.Scale<T, TLanes>(TLanes.Load(sines), factor, term);
            TLanes sine1 = TScaling.Scale<T, TLanes>(TLanes.Load(sines + floats), factor, term);
            TLanes cosine0 = TScaling.Scale<T, TLanes>(TLanes.Load(cosines), factor, term);
            TLanes cosine1 = TScaling.Scale<T, TLanes>(TLanes.Load(cosines + floats), factor, term);
            LaneElement.StorePairs(
                destination, TLanes.UnpackLowHalfLanes(sine0, cosine0), TLanes.UnpackLowHalfLanes(sine1, cosine1), streams);
            LaneElement.StorePairs(
                destination + (2 * floats), TLanes.UnpackHighHalfLanes(sine0, cosine0), TLanes.UnpackHighHalfLanes(sine1, cosine1),
                streams);
            sines += 2 * floats;
            cosines += 2 * floats;
            destination += 4 * floats;
        }
    }
}
