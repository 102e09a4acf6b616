namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// The scratch memory of one fill on one thread, about 22 KiB on its stack: it stays in the first cache, and nothing is allocated.
/// </summary>
internal readonly unsafe struct LaneWorkspace
{
    /// <summary>Blocks in a batch: enough to spread a call's fixed costs, few enough for the first cache.</summary>
    internal const int BatchBlocks = 256;

    /// <summary>Words, and so at most values, in a batch.</summary>
    internal const int BatchWords = BatchBlocks * PhiloxLanes.WordsPerBlock;

    private const int Alignment = 64;
    private const int WidestRegister = 64;

    internal LaneWorkspace(byte* memory)
    {
        byte* next = (byte*)(((nuint)memory + (Alignment - 1)) & ~(nuint)(Alignment - 1));
        Schedule = (ulong*)Take(ref next, PhiloxLanes.ScheduleLength * WidestRegister);
        Products = (ulong*)Take(ref next, PhiloxLanes.Chains * WidestRegister);
        Words = (ulong*)Take(ref next, BatchWords * sizeof(ulong));
        Scratch = (float*)Take(ref next, BatchWords * sizeof(float));
        Units = Take(ref next, BatchWords * sizeof(float));
        Values = Take(ref next, BatchWords * sizeof(float));
    }

    /// <summary>The bytes a workspace takes, alignment included.</summary>
    internal static int Size => Alignment + ((PhiloxLanes.ScheduleLength + PhiloxLanes.Chains) * WidestRegister)
        + (BatchWords * (sizeof(ulong) + (sizeof(float) * 3)));

    /// <summary>The constants of <see cref="PhiloxLanes"/>.</summary>
    internal ulong* Schedule { get; }

    /// <summary>The products of the first step's counters, relative to the batch's first.</summary>
    internal ulong* Products { get; }

    /// <summary>A batch of words.</summary>
    internal ulong* Words { get; }

    /// <summary>What a sampler needs between its passes: a float for each word.</summary>
    internal float* Scratch { get; }

    /// <summary>A batch of unit samples.</summary>
    internal void* Units { get; }

    /// <summary>A batch of values on their way to a destination that has no room for whole steps.</summary>
    internal void* Values { get; }

    private static void* Take(ref byte* next, int bytes)
    {
        void* taken = next;
        next += bytes;
        return taken;
    }
}
