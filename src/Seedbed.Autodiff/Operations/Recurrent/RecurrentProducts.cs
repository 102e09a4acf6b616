using System.Numerics;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Autodiff;

/// <summary>The products with a recurrent kernel, packed once for all steps.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class RecurrentProducts<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape _tape;
    private readonly Tensor _memory;
    private readonly PackedMatrix<T> _kernel;
    private readonly OffsetTable _columns;
    private readonly int _leftStride;

    private RecurrentProducts(Tape tape, RecurrentShape shape, MatrixView<T> factor, int leftStride)
    {
        _tape = tape;
        _memory = tape.New(PackedMatrix<T>.LengthOf(factor.Rows, factor.Columns));
        _kernel = PackedMatrix<T>.Pack(factor, _memory.First<T>());
        _columns = new OffsetTable(factor.Rows, 1);
        _leftStride = leftStride;
    }

    /// <summary>For states times the kernel, or some columns of it.</summary>
    /// <param name="tape">Gives memory.</param>
    /// <param name="shape">The recurrence.</param>
    /// <param name="kernel">(units, gates·units).</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">How many.</param>
    /// <param name="leftStride">Elements from one sequence's left factor to the next one's.</param>
    internal static RecurrentProducts<T> Forward(Tape tape, RecurrentShape shape, Tensor kernel, int column, int columns, int leftStride) =>
        new(tape, shape, new MatrixView<T>(kernel.First<T>() + column, shape.Units, columns, shape.ProjectionSize), leftStride);

    /// <summary>For slopes of projections times the transposed kernel, or some rows of that.</summary>
    internal static RecurrentProducts<T> Backward(
        Tape tape, RecurrentShape shape, Tensor kernel, int column, int columns, int leftStride) =>
        new(tape, shape, new MatrixView<T>(kernel.First<T>() + column, shape.Units, columns, shape.ProjectionSize).Transposed, leftStride);

    /// <summary>The product for some sequences at one step.</summary>
    /// <param name="left">The left factor of the first of all sequences at this step.</param>
    /// <param name="sequence">The first of the sequences.</param>
    /// <param name="count">How many.</param>
    /// <param name="result">Where the first of these sequences' result goes.</param>
    /// <param name="stride">Elements from one sequence's result to the next one's.</param>
    /// <param name="mode">What becomes of the old values.</param>
    internal void Multiply(T* left, int sequence, int count, T* result, int stride, WriteMode mode)
    {
        T* first = left + ((nint)sequence * _leftStride);
        GatheredMatrix<T> rows = new(first, count, _columns.First, _kernel.Rows) { RowStride = _leftStride };
        MatrixView<T> to = new(result, count, _kernel.Columns, stride);
        MatrixProduct.Multiply(rows, _kernel, to, mode == WriteMode.Add ? to : default);
    }

    /// <summary>Adds Σ statesᵀ·slopes over all sequences and steps to some columns of the kernel's gradient.</summary>
    /// <param name="tape">Gives threads.</param>
    /// <param name="shape">The recurrence.</param>
    /// <param name="states">What the kernel was multiplied by at the first step of the first sequence.</param>
    /// <param name="stateStride">Elements from one sequence's to the next one's; steps are units apart.</param>
    /// <param name="slopes">(batch, steps, gates·units), from the first column on.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="gradient">The kernel's gradient, from the first column on.</param>
    internal static void AddKernelGradient(Tape tape, RecurrentShape shape, T* states, int stateStride, T* slopes, int columns, T* gradient)
    {
        Tensor table = tape.New(sizeof(nint) / sizeof(float) * shape.Batch * shape.Steps);
        nint* columnOffsets = (nint*)table.Buffer.First;
        for (int sequence = 0; sequence < shape.Batch; sequence++)
        {
            for (int step = 0; step < shape.Steps; step++)
            {
                columnOffsets[(sequence * shape.Steps) + step] = ((nint)sequence * stateStride) + ((nint)step * shape.Units);
            }
        }

        GatheredMatrix<T> left = new(states, shape.Units, columnOffsets, shape.Batch * shape.Steps) { RowStride = 1 };
        MatrixView<T> right = new(slopes, shape.Batch * shape.Steps, columns, shape.ProjectionSize);
        MatrixView<T> sum = new(gradient, shape.Units, columns, shape.ProjectionSize);
        MatrixProduct.Multiply(left, right, sum, sum, tape.Execution);
        tape.Release(table);
    }

    public void Dispose()
    {
        _columns.Dispose();
        _tape.Release(_memory);
    }
}
