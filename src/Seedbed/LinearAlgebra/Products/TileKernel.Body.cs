using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>
/// The one body for all widths: a tile of 12 rows (6 where there are 16 registers) by two vectors, whose sums stay in registers.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TVector">The lane's vector.</typeparam>
/// <typeparam name="TLane">The width.</typeparam>
/// <remarks>
/// The caller answers for the bounds: both strips are full, and the tile's rows and columns are all there.
/// The kernel is never inlined: within its caller the runtime runs out of what it may inline, and every step becomes a call.
/// </remarks>
internal sealed unsafe class TileKernel<T, TVector, TLane> : TileKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLane : struct, ILane<T, TVector>
{
    private const int FewRows = 6;
    private const int CacheLineBytes = 64;

    public override int Rows => TileRows;

    public override int Columns => TileColumns;

    private static int TileRows => TLane.HasThirtyTwoRegisters ? MostRows : FewRows;

    private static int TileColumns => 2 * TLane.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Multiply(nint depth, T* left, T* right, T* tile, nint stride, ProductMode mode)
    {
        Prefetch(tile, stride);

        // Not within the loop: a call there would send all sums through memory.
        nint leftStep = TileRows;
        nint rightStep = TileColumns;
        TVector zero = TLane.Broadcast(T.Zero);
        TVector l0 = zero, r0 = zero, l1 = zero, r1 = zero, l2 = zero, r2 = zero;
        TVector l3 = zero, r3 = zero, l4 = zero, r4 = zero, l5 = zero, r5 = zero;
        TVector l6 = zero, r6 = zero, l7 = zero, r7 = zero, l8 = zero, r8 = zero;
        TVector l9 = zero, r9 = zero, l10 = zero, r10 = zero, l11 = zero, r11 = zero;
        for (; depth > 0; depth--)
        {
            TVector l = TLane.Load(right);
            TVector r = TLane.Load(right + TLane.Count);
            MultiplyAdd(left[0], l, r, ref l0, ref r0);
            MultiplyAdd(left[1], l, r, ref l1, ref r1);
            MultiplyAdd(left[2], l, r, ref l2, ref r2);
            MultiplyAdd(left[3], l, r, ref l3, ref r3);
            MultiplyAdd(left[4], l, r, ref l4, ref r4);
            MultiplyAdd(left[5], l, r, ref l5, ref r5);
            if (TLane.HasThirtyTwoRegisters)
            {
                MultiplyAdd(left[6], l, r, ref l6, ref r6);
                MultiplyAdd(left[7], l, r, ref l7, ref r7);
                MultiplyAdd(left[8], l, r, ref l8, ref r8);
                MultiplyAdd(left[9], l, r, ref l9, ref r9);
                MultiplyAdd(left[10], l, r, ref l10, ref r10);
                MultiplyAdd(left[11], l, r, ref l11, ref r11);
            }

            left += leftStep;
            right += rightStep;
        }

        Write(l0, r0, tile, mode);
        Write(l1, r1, tile + stride, mode);
        Write(l2, r2, tile + (2 * stride), mode);
        Write(l3, r3, tile + (3 * stride), mode);
        Write(l4, r4, tile + (4 * stride), mode);
        Write(l5, r5, tile + (5 * stride), mode);
        if (TLane.HasThirtyTwoRegisters)
        {
            Write(l6, r6, tile + (6 * stride), mode);
            Write(l7, r7, tile + (7 * stride), mode);
            Write(l8, r8, tile + (8 * stride), mode);
            Write(l9, r9, tile + (9 * stride), mode);
            Write(l10, r10, tile + (10 * stride), mode);
            Write(l11, r11, tile + (11 * stride), mode);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(T value, TVector l, TVector r, ref TVector lSum, ref TVector rSum)
    {
        TVector factor = TLane.Broadcast(value);
        lSum = TLane.MultiplyAdd(factor, l, lSum);
        rSum = TLane.MultiplyAdd(factor, r, rSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(TVector l, TVector r, T* row, ProductMode mode)
    {
        if (mode == ProductMode.Add)
        {
            l = TLane.Add(TLane.Load(row), l);
            r = TLane.Add(TLane.Load(row + TLane.Count), r);
        }

        TLane.Store(l, row);
        TLane.Store(r, row + TLane.Count);
    }

    /// <summary>The tile is wanted only after the sums are done: by then it has come from memory.</summary>
    private static void Prefetch(T* tile, nint stride)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (int i = 0; i < TileRows; i++)
        {
            byte* row = (byte*)(tile + (i * stride));
            for (int offset = 0; offset < TileColumns * sizeof(T); offset += CacheLineBytes)
            {
                Sse.Prefetch0(row + offset);
            }
        }
    }
}
