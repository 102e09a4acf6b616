using System.Numerics;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary><see cref="DoubleNormalSampler{T}"/> in vectors.</summary>
internal readonly unsafe struct LaneDoubleNormal<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 2;

    public static int BlocksPerGroup => 1;

    public static int GroupAt(int position, int lanes) => UniformLanes.BlockAt<T>(position, lanes);

    public static void Write<TLanes>(in LaneBatch batch, T* destination, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        double* units = (double*)batch.Workspace.Units;
        int count = batch.Steps * PhiloxLanes.Chains * TLanes.Count * GroupSize;
        DoubleNormalLanes.Write<TLanes>(batch, units);
        DoubleNormalLanes.Rescale<TLanes>(
            units, (double*)destination, count, double.CreateTruncating(multiplier), double.CreateTruncating(offset), batch.Streams);
    }
}

/// <summary>
/// <see cref="DoubleTruncatedNormalSampler{T}"/>: all groups' first blocks in vectors, the 9 % of groups with a rejection anew the scalar
/// way.
/// </summary>
internal readonly unsafe struct LaneDoubleTruncatedNormal<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 2;

    public static int BlocksPerGroup => 128;

    public static int GroupAt(int position, int lanes) => UniformLanes.BlockAt<T>(position, lanes);

    public static void Write<TLanes>(in LaneBatch batch, T* destination, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        double* units = (double*)batch.Workspace.Units;
        int groups = batch.Steps * PhiloxLanes.Chains * TLanes.Count;
        DoubleNormalLanes.Write<TLanes>(batch, units);
        for (int i = 0; i < groups; i++)
        {
            var group = new Span<double>(units + (i * GroupSize), GroupSize);
            if (
                !(
                    Math.Abs(group[0]) < DoubleTruncatedNormalSampler<double>.Bound
                        && Math.Abs(group[1]) < DoubleTruncatedNormalSampler<double>.Bound))
            {
                DoubleTruncatedNormalSampler<double>.Sample(batch.Stream, batch.FirstGroup + (ulong)i, group);
            }
        }

        DoubleNormalLanes.Rescale<TLanes>(
            units, (double*)destination, groups * GroupSize, double.CreateTruncating(multiplier), double.CreateTruncating(offset),
            batch.Streams);
    }
}
