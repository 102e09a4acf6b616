using System.Runtime.InteropServices;

namespace Seedbed.Checkpoints.Reading;

/// <summary>
/// A tensor whose axes stand in another order in the file: a matrix that is stored column by column, or the kernel of another framework.
/// The whole tensor is read for any part of it, and kept while someone reads.
/// </summary>
/// <param name="source">The elements as they are stored.</param>
/// <param name="stored">The shape in which they are stored.</param>
/// <param name="axes">For each axis of what is read, which of the stored ones it is.</param>
/// <param name="elementSize">1, 2, 4 or 8 bytes.</param>
internal sealed class PermutedContent(TensorContent source, Shape stored, int[] axes, int elementSize) : TensorContent
{
    private readonly Lock _lock = new();
    private readonly WeakReference<byte[]> _kept = new([]);

    internal override long KeptByteCount => (2 * ByteCount) + source.KeptByteCount;

    private long ByteCount => checked(stored.ElementCount * elementSize);

    internal override void Read(long offset, Span<byte> destination) =>
        All().AsSpan(checked((int)offset), destination.Length).CopyTo(destination);

    internal override void Rent(Action<TensorContent> reader, CancellationToken cancellationToken)
    {
        byte[] all = All();
        reader(this);
        GC.KeepAlive(all);
    }

    private byte[] All()
    {
        lock (_lock)
        {
            if (_kept.TryGetTarget(out byte[]? kept) && kept.Length == ByteCount)
            {
                return kept;
            }

            byte[] all = Permuted();
            _kept.SetTarget(all);
            return all;
        }
    }

    private byte[] Permuted()
    {
        if (ByteCount > Array.MaxLength)
        {
            throw new FormatException(
                $"its axes stand in another order in the file, and its {ByteCount} bytes do not fit into one piece of memory; at most "
                + $"{Array.MaxLength} are turned around.");
        }

        byte[] bytes = new byte[ByteCount];
        source.Read(0, bytes);
        byte[] permuted = new byte[ByteCount];
        switch (elementSize)
        {
            case 1: Permute<byte>(bytes, permuted); break;
            case 2: Permute<ushort>(bytes, permuted); break;
            case 4: Permute<uint>(bytes, permuted); break;
            case 8: Permute<ulong>(bytes, permuted); break;
            default: throw new InvalidOperationException($"elements of {elementSize} bytes are not turned around.");
        }

        return permuted;
    }

    /// <summary>How many stored elements lie between two that are neighbours along a stored axis.</summary>
    private int StepOf(int axis) => (int)stored.Dimensions[(axis + 1)..].ToArray().Aggregate(1L, (product, size) => product * size);

    private void Permute<T>(ReadOnlySpan<byte> bytes, Span<byte> permuted)
        where T : unmanaged
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(bytes);
        Span<T> to = MemoryMarshal.Cast<byte, T>(permuted);
        int[] sizes = [.. axes.Select(axis => (int)stored[axis])];
        int[] steps = [.. axes.Select(StepOf)];
        int[] index = new int[sizes.Length];
        int at = 0;
        for (int element = 0; element < to.Length; element++)
        {
            to[element] = from[at];
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                at += steps[axis];
                if (++index[axis] < sizes[axis])
                {
                    break;
                }

                at -= steps[axis] * sizes[axis];
                index[axis] = 0;
            }
        }
    }
}
