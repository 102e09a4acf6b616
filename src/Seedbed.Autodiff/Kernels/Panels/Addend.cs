namespace Seedbed.Autodiff.Kernels.Panels;

/// <summary>What a product is added to: nothing, a matrix, or one row for all rows.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Addend<T>
    where T : unmanaged
{
    private Addend(T* first, nint stride)
    {
        First = first;
        Stride = stride;
    }

    /// <summary>Nothing.</summary>
    internal static Addend<T> None => default;

    /// <summary>The first element; null for nothing.</summary>
    internal T* First { get; }

    /// <summary>Elements from row to row; 0 for one row.</summary>
    internal nint Stride { get; }

    /// <summary>A matrix whose rows are so many elements apart.</summary>
    internal static Addend<T> Of(T* first, nint stride) => new(first, stride);

    /// <summary>One row, or nothing.</summary>
    internal static Addend<T> Row(Tensor? row) => row is null ? None : new Addend<T>(row.First<T>(), 0);

    /// <summary>The part from a row and a column on.</summary>
    internal Addend<T> From(int row, int column) => First == null ? None : new Addend<T>(First + (row * Stride) + column, Stride);
}
