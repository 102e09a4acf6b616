using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Seedbed.Compare.Peers;

/// <summary>Writes one value to all of a buffer: the limit that a fill with random values is held against.</summary>
internal static class MemoryFill
{
    /// <summary>
    /// Hands each way of filling to <paramref name="use"/>: <see cref="Span{T}.Fill"/> and stores past the caches, on one thread and on
    /// all.
    /// </summary>
    public static void EveryWay<T>(T[] buffer, int threads, Action<Action> use)
        where T : unmanaged
    {
        foreach (int count in new[] { 1, threads }.Distinct())
        {
            use(() => OnThreads(buffer, default, count));
            use(() => Split<T>(buffer.Length, count, (start, length) => Stream(buffer.AsSpan(start, length))));
        }
    }

    /// <summary><see cref="Span{T}.Fill"/> of equal parts.</summary>
    public static void OnThreads<T>(T[] buffer, T value, int threads)
        where T : unmanaged =>
        Split<T>(buffer.Length, threads, (start, length) => buffer.AsSpan(start, length).Fill(value));

    private static void Split<T>(int length, int threads, Action<int, int> fill)
        where T : unmanaged
    {
        if (threads == 1)
        {
            fill(0, length);
            return;
        }

        int Border(int part) => (int)((long)length * part / threads);
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
        Parallel.For(0, threads, options, part => fill(Border(part), Border(part + 1) - Border(part)));
    }

    /// <summary>Non-temporal stores to the whole vectors of the span; plain ones to what is before and behind.</summary>
    private static unsafe void Stream<T>(Span<T> span)
        where T : unmanaged
    {
        // In bounds: the pointer moves by whole vectors from the first aligned address and stops a vector before the end.
        fixed (T* first = span)
        {
            int vectorBytes = Vector512.IsHardwareAccelerated ? Vector512<byte>.Count : Vector256<byte>.Count;
            byte* start = (byte*)first;
            byte* end = (byte*)(first + span.Length);
            byte* aligned = (byte*)(((nuint)start + (nuint)vectorBytes - 1) & ~((nuint)vectorBytes - 1));
            byte* last = aligned + ((end - aligned) / vectorBytes * vectorBytes);
            if (end - aligned < vectorBytes)
            {
                span.Clear();
                return;
            }

            MemoryMarshal.AsBytes(span)[..(int)(aligned - start)].Clear();
            StreamVectors(aligned, last);
            MemoryMarshal.AsBytes(span)[(int)(last - start)..].Clear();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void StreamVectors(byte* aligned, byte* last)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            for (; aligned < last; aligned += Vector512<byte>.Count)
            {
                Vector512<byte>.Zero.StoreAlignedNonTemporal(aligned);
            }
        }
        else
        {
            for (; aligned < last; aligned += Vector256<byte>.Count)
            {
                Vector256<byte>.Zero.StoreAlignedNonTemporal(aligned);
            }
        }
    }
}
