using System.Buffers;
using System.Runtime.InteropServices;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>Multiples of a stride, pinned: the offsets of the rows or columns of an ordinary matrix.</summary>
internal sealed unsafe class OffsetTable : IDisposable
{
    private readonly nint[] _array;
    private PinnedGCHandle<nint[]> _pin;

    /// <summary>0, stride, 2·stride, …</summary>
    public OffsetTable(int count, nint stride)
    {
        _array = ArrayPool<nint>.Shared.Rent(count);
        _pin = new PinnedGCHandle<nint[]>(_array);
        nint offset = 0;
        for (int i = 0; i < count; i++)
        {
            _array[i] = offset;
            offset += stride;
        }
    }

    public nint* First => _pin.GetAddressOfArrayData();

    public void Dispose()
    {
        _pin.Dispose();
        ArrayPool<nint>.Shared.Return(_array);
    }
}
