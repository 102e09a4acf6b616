using System.Numerics;
using Seedbed.LinearAlgebra.Products;
using Seedbed.Numerics;

namespace Seedbed.LinearAlgebra;

/// <summary>I − V·T·Vᵀ, or its transpose, packed to be applied to many columns.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class BlockReflection<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns a task takes, at least: fewer leave half a tile empty.</summary>
    private const int FewestColumns = 64;

    /// <summary>Multiply-adds below which starting other threads costs more than they save.</summary>
    private const long ParallelWork = 1L << 21;

    private readonly PackedStrips<T> _vectorsTransposed;
    private readonly PackedStrips<T> _triangle;
    private readonly PackedStrips<T> _negatedVectors;
    private readonly ExecutionOptions _execution;

    /// <summary>Packs V and the triangle, T itself or Tᵀ for the transposed reflection.</summary>
    public BlockReflection(in MatrixView<T> vectors, in MatrixView<T> triangle, ExecutionOptions execution)
    {
        TileKernel<T> kernel = TileKernel<T>.Best;
        _vectorsTransposed = new PackedStrips<T>(vectors.Transposed, T.One, kernel, execution);
        _triangle = new PackedStrips<T>(triangle, T.One, kernel, execution);
        _negatedVectors = new PackedStrips<T>(vectors, -T.One, kernel, execution);
        _execution = execution;
    }

    /// <summary>C ← (I − V·T·Vᵀ)·C. Groups of columns are independent: each is done by one thread, with the same bits.</summary>
    public void Apply(MatrixView<T> c)
    {
        long work = (long)c.Rows * c.Columns * _triangle.Rows;
        ExecutionOptions execution = work < ParallelWork ? _execution with { MaxDegreeOfParallelism = 1 } : _execution;
        int wanted = c.Columns / (2 * execution.Degree) / FewestColumns * FewestColumns;
        int width = execution.Degree == 1 ? TileLoop.ColumnBlock : Math.Clamp(wanted, FewestColumns, TileLoop.ColumnBlock);
        int groups = (c.Columns + width - 1) / width;
        ParallelRange.Run(groups, execution, group =>
        {
            int column = group * width;
            ApplyToGroup(c.Block(0, column, c.Rows, Math.Min(width, c.Columns - column)));
        });
    }

    public void Dispose()
    {
        _vectorsTransposed.Dispose();
        _triangle.Dispose();
        _negatedVectors.Dispose();
    }

    private unsafe void ApplyToGroup(in MatrixView<T> c)
    {
        int rank = _triangle.Rows;
        using AlignedBuffer<T> buffer = new(2L * rank * c.Columns);
        MatrixView<T> products = new(buffer.First, rank, c.Columns, c.Columns);
        MatrixView<T> weights = new(buffer.First + ((nint)rank * c.Columns), rank, c.Columns, c.Columns);
        TileLoop.Run(_vectorsTransposed, 0, _vectorsTransposed.StripCount, c, products, ProductMode.Overwrite);
        TileLoop.Run(_triangle, 0, _triangle.StripCount, products, weights, ProductMode.Overwrite);
        TileLoop.Run(_negatedVectors, 0, _negatedVectors.StripCount, weights, c, ProductMode.Add);
    }
}
