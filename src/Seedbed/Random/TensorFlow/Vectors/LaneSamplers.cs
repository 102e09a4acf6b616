using System.Numerics;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary><see cref="WordUniformSampler{T}"/> in vectors.</summary>
internal readonly unsafe struct LaneWordUniform<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 4;

    public static int BlocksPerGroup => 1;

    public static int GroupAt(int position, int lanes) => UniformLanes.BlockAt<T>(position, lanes);

    public static void Write<TLanes>(in LaneBatch batch, T* destination, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes> =>
        UniformLanes.WriteSingles<T, TLanes>(batch, destination, float.CreateTruncating(multiplier), float.CreateTruncating(offset));
}

/// <summary><see cref="DoubleUniformSampler{T}"/> in vectors.</summary>
internal readonly unsafe struct LaneDoubleUniform<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 2;

    public static int BlocksPerGroup => 1;

    public static int GroupAt(int position, int lanes) => UniformLanes.BlockAt<T>(position, lanes);

    public static void Write<TLanes>(in LaneBatch batch, T* destination, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes> =>
        UniformLanes.WriteDoubles<TLanes>(
            batch, (double*)destination, double.CreateTruncating(multiplier), double.CreateTruncating(offset));
}

/// <summary><see cref="FloatNormalSampler{T}"/> in vectors.</summary>
internal readonly unsafe struct LaneNormal<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 4;

    public static int BlocksPerGroup => 1;

    public static int GroupAt(int position, int lanes) => NormalLanes.BlockAt<T>(position, lanes);

    public static void Write<TLanes>(in LaneBatch batch, T* destination, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (T.IsZero(offset))
        {
            Write<ScaledAboutZero, TLanes>(batch, destination, multiplier, offset);
        }
        else
        {
            Write<Scaled, TLanes>(batch, destination, multiplier, offset);
        }
    }

    private static void Write<TScaling, TLanes>(in LaneBatch batch, T* destination, T multiplier, T offset)
        where TScaling : struct, ILaneScaling
        where TLanes : unmanaged, ILanes<TLanes>
    {
        LaneWorkspace workspace = batch.Workspace;
        PhiloxLanes.WriteWords<TLanes>(workspace.Schedule, workspace.Products, batch.Start, batch.Increment, workspace.Words, batch.Steps);
        NormalLanes.Write<T, TScaling, TLanes>(
            workspace.Words, workspace.Scratch, destination, batch.Steps, float.CreateTruncating(multiplier),
            float.CreateTruncating(offset), batch.Streams);
    }
}
