using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seedbed.Training;

/// <summary>The memory that the arrays of one data set may take together; it is asked before any is taken.</summary>
internal sealed class DataMemory
{
    /// <summary>Elements that are read between two looks at the token.</summary>
    private const int ElementsAtOnce = 1 << 18;

    private readonly long _limit;
    private long _used;

    internal DataMemory(DataReadOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.MemoryLimit);
        _limit = options.MemoryLimit > 0 ? options.MemoryLimit : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        CancellationToken = options.CancellationToken;
    }

    /// <summary>Stops the reading.</summary>
    internal CancellationToken CancellationToken { get; }

    /// <summary>Memory for an array, its elements not set.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="what">How messages name it.</param>
    /// <exception cref="FormatException">There are more elements than an array has, or they take more than is left.</exception>
    internal T[] Allocate<T>(long count, string what)
        where T : unmanaged
    {
        if (count > Array.MaxLength)
        {
            throw new FormatException(
                $"{what} would have {count} elements; at most {Array.MaxLength} are read of one array: save fewer samples.");
        }

        long byteCount = count * Unsafe.SizeOf<T>();
        if (byteCount > _limit - _used)
        {
            throw new FormatException(
                $"{what} would take {byteCount} bytes of memory, and {_limit - _used} are left of the {_limit} that data may take (half of "
                + "what .NET may use here; "
                + "DOTNET_GCHeapHardLimit changes that, DataReadOptions.MemoryLimit in C#); save fewer samples, or in a narrower type such "
                    + "as float32 or uint8.");
        }

        _used += byteCount;
        return GC.AllocateUninitializedArray<T>((int)count);
    }

    /// <summary>An array of elements that lie in a file.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="what">How messages name it.</param>
    /// <param name="isBigEndian">Whether the file has the highest byte of an element first.</param>
    /// <param name="read">Fills a block with the bytes of the elements from a flat index on; it is called with rising ones.</param>
    /// <exception cref="FormatException">There are more elements than an array has, or they take more than is left.</exception>
    internal T[] Read<T>(long count, string what, bool isBigEndian, BlockReader read)
        where T : unmanaged
    {
        T[] values = Allocate<T>(count, what);
        for (int start = 0; start < values.Length; start += ElementsAtOnce)
        {
            CancellationToken.ThrowIfCancellationRequested();
            Span<byte> block = MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ElementsAtOnce, values.Length - start)));
            read(start, block);
            for (int at = 0; isBigEndian == BitConverter.IsLittleEndian && at < block.Length; at += Unsafe.SizeOf<T>())
            {
                block.Slice(at, Unsafe.SizeOf<T>()).Reverse();
            }
        }

        return values;
    }

    /// <summary>Fills a block with the bytes of the elements from a flat index on.</summary>
    internal delegate void BlockReader(int start, Span<byte> block);
}
