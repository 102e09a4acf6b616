using System.Buffers;
using System.Runtime.InteropServices;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>Scratch memory from the shared pool, pinned and aligned to a cache line. Its content is what the last user left.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;

    private readonly byte[] _array;
    private PinnedGCHandle<byte[]> _pin;

    /// <summary>Memory for so many elements.</summary>
    public AlignedBuffer(long length)
    {
        _array = ArrayPool<byte>.Shared.Rent(checked((int)((length * sizeof(T)) + Alignment)));
        _pin = new PinnedGCHandle<byte[]>(_array);
        nuint address = (nuint)_pin.GetAddressOfArrayData();
        First = (T*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>The first element, valid until <see cref="Dispose"/>.</summary>
    public T* First { get; }

    /// <summary>Gives the memory back; called once.</summary>
    public void Dispose()
    {
        _pin.Dispose();
        ArrayPool<byte>.Shared.Return(_array);
    }
}
