using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>The one body for all widths; the sums stay in registers. The caller answers for the bounds.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLanes">The width.</typeparam>
internal sealed unsafe class ProductKernel<T, TLanes>()
    : ProductKernel<T>(sizeof(TLanes) / sizeof(T), (TLanes.HasThirtyTwoRegisters ? 4 : 2) * sizeof(TLanes) / sizeof(T))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private static int Length => sizeof(TLanes) / sizeof(T);

    public override void Multiply(
        nint depth, nint* offsets, T** rows, T* panel, nint panelStride, int columns, T* result, nint stride, T* addend, nint addendStride)
    {
        switch (columns / Length)
        {
            case 1:
                Run<One>(depth, offsets, rows, panel, panelStride, result, stride, addend, addendStride);
                break;
            case 2:
                Run<Two>(depth, offsets, rows, panel, panelStride, result, stride, addend, addendStride);
                break;
            case 3:
                Run<Three>(depth, offsets, rows, panel, panelStride, result, stride, addend, addendStride);
                break;
            default:
                Run<Four>(depth, offsets, rows, panel, panelStride, result, stride, addend, addendStride);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TCount>(
        nint depth, nint* offsets, T** rows, T* panel, nint panelStride, T* result, nint stride, T* addend, nint addendStride)
        where TCount : struct, IVectorCount
    {
        T* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5];
        TLanes zero = default;
        TLanes s00 = zero, s01 = zero, s02 = zero, s03 = zero;
        TLanes s10 = zero, s11 = zero, s12 = zero, s13 = zero;
        TLanes s20 = zero, s21 = zero, s22 = zero, s23 = zero;
        TLanes s30 = zero, s31 = zero, s32 = zero, s33 = zero;
        TLanes s40 = zero, s41 = zero, s42 = zero, s43 = zero;
        TLanes s50 = zero, s51 = zero, s52 = zero, s53 = zero;
        for (; depth > 0; depth--)
        {
            nint at = *offsets;
            TLanes b0 = TLanes.Load(panel);
            TLanes b1 = TCount.Count > 1 ? TLanes.Load(panel + Length) : zero;
            TLanes b2 = TCount.Count > 2 ? TLanes.Load(panel + (2 * Length)) : zero;
            TLanes b3 = TCount.Count > 3 ? TLanes.Load(panel + (3 * Length)) : zero;
            MultiplyAdd<TCount>(a0[at], b0, b1, b2, b3, ref s00, ref s01, ref s02, ref s03);
            MultiplyAdd<TCount>(a1[at], b0, b1, b2, b3, ref s10, ref s11, ref s12, ref s13);
            MultiplyAdd<TCount>(a2[at], b0, b1, b2, b3, ref s20, ref s21, ref s22, ref s23);
            MultiplyAdd<TCount>(a3[at], b0, b1, b2, b3, ref s30, ref s31, ref s32, ref s33);
            MultiplyAdd<TCount>(a4[at], b0, b1, b2, b3, ref s40, ref s41, ref s42, ref s43);
            MultiplyAdd<TCount>(a5[at], b0, b1, b2, b3, ref s50, ref s51, ref s52, ref s53);
            offsets++;
            panel += panelStride;
        }

        Write<TCount>(s00, s01, s02, s03, result, addend);
        addend += addendStride;
        Write<TCount>(s10, s11, s12, s13, result + stride, addend);
        addend += addendStride;
        Write<TCount>(s20, s21, s22, s23, result + (2 * stride), addend);
        addend += addendStride;
        Write<TCount>(s30, s31, s32, s33, result + (3 * stride), addend);
        addend += addendStride;
        Write<TCount>(s40, s41, s42, s43, result + (4 * stride), addend);
        addend += addendStride;
        Write<TCount>(s50, s51, s52, s53, result + (5 * stride), addend);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TCount>(
        T value, TLanes b0, TLanes b1, TLanes b2, TLanes b3, ref TLanes s0, ref TLanes s1, ref TLanes s2, ref TLanes s3)
        where TCount : struct, IVectorCount
    {
        TLanes factor = Broadcast(value);
        s0 = MultiplyAdd(factor, b0, s0);
        if (TCount.Count > 1)
        {
            s1 = MultiplyAdd(factor, b1, s1);
        }

        if (TCount.Count > 2)
        {
            s2 = MultiplyAdd(factor, b2, s2);
        }

        if (TCount.Count > 3)
        {
            s3 = MultiplyAdd(factor, b3, s3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TCount>(TLanes s0, TLanes s1, TLanes s2, TLanes s3, T* row, T* addend)
        where TCount : struct, IVectorCount
    {
        Write(s0, row, addend, 0);
        if (TCount.Count > 1)
        {
            Write(s1, row, addend, Length);
        }

        if (TCount.Count > 2)
        {
            Write(s2, row, addend, 2 * Length);
        }

        if (TCount.Count > 3)
        {
            Write(s3, row, addend, 3 * Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(TLanes sum, T* row, T* addend, nint at) =>
        TLanes.Store(row + at, addend == null ? sum : Add(TLanes.Load(addend + at), sum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Broadcast(T value) => typeof(T) == typeof(float)
        ? TLanes.RepeatSingle(Unsafe.BitCast<T, float>(value))
        : TLanes.Repeat(Unsafe.BitCast<T, double>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Add(TLanes left, TLanes right) =>
        typeof(T) == typeof(float) ? TLanes.AddSingle(left, right) : left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes MultiplyAdd(TLanes left, TLanes right, TLanes addend) => typeof(T) == typeof(float)
        ? TLanes.FusedMultiplyAddSingle(left, right, addend)
        : TLanes.FusedMultiplyAdd(left, right, addend);

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
