using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// <see cref="FloatTruncatedNormalSampler{T}"/> in vectors. All groups' first blocks are drawn; for the 17 % with a value beyond the bound,
/// second blocks too, and the kept values of both are moved together; what is still not full, 1 group in some ten thousand, goes the scalar
/// way.
/// </summary>
internal readonly unsafe struct LaneTruncatedNormal<T> : ILaneSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const float Bound = 2.0f;
    private const int Masks = 16;
    private const int RegisterBytes = 16;

    /// <summary>For each mask of four bits, the numbers of the bits that are set, one in a byte, the lowest first.</summary>
    private static ReadOnlySpan<uint> Lists =>
        [0, 0, 1, 0x100, 2, 0x200, 0x201, 0x20100, 3, 0x300, 0x301, 0x30100, 0x302, 0x30200, 0x30201, 0x3020100];

    /// <summary>
    /// For each number of places already taken and each mask of kept values, the byte shuffle that puts the kept ones into the places that
    /// follow.
    /// </summary>
    private static readonly byte[] s_moves = WriteMoves();

    public static int GroupSize => 4;

    public static int BlocksPerGroup => 256;

    public static int GroupAt(int position, int lanes) => NormalLanes.BlockAt<float>(position, lanes);

    [SkipLocalsInit]
    public static void Write<TLanes>(in LaneBatch batch, T* destination, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        LaneWorkspace workspace = batch.Workspace;
        float* units = (float*)workspace.Units;
        byte* rejecting = stackalloc byte[LaneWorkspace.BatchBlocks + GroupSize];
        PhiloxLanes.WriteWords<TLanes>(workspace.Schedule, workspace.Products, batch.Start, batch.Increment, workspace.Words, batch.Steps);
        NormalLanes.Write<float, Unscaled, TLanes>(workspace.Words, workspace.Scratch, units, batch.Steps, 1, 0, streams: false);
        int groups = batch.Steps * PhiloxLanes.Chains * TLanes.Count;
        int count = ListRejecting<TLanes>(units, groups, rejecting);
        SecondBlocks<TLanes>(workspace, batch.FirstGroup, rejecting, count);
        Merge(batch.Stream, units, (float*)workspace.Values, batch.FirstGroup, rejecting, count);
        if (T.IsZero(offset))
        {
            Rescale<ScaledAboutZero, TLanes>(units, destination, groups * GroupSize, multiplier, offset, batch.Streams);
        }
        else
        {
            Rescale<Scaled, TLanes>(units, destination, groups * GroupSize, multiplier, offset, batch.Streams);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rescale<TScaling, TLanes>(float* units, T* destination, int count, T multiplier, T offset, bool streams)
        where TScaling : struct, ILaneScaling
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int floats = 2 * TLanes.Count;
        TLanes factor = TLanes.RepeatSingle(float.CreateTruncating(multiplier));
        TLanes term = TLanes.RepeatSingle(float.CreateTruncating(offset));
        for (int i = 0; i < count; i += 2 * floats)
        {
            TLanes first = TScaling.Scale<T, TLanes>(TLanes.Load(units + i), factor, term);
            TLanes second = TScaling.Scale<T, TLanes>(TLanes.Load(units + i + floats), factor, term);
            LaneElement.StoreInOrder(destination + i, first, second, streams);
        }
    }

    /// <summary>The groups in which a value is beyond the bound.</summary>
    /// <param name="units">Four values a group.</param>
    /// <param name="groups">A multiple of four.</param>
    /// <param name="rejecting">Receives their numbers; room for three more than there can be.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int ListRejecting<TLanes>(float* units, int groups, byte* rejecting)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes bound = TLanes.RepeatSingle(Bound);
        int floats = 2 * TLanes.Count;
        ref uint lists = ref MemoryMarshal.GetReference(Lists);
        int count = 0;
        for (int group = 0; group < groups; group += GroupSize)
        {
            // One bit a value for four groups.
            uint kept = 0;
            for (int i = 0; i < GroupSize * GroupSize; i += floats)
            {
                kept |= TLanes.MagnitudeIsBelow(TLanes.Load(units + (group * GroupSize) + i), bound) << i;
            }

            // Bits 0, 4, 8 and 12 say whether all of a group is kept; the product brings them together. Four numbers are written always,
            // those of groups
            // with a rejection counted: no branch to mispredict.
            kept &= kept >> 1;
            kept &= kept >> 2;
            uint rejections = ((~kept & 0x1111) * 0x1248 >> 12) & 0xF;
            Unsafe.WriteUnaligned(rejecting + count, Unsafe.Add(ref lists, rejections) + ((uint)group * 0x0101_0101));
            count += BitOperations.PopCount(rejections);
        }

        return count;
    }

    /// <summary>The normals of the listed groups' second blocks, in the order of the list, into the workspace's values.</summary>
    private static void SecondBlocks<TLanes>(in LaneWorkspace workspace, ulong firstGroup, byte* rejecting, int count)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int groupsInStep = PhiloxLanes.Chains * TLanes.Count;
        ulong* products = stackalloc ulong[groupsInStep];
        ulong firstBlock = (firstGroup * (ulong)BlocksPerGroup) + 1;
        int steps = (count + groupsInStep - 1) / groupsInStep;
        int wordsInStep = groupsInStep * PhiloxLanes.WordsPerBlock;
        for (int step = 0; step < steps; step++)
        {
            for (int position = 0; position < groupsInStep; position++)
            {
                int listed = Math.Min((step * groupsInStep) + GroupAt(position, TLanes.Count), count - 1);
                products[position] =
                    PhiloxStream.MultiplierA * (ulong)(uint)(firstBlock + ((ulong)rejecting[listed] * (ulong)BlocksPerGroup));
            }

            PhiloxLanes.WriteWords<TLanes>(workspace.Schedule, products, 0, 0, workspace.Words + (step * wordsInStep), 1);
        }

        NormalLanes.Write<float, Unscaled, TLanes>(
            workspace.Words, workspace.Scratch, (float*)workspace.Values, steps, 1, 0, streams: false);
    }

    /// <summary>Completes the listed groups: kept values of the first block, then of the second.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Merge(in PhiloxStream stream, float* units, float* seconds, ulong firstGroup, byte* rejecting, int count)
    {
        Vector128<float> bound = Vector128.Create(Bound);
        ref byte moves = ref MemoryMarshal.GetArrayDataReference(s_moves);
        for (int i = 0; i < count; i++)
        {
            float* group = units + (rejecting[i] * GroupSize);
            Vector128<float> first = Vector128.Load(group);
            Vector128<float> second = Vector128.Load(seconds + (i * GroupSize));
            uint keptFirst = Vector128.LessThan(Vector128.Abs(first), bound).ExtractMostSignificantBits();
            uint keptSecond = Vector128.LessThan(Vector128.Abs(second), bound).ExtractMostSignificantBits();
            int places = BitOperations.PopCount(keptFirst);
            if (places + BitOperations.PopCount(keptSecond) < GroupSize)
            {
                FloatTruncatedNormalSampler<float>.Sample(stream, firstGroup + rejecting[i], new Span<float>(group, GroupSize));
                continue;
            }

            // In bounds: there are five numbers of places, from 0 to 4, and sixteen masks.
            Vector128<byte> front = Vector128.LoadUnsafe(ref moves, keptFirst * RegisterBytes);
            Vector128<byte> back = Vector128.LoadUnsafe(ref moves, (nuint)((places * Masks) + (int)keptSecond) * RegisterBytes);
            Vector128<byte> merged = Vector128.ShuffleNative(first.AsByte(), front) | Vector128.ShuffleNative(second.AsByte(), back);
            merged.AsSingle().Store(group);
        }
    }

    private static byte[] WriteMoves()
    {
        byte[] moves = new byte[(GroupSize + 1) * Masks * RegisterBytes];
        for (int row = 0; row < (GroupSize + 1) * Masks; row++)
        {
            Span<byte> shuffle = moves.AsSpan(row * RegisterBytes, RegisterBytes);
            shuffle.Fill(byte.MaxValue);
            int place = row / Masks;
            for (int value = 0; value < GroupSize; value++)
            {
                if ((row & (1 << value)) != 0 && place < GroupSize)
                {
                    for (int i = 0; i < sizeof(float); i++)
                    {
                        shuffle[(place * sizeof(float)) + i] = (byte)((value * sizeof(float)) + i);
                    }

                    place++;
                }
            }
        }

        return moves;
    }
}
