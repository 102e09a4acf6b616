using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>
/// Multiplies one packed strip of the left matrix by one of the right, into one tile of the result. There is one for each vector width.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal abstract unsafe class TileKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The tallest tile of any width.</summary>
    public const int MostRows = 12;

    /// <summary>The widest, two vectors of 512 bits, in bytes.</summary>
    public const int MostColumnBytes = 128;

    /// <summary>
    /// The fastest kernel of this processor. AVX-512 is asked for itself: some processors have it though the runtime calls its vectors not
    /// accelerated.
    /// </summary>
    public static TileKernel<T> Best { get; } = OfBits(
        Avx512F.IsSupported ? 512
        : Fma.IsSupported ? 256
        : AdvSimd.IsSupported ? 128
        : 0);

    /// <summary>Rows of a tile.</summary>
    public abstract int Rows { get; }

    /// <summary>Columns of a tile.</summary>
    public abstract int Columns { get; }

    /// <summary>
    /// The kernel of one width: 512, 256 or 128 bits, or 0 for one element at a time. All give the same bits; those that the processor
    /// lacks are slow.
    /// </summary>
    public static TileKernel<T> OfBits(int bits) => bits switch
    {
        512 => new TileKernel<T, Vector512<T>, Lane512<T>>(),
        256 => new TileKernel<T, Vector256<T>, Lane256<T>>(),
        128 => new TileKernel<T, Vector128<T>, Lane128<T>>(),
        0 => new TileKernel<T, T, ScalarLane<T>>(),
        _ => throw new ArgumentOutOfRangeException(nameof(bits), $"the width is {bits}; it must be 512, 256, 128 or 0."),
    };

    /// <summary>
    /// tile[i, j] = Σ left[k, i]·right[k, j] for k from 0 up, starting from 0, one rounding a term; then, where asked, the tile's old value
    /// is added.
    /// </summary>
    /// <param name="depth">Terms, from 1.</param>
    /// <param name="left"><see cref="Rows"/> values for each k.</param>
    /// <param name="right"><see cref="Columns"/> values for each k.</param>
    /// <param name="tile">Row-major, rows <paramref name="stride"/> apart.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="mode">What becomes of the tile's old value.</param>
    public abstract void Multiply(nint depth, T* left, T* right, T* tile, nint stride, ProductMode mode);
}
