using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Numerics;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>
/// A left factor times a number, packed once for many products: blocks of <see cref="DepthBlock"/> columns, in each all strips of rows.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class PackedStrips<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Terms that are summed before they are added to the result. Part of what a product is, therefore the same for every machine and size:
    /// 256 are a strip of 12 KiB or 24 KiB on the left, of 32 KiB on the right.
    /// </summary>
    public const int DepthBlock = 256;

    /// <summary>Strips that one task packs: about 50 000 values, some ten microseconds.</summary>
    private const int StripsPerTask = 16;

    /// <summary>Tasks below which other threads cost more than they save.</summary>
    private const int FewestTasks = 8;

    private readonly AlignedBuffer<T> _buffer;
    private readonly int _paddedRows;

    /// <summary>Packs factor·source for tiles of the kernel's height.</summary>
    public PackedStrips(MatrixView<T> source, T factor, TileKernel<T> kernel, ExecutionOptions execution)
    {
        Kernel = kernel;
        Rows = source.Rows;
        Depth = source.Columns;
        StripCount = (Rows + kernel.Rows - 1) / kernel.Rows;
        _paddedRows = StripCount * kernel.Rows;
        _buffer = new AlignedBuffer<T>((long)_paddedRows * Depth);

        int blocks = (Depth + DepthBlock - 1) / DepthBlock;
        int groups = (StripCount + StripsPerTask - 1) / StripsPerTask;
        bool isSmall = blocks * groups < FewestTasks;
        ParallelRange.Run(blocks * groups, isSmall ? execution with { MaxDegreeOfParallelism = 1 } : execution, task =>
        {
            (int block, int group) = Math.DivRem(task, groups);
            PackGroup(source, factor, block * DepthBlock, group * StripsPerTask);
        });
    }

    public TileKernel<T> Kernel { get; }

    public int Rows { get; }

    public int Depth { get; }

    public int StripCount { get; }

    /// <summary>The strip's values from a multiple of <see cref="DepthBlock"/> on.</summary>
    public T* Strip(int depthStart, int strip)
    {
        int columns = Math.Min(DepthBlock, Depth - depthStart);
        return _buffer.First + ((nint)depthStart * _paddedRows) + ((nint)strip * Kernel.Rows * columns);
    }

    public void Dispose() => _buffer.Dispose();

    private void PackGroup(in MatrixView<T> source, T factor, int start, int strip)
    {
        int columns = Math.Min(DepthBlock, Depth - start);
        int strips = Math.Min(StripsPerTask, StripCount - strip);
        int row = strip * Kernel.Rows;
        int rows = Math.Min(strips * Kernel.Rows, Rows - row);
        StripPacking.Pack(source.Block(row, start, rows, columns), Kernel.Rows, Strip(start, strip));
        if (factor != T.One)
        {
            Span<T> packed = new(Strip(start, strip), columns * strips * Kernel.Rows);
            TensorPrimitives.Multiply(packed, factor, packed);
        }
    }
}
