using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp;

/// <summary>Tensors as the memory of their elements, row-major.</summary>
internal static class FlatMemory
{
    /// <summary>The most elements that are copied at once to a tensor whose memory is not written in place.</summary>
    internal const long PieceLength = 1 << 24;

    /// <summary>Whether a tensor's memory is the CPU's, and its elements stand one behind the other.</summary>
    internal static bool IsOf(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.is_contiguous();

    /// <summary>Where its elements begin: two handles may be of one tensor. On other devices only the handle is known.</summary>
    internal static unsafe IntPtr PlaceOf(Tensor tensor) =>
        IsOf(tensor) ? (IntPtr)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes)) : tensor.Handle;

    /// <summary>A piece of a flat tensor as memory.</summary>
    internal static Span<T> Piece<T>(Tensor flat, long start, long count)
        where T : unmanaged
    {
        using Tensor piece = flat.narrow(0, start, count);
        return MemoryMarshal.Cast<byte, T>(piece.bytes);
    }

    /// <summary>Puts values at flat places of a tensor of any strides: whole rows at once, and the parts of rows at both ends.</summary>
    internal static void CopyInto(Tensor tensor, Tensor values, long start, long count)
    {
        using var scope = NewDisposeScope();
        if (tensor.dim() == 0)
        {
            tensor.copy_(values.narrow(0, 0, 1).view([]));
            return;
        }

        long rowLength = tensor.numel() / tensor.shape[0];
        for (long done = 0; done < count;)
        {
            (long row, long within) = Math.DivRem(start + done, rowLength);
            long rows = within == 0 ? (count - done) / rowLength : 0;
            long length = rows > 0 ? rows * rowLength : Math.Min(rowLength - within, count - done);
            Tensor piece = values.narrow(0, done, length);
            if (rows > 0)
            {
                tensor.narrow(0, row, rows).copy_(piece.view([rows, .. tensor.shape[1..]]));
            }
            else
            {
                CopyInto(tensor[row], piece, within, length);
            }

            done += length;
        }
    }
}
