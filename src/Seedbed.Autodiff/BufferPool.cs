using System.Numerics;

namespace Seedbed.Autodiff;

/// <summary>Buffers that steps of training use again and again, by size. It grows to what the largest step needs, and no further.</summary>
internal sealed class BufferPool
{
    /// <summary>Sizes between a power of two and the next, so that at most an eighth of a buffer is unused.</summary>
    private const int SizesPerDoubling = 8;

    private const int SmallestBytes = 512;

    private readonly Dictionary<long, Stack<TensorBuffer>> _free = [];
    private readonly List<TensorBuffer> _all = [];

    /// <summary>All memory held, in bytes.</summary>
    internal long ByteCount { get; private set; }

    /// <summary>A buffer of at least so many bytes, of unknown content.</summary>
    internal TensorBuffer Rent(long byteCount)
    {
        long size = SizeClass(byteCount);
        if (!_free.TryGetValue(size, out Stack<TensorBuffer>? stack))
        {
            _free[size] = stack = new Stack<TensorBuffer>();
        }

        if (!stack.TryPop(out TensorBuffer? buffer))
        {
            buffer = new TensorBuffer(size);
            _all.Add(buffer);
            ByteCount += size;
        }

        buffer.IsInUse = true;
        return buffer;
    }

    /// <summary>Takes a buffer back.</summary>
    internal void Return(TensorBuffer buffer)
    {
        buffer.IsInUse = false;
        _free[buffer.ByteCount].Push(buffer);
    }

    /// <summary>Takes all buffers back.</summary>
    internal void ReturnAll()
    {
        foreach (TensorBuffer buffer in _all)
        {
            if (buffer.IsInUse)
            {
                Return(buffer);
            }
        }
    }

    private static long SizeClass(long byteCount)
    {
        if (byteCount <= SmallestBytes)
        {
            return SmallestBytes;
        }

        long step = Math.Max(SmallestBytes, (long)(BitOperations.RoundUpToPowerOf2((ulong)byteCount) / 2) / SizesPerDoubling);
        return (byteCount + step - 1) / step * step;
    }
}
