using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>
/// Brings the rows of a matrix into strips: strip s holds rows s·width … s·width + width − 1, for each column the width values one after
/// another. Missing rows of the last strip are zeros.
/// </summary>
/// <remarks>A left factor is packed as it is, a right factor by its transposed view: both are then read from front to back.</remarks>
internal static unsafe class StripPacking
{
    /// <summary>
    /// Columns that are transposed together: their lines of the source stay in the first-level cache while a strip takes its values.
    /// </summary>
    private const int TransposedColumns = 16;

    /// <summary>How far ahead a column is asked for: rows of a large matrix are pages apart, which no hardware foresees.</summary>
    private const int PrefetchedColumns = 16;

    private const int CacheLineBytes = 64;

    /// <summary>Packs all rows; strips follow one another, each columns · width elements long.</summary>
    public static void Pack<T>(in MatrixView<T> source, int width, T* destination)
        where T : unmanaged
    {
        nint stripLength = (nint)source.Columns * width;
        for (int row = 0; row < source.Rows; row += width)
        {
            MatrixView<T> strip = source.Block(row, 0, Math.Min(width, source.Rows - row), source.Columns);
            PackStrip(strip, width, destination);
            destination += stripLength;
        }
    }

    private static void PackStrip<T>(in MatrixView<T> strip, int width, T* destination)
        where T : unmanaged
    {
        if (strip.Rows < width)
        {
            new Span<T>(destination, strip.Columns * width).Clear();
        }

        if (strip.RowStride == 1)
        {
            CopyColumns(strip, width, destination);
            return;
        }

        for (int column = 0; column < strip.Columns; column += TransposedColumns)
        {
            int columns = Math.Min(TransposedColumns, strip.Columns - column);
            Transpose(strip.Block(0, column, strip.Rows, columns), width, destination + ((nint)column * width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyColumns<T>(in MatrixView<T> strip, int width, T* destination)
        where T : unmanaged
    {
        T* source = strip.First;
        nint stride = strip.ColumnStride;
        int bytes = strip.Rows * sizeof(T);
        for (int column = strip.Columns; column > 0; column--)
        {
            Prefetch((byte*)(source + (PrefetchedColumns * stride)), bytes);
            CopyBytes((byte*)source, (byte*)destination, bytes);
            source += stride;
            destination += width;
        }
    }

    /// <summary>Only a hint, for which no address is wrong: it may lie behind the matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* source, int bytes)
    {
        if (Sse.IsSupported)
        {
            for (int offset = 0; offset < bytes; offset += CacheLineBytes)
            {
                Sse.Prefetch0(source + offset);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBytes(byte* source, byte* destination, int bytes)
    {
        int offset = 0;
        for (; offset <= bytes - 32; offset += 32)
        {
            Vector256.Load(source + offset).Store(destination + offset);
        }

        for (; offset < bytes; offset += sizeof(float))
        {
            *(float*)(destination + offset) = *(float*)(source + offset);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose<T>(in MatrixView<T> strip, int width, T* destination)
        where T : unmanaged
    {
        nint columnStride = strip.ColumnStride;
        int columns = strip.Columns;
        for (int row = 0; row < strip.Rows; row++)
        {
            T* source = strip.At(row, 0);
            T* target = destination + row;
            for (int column = columns; column > 0; column--)
            {
                *target = *source;
                source += columnStride;
                target += width;
            }
        }
    }
}
