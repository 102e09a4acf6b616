namespace Seedbed.Autodiff.Kernels.Panels;

/// <summary>
/// A left factor that lies in memory in any order that is a sum: element (i, k) is first[rowOffsets[i] + depthOffsets[k]].
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="first">Whoever makes the matrix answers for the memory, the tables and keeps both in place.</param>
/// <param name="rowOffsets">One for each row.</param>
/// <param name="rows">Rows.</param>
/// <param name="depthOffsets">One for each column.</param>
/// <param name="depth">Columns.</param>
internal readonly unsafe struct GatheredMatrix<T>(T* first, nint* rowOffsets, int rows, nint* depthOffsets, int depth)
    where T : unmanaged
{
    internal int Rows => rows;

    internal int Depth => depth;

    internal nint* DepthOffsets => depthOffsets;

    /// <summary>The first element of a row.</summary>
    internal T* Row(int row) => first + rowOffsets[row];

    /// <summary>Some of the columns.</summary>
    internal GatheredMatrix<T> DepthFrom(int start, int count) => new(first, rowOffsets, rows, depthOffsets + start, count);

    /// <summary>Some of the rows.</summary>
    internal GatheredMatrix<T> RowsFrom(int start, int count) => new(first, rowOffsets + start, count, depthOffsets, depth);
}
