using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary><see cref="WordUniformSampler{T}"/> in vectors.</summary>
internal readonly unsafe struct LaneWordUniform<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 4;

    public static int BlocksPerGroup => 1;

    public static int GroupAt(int position, int lanes) => UniformLanes.BlockAt(position, lanes);

    public static void WriteUnits<TLanes>(in PhiloxStream stream, in LaneWorkspace workspace, ulong firstGroup, int steps)
        where TLanes : unmanaged, ILanes<TLanes> =>
        UniformLanes.WriteSingles<T, TLanes>(workspace.Words, (float*)workspace.Units, steps);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Rescale<TLanes>(void* units, T* destination, int count, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes range = TLanes.RepeatSingle(float.CreateTruncating(multiplier));
        TLanes lower = TLanes.RepeatSingle(float.CreateTruncating(offset));
        for (int i = 0; i < count; i += 2 * TLanes.Count)
        {
            TLanes scaled = LaneElement.Round<T, TLanes>(TLanes.ScaleFractionSingle(TLanes.Load((float*)units + i), range));
            LaneElement.Store(destination + i, LaneElement.Round<T, TLanes>(TLanes.AddSingle(scaled, lower)));
        }
    }
}

/// <summary><see cref="DoubleUniformSampler{T}"/> in vectors.</summary>
internal readonly unsafe struct LaneDoubleUniform<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 2;

    public static int BlocksPerGroup => 1;

    public static int GroupAt(int position, int lanes) => UniformLanes.BlockAt(position, lanes);

    public static void WriteUnits<TLanes>(in PhiloxStream stream, in LaneWorkspace workspace, ulong firstGroup, int steps)
        where TLanes : unmanaged, ILanes<TLanes> =>
        UniformLanes.WriteDoubles<TLanes>(workspace.Words, (double*)workspace.Units, steps);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Rescale<TLanes>(void* units, T* destination, int count, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes range = TLanes.Repeat(double.CreateTruncating(multiplier));
        TLanes lower = TLanes.Repeat(double.CreateTruncating(offset));
        for (int i = 0; i < count; i += TLanes.Count)
        {
            TLanes.Store(destination + i, TLanes.ScaleFraction(TLanes.Load((double*)units + i), range) + lower);
        }
    }
}

/// <summary><see cref="FloatNormalSampler{T}"/> in vectors.</summary>
internal readonly unsafe struct LaneNormal<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 4;

    public static int BlocksPerGroup => 1;

    public static int GroupAt(int position, int lanes) => NormalLanes.BlockAt(position, lanes);

    public static void WriteUnits<TLanes>(in PhiloxStream stream, in LaneWorkspace workspace, ulong firstGroup, int steps)
        where TLanes : unmanaged, ILanes<TLanes> =>
        NormalLanes.WriteUnits<TLanes>(workspace.Words, workspace.Scratch, (float*)workspace.Units, steps);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Rescale<TLanes>(void* units, T* destination, int count, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes stddev = TLanes.RepeatSingle(float.CreateTruncating(multiplier));
        TLanes mean = TLanes.RepeatSingle(float.CreateTruncating(offset));
        for (int i = 0; i < count; i += 2 * TLanes.Count)
        {
            TLanes unit = LaneElement.Round<T, TLanes>(TLanes.Load((float*)units + i));
            TLanes scaled = LaneElement.Round<T, TLanes>(TLanes.MultiplySingle(unit, stddev));
            LaneElement.Store(destination + i, LaneElement.Round<T, TLanes>(TLanes.AddSingle(scaled, mean)));
        }
    }
}
