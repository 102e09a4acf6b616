using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Seedbed.Random;
using Seedbed.Random.TensorFlow;
using Seedbed.Random.TensorFlow.Vectors;
using Seedbed.Simd;

namespace Seedbed.Batteries.Widths;

/// <summary>Counts, for each width, the values that differ from the scalar operator's; used by many threads at once.</summary>
internal sealed class WidthComparison<T, TSampler, TLaneSampler>(PhiloxStream stream)
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSampler : struct, IUnitSampler<T>
    where TLaneSampler : struct, ILaneSampler<T>
{
    private const int Widths = 3;

    private readonly long[] _tried = new long[Widths];
    private readonly long[] _wrong = new long[Widths];
    private ulong _digest;
    private long _scalar;

    internal void Compare((long Start, int Length) slice, T multiplier, T offset, bool streams)
    {
        if (!LaneParameters.Allow(multiplier, offset))
        {
            throw new ArgumentException($"kernels do not take {multiplier} and {offset}; choose what they take.", nameof(multiplier));
        }

        T[] expected = ArrayPool<T>.Shared.Rent(slice.Length);
        Span<T> wanted = expected.AsSpan(0, slice.Length);
        GroupFill.Fill(new AffineOperator<T, TSampler>(stream, multiplier, offset), slice.Start, wanted, new ExecutionOptions(1));
        Interlocked.Add(ref _scalar, wanted.Length);
        byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes(wanted));
        Interlocked.Add(ref _digest, BinaryPrimitives.ReadUInt64LittleEndian(hash));
        CompareWidth<Lanes128>(0, wanted, slice.Start, multiplier, offset, streams);
        CompareWidth<Lanes256>(1, wanted, slice.Start, multiplier, offset, streams);
        CompareWidth<Lanes512>(2, wanted, slice.Start, multiplier, offset, streams);
        ArrayPool<T>.Shared.Return(expected);
    }

    internal WidthResult Result(string what) => new(
        what, _scalar, _digest,
        [.. Enumerable.Range(0, Widths).Where(i => _tried[i] > 0)
            .Select(i => new BatteryRow(what, $"{128 << i} bits", _tried[i], _wrong[i]))]);

    private void CompareWidth<TLanes>(int width, ReadOnlySpan<T> expected, long start, T multiplier, T offset, bool streams)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (!TLanes.IsSupported)
        {
            return;
        }

        T[] room = ArrayPool<T>.Shared.Rent(expected.Length);
        Span<T> values = room.AsSpan(0, expected.Length);
        var operation = new LaneOperator<T, TLaneSampler, TLanes>(stream, multiplier, offset, streams);
        GroupFill.Fill(operation, start, values, new ExecutionOptions(1));
        Interlocked.Add(ref _tried[width], expected.Length);
        Interlocked.Add(ref _wrong[width], Differing(expected, values));
        ArrayPool<T>.Shared.Return(room);
    }

    private static int Differing(ReadOnlySpan<T> expected, ReadOnlySpan<T> values)
    {
        if (MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(values)))
        {
            return 0;
        }

        int differing = 0;
        for (int i = 0; i < values.Length; i++)
        {
            differing += MemoryMarshal.AsBytes(expected.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(values.Slice(i, 1))) ? 0 : 1;
        }

        return differing;
    }
}
