using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Autodiff.Kernels.Panels;

/// <summary>The one body for all widths; the sums stay in registers. The caller answers for the bounds.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TVector">The lane's vector.</typeparam>
/// <typeparam name="TLane">The width.</typeparam>
internal sealed unsafe class PanelKernel<T, TVector, TLane> : PanelKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLane : struct, ILane<T, TVector>
{
    internal override int VectorLength => TLane.Count;

    internal override int MostVectors => TLane.HasThirtyTwoRegisters ? 4 : 2;

    internal override void Multiply(
        nint depth, nint* offsets, T** rows, T* panel, nint panelStride, int vectors, T* tile, nint stride, T* addend, nint addendStride)
    {
        switch (vectors)
        {
            case 1:
                Run<One>(depth, offsets, rows, panel, panelStride, tile, stride, addend, addendStride);
                break;
            case 2:
                Run<Two>(depth, offsets, rows, panel, panelStride, tile, stride, addend, addendStride);
                break;
            case 3:
                Run<Three>(depth, offsets, rows, panel, panelStride, tile, stride, addend, addendStride);
                break;
            default:
                Run<Four>(depth, offsets, rows, panel, panelStride, tile, stride, addend, addendStride);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TCount>(
        nint depth, nint* offsets, T** rows, T* panel, nint panelStride, T* tile, nint stride, T* addend, nint addendStride)
        where TCount : struct, IVectorCount
    {
        T* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5];
        TVector zero = TLane.Broadcast(T.Zero);
        TVector s00 = zero, s01 = zero, s02 = zero, s03 = zero;
        TVector s10 = zero, s11 = zero, s12 = zero, s13 = zero;
        TVector s20 = zero, s21 = zero, s22 = zero, s23 = zero;
        TVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
        TVector s40 = zero, s41 = zero, s42 = zero, s43 = zero;
        TVector s50 = zero, s51 = zero, s52 = zero, s53 = zero;
        for (; depth > 0; depth--)
        {
            nint at = *offsets;
            TVector b0 = TLane.Load(panel);
            TVector b1 = TCount.Count > 1 ? TLane.Load(panel + TLane.Count) : zero;
            TVector b2 = TCount.Count > 2 ? TLane.Load(panel + (2 * TLane.Count)) : zero;
            TVector b3 = TCount.Count > 3 ? TLane.Load(panel + (3 * TLane.Count)) : zero;
            MultiplyAdd<TCount>(a0[at], b0, b1, b2, b3, ref s00, ref s01, ref s02, ref s03);
            MultiplyAdd<TCount>(a1[at], b0, b1, b2, b3, ref s10, ref s11, ref s12, ref s13);
            MultiplyAdd<TCount>(a2[at], b0, b1, b2, b3, ref s20, ref s21, ref s22, ref s23);
            MultiplyAdd<TCount>(a3[at], b0, b1, b2, b3, ref s30, ref s31, ref s32, ref s33);
            MultiplyAdd<TCount>(a4[at], b0, b1, b2, b3, ref s40, ref s41, ref s42, ref s43);
            MultiplyAdd<TCount>(a5[at], b0, b1, b2, b3, ref s50, ref s51, ref s52, ref s53);
            offsets++;
            panel += panelStride;
        }

        Write<TCount>(s00, s01, s02, s03, tile, addend);
        addend += addendStride;
        Write<TCount>(s10, s11, s12, s13, tile + stride, addend);
        addend += addendStride;
        Write<TCount>(s20, s21, s22, s23, tile + (2 * stride), addend);
        addend += addendStride;
        Write<TCount>(s30, s31, s32, s33, tile + (3 * stride), addend);
        addend += addendStride;
        Write<TCount>(s40, s41, s42, s43, tile + (4 * stride), addend);
        addend += addendStride;
        Write<TCount>(s50, s51, s52, s53, tile + (5 * stride), addend);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TCount>(
        T value, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
        where TCount : struct, IVectorCount
    {
        TVector factor = TLane.Broadcast(value);
        s0 = TLane.MultiplyAdd(factor, b0, s0);
        if (TCount.Count > 1)
        {
            s1 = TLane.MultiplyAdd(factor, b1, s1);
        }

        if (TCount.Count > 2)
        {
            s2 = TLane.MultiplyAdd(factor, b2, s2);
        }

        if (TCount.Count > 3)
        {
            s3 = TLane.MultiplyAdd(factor, b3, s3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TCount>(TVector s0, TVector s1, TVector s2, TVector s3, T* row, T* addend)
        where TCount : struct, IVectorCount
    {
        Write(s0, row, addend, 0);
        if (TCount.Count > 1)
        {
            Write(s1, row, addend, TLane.Count);
        }

        if (TCount.Count > 2)
        {
            Write(s2, row, addend, 2 * TLane.Count);
        }

        if (TCount.Count > 3)
        {
            Write(s3, row, addend, 3 * TLane.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(TVector sum, T* row, T* addend, nint at) =>
        TLane.Store(addend == null ? sum : TLane.Add(TLane.Load(addend + at), sum), row + at);

    /// <summary>Vectors of a panel's row, known when the kernel is compiled.</summary>
    private interface IVectorCount
    {
        static abstract int Count { get; }
    }

    private readonly struct One : IVectorCount
    {
        public static int Count => 1;
    }

    private readonly struct Two : IVectorCount
    {
        public static int Count => 2;
    }

    private readonly struct Three : IVectorCount
    {
        public static int Count => 3;
    }

    private readonly struct Four : IVectorCount
    {
        public static int Count => 4;
    }
}
