using System.Numerics;
using Seedbed.Simd;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>
/// Multiplies a few rows of a left factor, whose elements are read where they lie, by one panel of the right factor. There is one for each
/// vector width.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="vectorLength">Elements of a vector, a power of two.</param>
/// <param name="panelWidth">Columns of a panel, whole vectors.</param>
internal abstract unsafe class ProductKernel<T>(int vectorLength, int panelWidth)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are done together: with four vectors a row, 24 running sums.</summary>
    public const int Rows = 6;

    /// <summary>The most elements of so many rows of a panel's width: those of four 512-bit vectors of float.</summary>
    public const int MostSums = Rows * 64;

    /// <summary>The fastest kernel of this processor.</summary>
    public static ProductKernel<T> Best { get; } = OfBits(Lanes512.IsSupported ? 512 : Lanes256.IsSupported ? 256 : 128);

    /// <summary>Elements of a vector.</summary>
    public int VectorLength => vectorLength;

    /// <summary>Columns of a panel: four vectors where there are registers for the sums, else two.</summary>
    public int PanelWidth => panelWidth;

    /// <summary>
    /// The kernel of one width: 512, 256 or 128 bits, of which the last runs everywhere. All give the same bits.
    /// </summary>
    public static ProductKernel<T> OfBits(int bits) => bits switch
    {
        512 => new ProductKernel<T, Lanes512>(),
        256 => new ProductKernel<T, Lanes256>(),
        128 => new ProductKernel<T, Lanes128>(),
        _ => throw new ArgumentOutOfRangeException(nameof(bits), $"the width is {bits}; it must be 512, 256 or 128."),
    };

    /// <summary>So many columns and what fills the last vector up.</summary>
    public int WholeVectors(int columns) => (columns + vectorLength - 1) & -vectorLength;

    /// <summary>
    /// result[i, j] ← addend[i, j] + Σ rows[i][offsets[k]]·panel[k, j], the sum with k rising from 0 and one rounding a term.
    /// </summary>
    /// <param name="depth">Terms.</param>
    /// <param name="offsets">Where the k-th element of each row lies, from the row's first.</param>
    /// <param name="rows">Six rows.</param>
    /// <param name="panel">For each k so many vectors.</param>
    /// <param name="panelStride">Elements from one row of the panel to the next.</param>
    /// <param name="columns">Columns of the panel and of the result, whole vectors up to <see cref="PanelWidth"/>.</param>
    /// <param name="result">Six rows, <paramref name="stride"/> apart.</param>
    /// <param name="stride">Elements from row to row of the result.</param>
    /// <param name="addend">Six rows, such as the result itself, or one for all; null for none.</param>
    /// <param name="addendStride">Elements from row to row of the addend.</param>
    public abstract void Multiply(
        nint depth, nint* offsets, T** rows, T* panel, nint panelStride, int columns, T* result, nint stride, T* addend, nint addendStride);
}
