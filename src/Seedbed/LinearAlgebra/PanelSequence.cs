using System.Numerics;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// A matrix that is worked on panel by panel: to the right while it is factored, back to the left while Q takes its place.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class PanelSequence<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements below which starting other threads costs more than they save.</summary>
    private const int ParallelElements = 1 << 15;

    private readonly MatrixView<T> _matrix;
    private readonly int _width;
    private readonly ExecutionOptions _execution;
    private readonly ReflectorPanel<T> _panel;
    private readonly AlignedBuffer<T> _corner;
    private readonly AlignedBuffer<T> _triangles;
    private readonly T[] _signs;

    /// <summary>The matrix, at least as tall as wide, in panels of this width.</summary>
    public PanelSequence(in MatrixView<T> matrix, int width, ExecutionOptions execution)
    {
        _matrix = matrix;
        _width = Math.Min(width, Math.Max(1, matrix.Columns));
        _execution = execution;
        _panel = new ReflectorPanel<T>(matrix.Rows, _width, execution);
        _corner = new AlignedBuffer<T>(_width * _width);
        _triangles = new AlignedBuffer<T>((long)(matrix.Columns + _width) * _width);
        _signs = new T[matrix.Columns];
    }

    /// <summary>Replaces the matrix by its reflection vectors.</summary>
    public void Factor()
    {
        for (int start = 0; start < _matrix.Columns; start += _width)
        {
            MatrixView<T> columns = PanelAt(start);
            _panel.Load(columns);
            _panel.Make(ReflectorSource.Eliminated);
            _panel.Store(columns);
            Keep(_panel, start);
            if (start + columns.Columns < _matrix.Columns)
            {
                BlockReflection<T> reflection = new(_panel.Vectors, _panel.Triangle.Transposed, _execution);
                reflection.Apply(_matrix.From(start, start + columns.Columns));
            }
        }
    }

    /// <summary>Makes a reflection of every column as it stands. No panel waits for another.</summary>
    public void MakeIndependent()
    {
        int panels = (_matrix.Columns + _width - 1) / _width;
        bool isSmall = (long)_matrix.Rows * _matrix.Columns < ParallelElements;
        (isSmall ? _execution with { MaxDegreeOfParallelism = 1 } : _execution).Run(panels, index =>
        {
            int start = index * _width;
            MatrixView<T> columns = PanelAt(start);
            using ReflectorPanel<T> panel = new(columns.Rows, columns.Columns, _execution with { MaxDegreeOfParallelism = 1 });
            panel.Load(columns);
            panel.Make(ReflectorSource.Independent);
            panel.Store(columns);
            Keep(panel, start);
        });
    }

    /// <summary>Replaces the reflection vectors by Q.</summary>
    public void BuildQ()
    {
        int last = (_matrix.Columns - 1) / _width * _width;
        for (int start = last; start >= 0 && _matrix.Columns > 0; start -= _width)
        {
            MatrixView<T> columns = PanelAt(start);
            MatrixView<T> triangle = TriangleAt(start, columns.Columns);
            _panel.Load(columns);
            if (start + columns.Columns < _matrix.Columns)
            {
                BlockReflection<T> reflection = new(_panel.Vectors, triangle, _execution);
                reflection.Apply(_matrix.From(start, start + columns.Columns));
            }

            WriteColumns(start, columns, triangle);
        }
    }

    public void Dispose()
    {
        _panel.Dispose();
        _corner.Dispose();
        _triangles.Dispose();
    }

    /// <summary>The panel's columns from its diagonal down.</summary>
    private MatrixView<T> PanelAt(int start) =>
        _matrix.Block(start, start, _matrix.Rows - start, Math.Min(_width, _matrix.Columns - start));

    private MatrixView<T> TriangleAt(int start, int width) => new(_triangles.First + ((nint)start * _width), width, width, _width);

    private void Keep(ReflectorPanel<T> panel, int start)
    {
        MatrixView<T> from = panel.Triangle;
        MatrixView<T> to = TriangleAt(start, from.Columns);
        for (int i = 0; i < from.Rows; i++)
        {
            new ReadOnlySpan<T>(from.At(i, 0), from.Columns).CopyTo(new Span<T>(to.At(i, 0), from.Columns));
        }

        panel.Signs.CopyTo(_signs.AsSpan(start));
    }

    /// <summary>
    /// Q's columns of this panel: (I − V·T·Vᵀ)·(D over zeros) = (D over zeros) − V·(T·V₁ᵀ·D), V₁ the square at the top of V.
    /// </summary>
    private void WriteColumns(int start, in MatrixView<T> columns, in MatrixView<T> triangle)
    {
        int width = columns.Columns;
        MatrixView<T> corner = new(_corner.First, width, width, width);
        MatrixProduct.Multiply(triangle, _panel.Vectors.Block(0, 0, width, width).Transposed, corner, execution: _execution);
        for (int i = 0; i < _matrix.Rows; i++)
        {
            new Span<T>(_matrix.At(i, start), width).Clear();
        }

        for (int j = 0; j < width; j++)
        {
            T sign = _signs[start + j];
            *columns.At(j, j) = sign;
            for (int i = 0; i < width; i++)
            {
                *corner.At(i, j) *= -sign;
            }
        }

        MatrixProduct.Multiply(_panel.Vectors, corner, columns, columns, _execution);
    }
}
