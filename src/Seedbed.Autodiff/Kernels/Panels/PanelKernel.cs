using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Autodiff.Kernels.Panels;

/// <summary>
/// Multiplies a few rows of a left factor, whose elements are read where they lie, by one packed panel of the right factor. Nothing of the
/// left factor is copied, so that it also serves where rows overlap, as the windows of a convolution do.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal abstract unsafe class PanelKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a tile: with four vectors a row, 24 running sums.</summary>
    internal const int Rows = 6;

    /// <summary>The most elements of a tile: 6 rows of four 512-bit vectors of float.</summary>
    internal const int MostTileElements = Rows * 64;

    /// <summary>The fastest kernel of this processor.</summary>
    internal static PanelKernel<T> Best { get; } =
        Avx512F.IsSupported ? new PanelKernel<T, Vector512<T>, Lane512<T>>()
        : Fma.IsSupported ? new PanelKernel<T, Vector256<T>, Lane256<T>>()
        : AdvSimd.IsSupported ? new PanelKernel<T, Vector128<T>, Lane128<T>>()
        : new PanelKernel<T, T, ScalarLane<T>>();

    /// <summary>Elements of a vector.</summary>
    internal abstract int VectorLength { get; }

    /// <summary>The most vectors of a panel's row.</summary>
    internal abstract int MostVectors { get; }

    /// <summary>
    /// tile[i, j] ← addend[i, j] + Σ rows[i][offsets[k]]·panel[k, j], the sum with k rising from 0 and one rounding a term.
    /// </summary>
    /// <param name="depth">Terms.</param>
    /// <param name="offsets">Where the k-th element of each row lies, from the row's first.</param>
    /// <param name="rows">Six rows.</param>
    /// <param name="panel">For each k so many vectors.</param>
    /// <param name="panelStride">Elements from one row of the panel to the next.</param>
    /// <param name="vectors">Vectors of a panel's row, from 1 to <see cref="MostVectors"/>.</param>
    /// <param name="tile">Six rows, <paramref name="stride"/> apart.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="addend">Six rows, such as the tile itself, or one for all; null for none.</param>
    /// <param name="addendStride">Elements from row to row of the addend.</param>
    internal abstract void Multiply(
        nint depth, nint* offsets, T** rows, T* panel, nint panelStride, int vectors, T* tile, nint stride, T* addend, nint addendStride);
}
