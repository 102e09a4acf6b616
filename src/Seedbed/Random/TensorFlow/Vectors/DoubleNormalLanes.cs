using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary><see cref="BoxMuller.Float64"/> over words from <see cref="PhiloxLanes"/>.</summary>
internal static unsafe class DoubleNormalLanes
{
    /// <summary>Two standard normals for each block of the batch, in order.</summary>
    /// <param name="batch">Which blocks, and the memory to work in.</param>
    /// <param name="destination">Receives the values.</param>
    internal static void Write<TLanes>(in LaneBatch batch, double* destination)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        LaneWorkspace workspace = batch.Workspace;
        double* radii = (double*)workspace.Scratch;
        PhiloxLanes.WriteWords<TLanes>(workspace.Schedule, workspace.Products, batch.Start, batch.Increment, workspace.Words, batch.Steps);
        WriteRadii<TLanes>(workspace.Words, radii, batch.Steps);
        WritePairs<TLanes>(workspace.Words, radii, destination, batch.Steps);
    }

    /// <summary>values·multiplier + offset, in place or not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Rescale<TLanes>(double* units, double* destination, int count, double multiplier, double offset, bool streams)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes factor = TLanes.Repeat(multiplier);
        TLanes term = TLanes.Repeat(offset);
        for (int i = 0; i < count; i += TLanes.Count)
        {
            LaneElement.Store(destination + i, (TLanes.Load(units + i) * factor) + term, streams);
        }
    }

    /// <summary>r = √(−2·ln u), u from the first and second words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WriteRadii<TLanes>(ulong* words, double* radii, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int pair = PhiloxLanes.Chains * TLanes.Count;
        TLanes smallest = TLanes.Repeat(BoxMuller.SmallestDoubleUniform);
        for (int i = 0; i < steps * PhiloxLanes.Chains; i++)
        {
            TLanes u = UniformLanes.OneAndFraction(TLanes.Load(words), TLanes.Load(words + pair)) - TLanes.Repeat(1.0);
            TLanes.Store(radii, TLanes.Sqrt(TLanes.Repeat(-2.0) * DoubleLogLanes.Log(TLanes.Max(u, smallest))));
            radii += TLanes.Count;
            words += UniformLanes.NextBlocks(i, TLanes.Count);
        }
    }

    /// <summary>(sin v·r, cos v·r), v from the third and fourth words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WritePairs<TLanes>(ulong* words, double* radii, double* destination, int steps)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int pair = PhiloxLanes.Chains * TLanes.Count;
        for (int i = 0; i < steps * PhiloxLanes.Chains; i++)
        {
            TLanes oneAndU = UniformLanes.OneAndFraction(TLanes.Load(words + (2 * pair)), TLanes.Load(words + (3 * pair)));
            DoubleSinCosLanes.SinCos(TLanes.ScaleDifference(oneAndU, 1, 2 * Math.PI), out TLanes sine, out TLanes cosine);
            TLanes radius = TLanes.Load(radii);
            sine *= radius;
            cosine *= radius;
            TLanes.Store(destination, TLanes.UnpackLow(sine, cosine));
            TLanes.Store(destination + TLanes.Count, TLanes.UnpackHigh(sine, cosine));
            destination += 2 * TLanes.Count;
            radii += TLanes.Count;
            words += UniformLanes.NextBlocks(i, TLanes.Count);
        }
    }
}
