using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>The vector twin of <see cref="AffineOperator{T, TSampler}"/>: the same bits, a batch at a time.</summary>
internal readonly unsafe struct LaneOperator<T, TSampler, TLanes>(
    PhiloxStream stream, T multiplier, T offset, bool streams) : IGroupOperator<T>
    where T : unmanaged
    where TSampler : struct, ILaneSampler<T>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int IndexHighShift = 32;

    public static int GroupSize => TSampler.GroupSize;

    private static int GroupsInStep => PhiloxLanes.Chains * TLanes.Count;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteGroups(ulong firstGroup, Span<T> destination)
    {
        byte* memory = stackalloc byte[LaneWorkspace.Size];
        var workspace = new LaneWorkspace(memory);
        WriteRelativeProducts(workspace.Products);
        fixed (T* pinned = destination)
        {
            T* next = pinned;
            ulong groups = (ulong)(destination.Length / GroupSize);
            uint scheduled = 0;
            for (bool first = true; groups > 0; first = false)
            {
                ulong block = firstGroup * (ulong)TSampler.BlocksPerGroup;
                uint indexHigh = (uint)(block >> IndexHighShift);
                if (first || indexHigh != scheduled)
                {
                    PhiloxLanes.WriteSchedule<TLanes>(stream, indexHigh, workspace.Schedule);
                    scheduled = indexHigh;
                }

                int batch = (int)Math.Min(Math.Min(groups, GroupsUpToLine(next)), GroupsUpToCarry(block));
                WriteBatch(workspace, firstGroup, batch, next);
                next += batch * GroupSize;
                firstGroup += (ulong)batch;
                groups -= (ulong)batch;
            }
        }

        if (streams)
        {
            StreamingStores.Complete();
        }
    }

    /// <summary>How many groups begin before the lower 32 bits of the block index run over.</summary>
    private static ulong GroupsUpToCarry(ulong block) =>
        ((1UL << IndexHighShift) - (uint)block + (ulong)TSampler.BlocksPerGroup - 1) / (ulong)TSampler.BlocksPerGroup;

    /// <summary>The groups of a batch; less once, if thereby the next one begins with a cache line.</summary>
    private ulong GroupsUpToLine(T* destination)
    {
        int bytesInGroup = GroupSize * sizeof(T);
        int bytes = (int)(-(nint)destination & (StreamingStores.Alignment - 1));
        return streams && bytes != 0 && bytes % bytesInGroup == 0 ? (ulong)(bytes / bytesInGroup) : LaneWorkspace.BatchBlocks;
    }

    private static void WriteRelativeProducts(ulong* products)
    {
        for (int position = 0; position < GroupsInStep; position++)
        {
            ulong block = (ulong)TSampler.GroupAt(position, TLanes.Count) * (ulong)TSampler.BlocksPerGroup;
            products[position] = PhiloxStream.MultiplierA * block;
        }
    }

    private void WriteBatch(in LaneWorkspace workspace, ulong firstGroup, int groups, T* destination)
    {
        int steps = (groups + GroupsInStep - 1) / GroupsInStep;
        bool isWhole = steps * GroupsInStep == groups;
        bool isStreamed = streams && isWhole && StreamingStores.IsAligned(destination);
        var batch = new LaneBatch(stream, workspace, firstGroup, TSampler.BlocksPerGroup, GroupsInStep, steps, isStreamed);
        if (isWhole)
        {
            TSampler.Write<TLanes>(batch, destination, multiplier, offset);
        }
        else
        {
            int wanted = groups * GroupSize;
            TSampler.Write<TLanes>(batch, (T*)workspace.Values, multiplier, offset);
            new Span<T>(workspace.Values, wanted).CopyTo(new Span<T>(destination, wanted));
        }
    }
}
