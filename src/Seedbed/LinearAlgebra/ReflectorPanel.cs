using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// Neighbouring columns of a matrix as reflection vectors: H₁·H₂·…·Hₙ = I − V·T·Vᵀ, V with zeros above its diagonal, T upper triangular
/// (the compact WY form, Schreiber and Van Loan 1989).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// Made by halving (Elmroth and Gustavson 2000): the left half's reflections are applied to the right half by matrix products, down to
/// leaves of one vector's width. With T₁, T₂ of the halves, T's upper right corner is −T₁·(V₁ᵀ·V₂)·T₂.
/// </remarks>
internal sealed unsafe class ReflectorPanel<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements between rows beyond the width: rows a power of two apart would share the lines of a cache.</summary>
    private const int RowPadding = 16;

    private readonly AlignedBuffer<T> _vectors;
    private readonly AlignedBuffer<T> _triangle;
    private readonly AlignedBuffer<T> _scratch;
    private readonly T[] _signs;
    private readonly int _capacity;
    private readonly ExecutionOptions _execution;

    /// <summary>Room for panels of at most this height and width.</summary>
    public ReflectorPanel(int rows, int width, ExecutionOptions execution)
    {
        _capacity = (width + LeafWidth - 1) / LeafWidth * LeafWidth;
        _vectors = new AlignedBuffer<T>((long)rows * RowStride);
        _triangle = new AlignedBuffer<T>((long)_capacity * _capacity);
        _scratch = new AlignedBuffer<T>(2L * _capacity * _capacity);
        _signs = new T[_capacity];
        _execution = execution;
    }

    /// <summary>Columns of a leaf: those of a 512-bit vector on every machine, for they decide the order of arithmetic.</summary>
    public static int LeafWidth => Vector512<T>.Count;

    /// <summary>V.</summary>
    public MatrixView<T> Vectors { get; private set; }

    /// <summary>T.</summary>
    public MatrixView<T> Triangle => new(_triangle.First, Vectors.Columns, Vectors.Columns, _capacity);

    /// <summary>The signs of R's diagonal.</summary>
    public ReadOnlySpan<T> Signs => _signs.AsSpan(0, Vectors.Columns);

    private int RowStride => _capacity + RowPadding;

    /// <summary>Takes a copy of columns whose reflections are already made, or are to be made.</summary>
    public void Load(in MatrixView<T> source)
    {
        Vectors = new MatrixView<T>(_vectors.First, source.Rows, source.Columns, RowStride);
        for (int i = 0; i < source.Rows; i++)
        {
            Span<T> row = new(Vectors.At(i, 0), _capacity);
            new ReadOnlySpan<T>(source.At(i, 0), source.Columns).CopyTo(row);
            row[source.Columns..].Clear();
        }
    }

    /// <summary>Writes V back to where the columns came from.</summary>
    public void Store(in MatrixView<T> destination)
    {
        for (int i = 0; i < destination.Rows; i++)
        {
            new ReadOnlySpan<T>(Vectors.At(i, 0), destination.Columns).CopyTo(new Span<T>(destination.At(i, 0), destination.Columns));
        }
    }

    /// <summary>Makes V and T from the columns loaded.</summary>
    public void Make(ReflectorSource source)
    {
        new Span<T>(_triangle.First, _capacity * _capacity).Clear();
        Make(0, Vectors.Columns, source);
    }

    /// <summary>Changes every sign, which changes no rounding.</summary>
    public static void Negate(in MatrixView<T> matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            Span<T> row = new(matrix.At(i, 0), matrix.Columns);
            TensorPrimitives.Negate(row, row);
        }
    }

    public void Dispose()
    {
        _vectors.Dispose();
        _triangle.Dispose();
        _scratch.Dispose();
    }

    private void Make(int column, int width, ReflectorSource source)
    {
        _execution.CancellationToken.ThrowIfCancellationRequested();
        if (width <= LeafWidth)
        {
            ReflectorLeaf<T> leaf =
                new(Vectors.Block(column, column, Vectors.Rows - column, width), Triangle.Block(column, column, width, width));
            leaf.Make(source, _signs.AsSpan(column, width));
            return;
        }

        int left = ((width / 2) + LeafWidth - 1) / LeafWidth * LeafWidth;
        int middle = column + left;
        int right = width - left;
        Make(column, left, source);
        if (source == ReflectorSource.Eliminated)
        {
            Eliminate(column, left, right);
        }

        for (int i = column; i < middle; i++)
        {
            new Span<T>(Vectors.At(i, middle), right).Clear();
        }

        Make(middle, right, source);
        Join(column, left, right);
    }

    /// <summary>A₂ ← (I − V₁·T₁ᵀ·V₁ᵀ)·A₂ for the right half's columns.</summary>
    private void Eliminate(int column, int left, int right)
    {
        MatrixView<T> v = Vectors.Block(column, column, Vectors.Rows - column, left);
        MatrixView<T> a = Vectors.Block(column, column + left, v.Rows, right);
        MatrixView<T> product = Scratch(0, left, right);
        MatrixView<T> weights = Scratch(1, left, right);
        MatrixProduct.Multiply(v.Transposed, a, product, execution: _execution);
        MatrixProduct.Multiply(Triangle.Block(column, column, left, left).Transposed, product, weights, execution: _execution);
        Negate(weights);
        MatrixProduct.Multiply(v, weights, a, a, _execution);
    }

    /// <summary>T's upper right corner, −T₁·(V₁ᵀ·V₂)·T₂.</summary>
    private void Join(int column, int left, int right)
    {
        int middle = column + left;
        int rows = Vectors.Rows - middle;
        MatrixView<T> v1 = Vectors.Block(middle, column, rows, left);
        MatrixView<T> v2 = Vectors.Block(middle, middle, rows, right);
        MatrixView<T> inner = Scratch(0, left, right);
        MatrixView<T> product = Scratch(1, left, right);
        MatrixProduct.Multiply(v1.Transposed, v2, inner, execution: _execution);
        Negate(inner);
        MatrixProduct.Multiply(Triangle.Block(column, column, left, left), inner, product, execution: _execution);
        MatrixProduct.Multiply(
            product, Triangle.Block(middle, middle, right, right), Triangle.Block(column, middle, left, right), execution: _execution);
    }

    private MatrixView<T> Scratch(int index, int rows, int columns) =>
        new(_scratch.First + (index * _capacity * _capacity), rows, columns, _capacity);
}
