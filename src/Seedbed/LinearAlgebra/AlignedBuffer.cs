using System.Buffers;
using System.Runtime.InteropServices;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// Scratch memory, from the shared pool where it has such, pinned and aligned to a cache line. Its content is what the last user left.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;

    /// <summary>Bytes from which the memory is the system's own: the pool keeps no such arrays, and arrays end at 2 GiB.</summary>
    private const long NativeBytes = 1L << 29;

    private readonly byte[]? _array;
    private PinnedGCHandle<byte[]> _pin;

    /// <summary>Memory for so many elements.</summary>
    public AlignedBuffer(long length)
    {
        long bytes = checked(length * sizeof(T));
        if (bytes >= NativeBytes)
        {
            First = (T*)NativeMemory.AlignedAlloc(checked((nuint)bytes), Alignment);
            return;
        }

        _array = ArrayPool<byte>.Shared.Rent((int)bytes + Alignment);
        _pin = new PinnedGCHandle<byte[]>(_array);
        nuint address = (nuint)_pin.GetAddressOfArrayData();
        First = (T*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>The first element, valid until <see cref="Dispose"/>.</summary>
    public T* First { get; }

    /// <summary>Gives the memory back; called once.</summary>
    public void Dispose()
    {
        if (_array is null)
        {
            NativeMemory.AlignedFree(First);
            return;
        }

        _pin.Dispose();
        ArrayPool<byte>.Shared.Return(_array);
    }
}
