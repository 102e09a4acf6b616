extern alias core;
using core::Seedbed.Simd;
using System.Numerics;
using System.Runtime.InteropServices;
using Seedbed.Random;
using Seedbed.Random.TensorFlow;
using Seedbed.Random.TensorFlow.Vectors;
using Xunit;

namespace Seedbed.Tests.Random.TensorFlow.Vectors;

/// <summary>What fills do to memory: only their own is written, at any alignment and length, and none is allocated.</summary>
public sealed unsafe class FillMemoryTests
{
    private const int LongestLength = 257;
    private const int Guard = 64;
    private const byte GuardByte = 0xA5;

    private static readonly RandomKey s_key = new(0x0123456789ABCDEF, 0xFEDCBA9876543210);

    private delegate void FillSpan<T>(long start, Span<T> destination, ExecutionOptions execution);

    [Fact]
    public void Float32_leaves_its_neighbours_alone() => CheckGuards<float>();

    [Fact]
    public void Float64_leaves_its_neighbours_alone() => CheckGuards<double>();

    [Fact]
    public void Float16_leaves_its_neighbours_alone() => CheckGuards<Half>();

    [Fact]
    public void BFloat16_leaves_its_neighbours_alone() => CheckGuards<BFloat16>();

    [Fact]
    public void Streamed_float32_is_what_is_stored_and_leaves_its_neighbours_alone()
    {
        CheckStreaming<float, LaneWordUniform<float>>();
        CheckStreaming<float, LaneNormal<float>>();
        CheckStreaming<float, LaneTruncatedNormal<float>>();
    }

    [Fact]
    public void Streamed_values_of_other_types_are_what_is_stored_and_leave_their_neighbours_alone()
    {
        CheckStreaming<Half, LaneNormal<Half>>();
        CheckStreaming<BFloat16, LaneWordUniform<BFloat16>>();
        CheckStreaming<BFloat16, LaneTruncatedNormal<BFloat16>>();
        CheckStreaming<double, LaneDoubleUniform<double>>();
        CheckStreaming<double, LaneDoubleNormal<double>>();
    }

    [Fact]
    public void A_destination_that_is_streamed_has_the_values_of_its_parts()
    {
        const int Part = 300_007;
        float[] whole = new float[(int)(StreamingStores.LeastBytes / sizeof(float)) + 123];
        float[] part = new float[Part];
        foreach (FillSpan<float> fill in Fills<float>())
        {
            fill(3, whole, new ExecutionOptions(3));
            for (int i = 0; i + Part <= whole.Length; i += Part)
            {
                fill(3 + i, part, new ExecutionOptions(1));
                Assert.True(whole.AsSpan(i, Part).SequenceEqual(part), $"{fill.Method.Name} from {i}");
            }
        }
    }

    [Fact]
    public void One_thread_allocates_nothing()
    {
        CheckAllocations<float>();
        CheckAllocations<double>();
        CheckAllocations<Half>();
        CheckAllocations<BFloat16>();
    }

    private static FillSpan<T>[] Fills<T>()
        where T : unmanaged, IFloatingPointIeee754<T> =>
    [
        (start, destination, execution) => RandomStream.TensorFlow.FillUniform(s_key, -0.05, 0.05, start, destination, execution),
        (start, destination, execution) => RandomStream.TensorFlow.FillNormal(s_key, 0, 0.05, start, destination, execution),
        (start, destination, execution) => RandomStream.TensorFlow.FillTruncatedNormal(s_key, 0.5, 2, start, destination, execution),
    ];

    private static void CheckAllocations<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[100_003];
        foreach (FillSpan<T> fill in Fills<T>())
        {
            // The JIT may allocate once, whenever it compiles anew; what a fill itself allocates comes every time.
            Assert.Equal(0, Enumerable.Range(0, 8).Select(_ => AllocatedBy(fill, values)).ToArray().Min());
        }
    }

    private static long AllocatedBy<T>(FillSpan<T> fill, T[] values)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        fill(1, values, new ExecutionOptions(1));
        fill(2, values.AsSpan(0, 10_000), default);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void CheckGuards<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (FillSpan<T> fill in Fills<T>())
        {
            T[] whole = new T[LongestLength + 8];
            fill(0, whole, new ExecutionOptions(1));
            CheckAlignments<T>(LongestLength, 1, (alignment, room) =>
            {
                int start = alignment % 8;
                fill(start, room, new ExecutionOptions(1));
                Assert.True(
                    SameBits<T>(whole.AsSpan(start, room.Length), room), $"{fill.Method.Name}: {room.Length} at alignment {alignment}");
            });
        }
    }

    private static void CheckStreaming<T, TSampler>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSampler : struct, ILaneSampler<T>
    {
        CheckStreaming<T, TSampler, Lanes128>();
        CheckStreaming<T, TSampler, Lanes256>();
        CheckStreaming<T, TSampler, Lanes512>();
    }

    private static void CheckStreaming<T, TSampler, TLanes>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSampler : struct, ILaneSampler<T>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (!TLanes.IsSupported)
        {
            return;
        }

        // Beyond a batch, and not by whole steps.
        const int Longest = 5_000;
        T multiplier = T.CreateTruncating(0.25f);
        PhiloxStream stream = new(s_key);
        T[] whole = new T[Longest];
        new LaneOperator<T, TSampler, TLanes>(stream, multiplier, T.Zero, streams: false).WriteGroups(7, whole);
        CheckAlignments<T>(Longest, 500, (alignment, room) =>
        {
            new LaneOperator<T, TSampler, TLanes>(stream, multiplier, T.Zero, streams: true).WriteGroups(7, room);
            Assert.True(SameBits<T>(whole.AsSpan(0, room.Length), room), $"{typeof(TLanes).Name}: {room.Length} at alignment {alignment}");
        });
    }

    private static void CheckAlignments<T>(int longest, int step, SpanAction<T> action)
        where T : unmanaged
    {
        int bytes = (3 * Guard) + (longest * sizeof(T));
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, Guard);
        try
        {
            for (int alignment = 0; alignment < Guard / sizeof(T); alignment++)
            {
                for (int length = 0; length <= longest; length += step)
                {
                    int offset = Guard + (alignment * sizeof(T));
                    Span<byte> all = new(memory, bytes);
                    all.Fill(GuardByte);
                    action(alignment, new Span<T>(memory + offset, length));
                    Assert.Equal(-1, all[..offset].IndexOfAnyExcept(GuardByte));
                    Assert.Equal(-1, all[(offset + (length * sizeof(T)))..].IndexOfAnyExcept(GuardByte));
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private static bool SameBits<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged => MemoryMarshal.AsBytes(left).SequenceEqual(MemoryMarshal.AsBytes(right));

    private delegate void SpanAction<T>(int alignment, Span<T> room);
}
