using System.Numerics;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.LinearAlgebra;

/// <summary>I − V·T·Vᵀ, or its transpose, to be applied to many columns.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="vectors">V.</param>
/// <param name="triangle">T itself, or Tᵀ for the transposed reflection.</param>
/// <param name="execution">Threads and cancellation.</param>
internal readonly unsafe struct BlockReflection<T>(MatrixView<T> vectors, MatrixView<T> triangle, ExecutionOptions execution)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns a task takes, at least: fewer leave half a panel empty.</summary>
    private const int FewestColumns = 64;

    /// <summary>Columns a task takes, at most: what is made of them stays in the second-level cache.</summary>
    private const int MostColumns = 256;

    /// <summary>Multiply-adds below which starting other threads costs more than they save.</summary>
    private const long ParallelWork = 1L << 21;

    /// <summary>C ← (I − V·T·Vᵀ)·C. Groups of columns are independent: each is done by one thread, with the same bits.</summary>
    public void Apply(MatrixView<T> c)
    {
        BlockReflection<T> self = this;
        long work = (long)c.Rows * c.Columns * triangle.Rows;
        ExecutionOptions threads = work < ParallelWork ? execution with { MaxDegreeOfParallelism = 1 } : execution;
        int wanted = c.Columns / (2 * threads.Degree) / FewestColumns * FewestColumns;
        int width = threads.Degree == 1 ? MostColumns : Math.Clamp(wanted, FewestColumns, MostColumns);
        threads.Run((c.Columns + width - 1) / width, group =>
        {
            int column = group * width;
            self.ApplyToGroup(c.Block(0, column, c.Rows, Math.Min(width, c.Columns - column)));
        });
    }

    private void ApplyToGroup(in MatrixView<T> c)
    {
        ExecutionOptions here = execution with { MaxDegreeOfParallelism = 1 };
        int rank = triangle.Rows;
        using AlignedBuffer<T> buffer = new(2L * rank * c.Columns);
        MatrixView<T> products = new(buffer.First, rank, c.Columns, c.Columns);
        MatrixView<T> weights = new(buffer.First + ((nint)rank * c.Columns), rank, c.Columns, c.Columns);
        MatrixProduct.Multiply(vectors.Transposed, c, products, execution: here);
        MatrixProduct.Multiply(triangle, products, weights, execution: here);
        ReflectorPanel<T>.Negate(weights);
        MatrixProduct.Multiply(vectors, weights, c, c, here);
    }
}
