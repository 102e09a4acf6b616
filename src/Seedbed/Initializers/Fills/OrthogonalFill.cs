using System.Numerics;
using System.Runtime.InteropServices;
using Seedbed.LinearAlgebra;
using Seedbed.Random;

namespace Seedbed.Initializers.Fills;

/// <summary>One orthogonal matrix on its way into a tensor: normal numbers, their orthonormal columns, the gain, one rounding.</summary>
/// <param name="request">What is to be filled.</param>
/// <param name="key">Whose normal matrix.</param>
/// <param name="method">How it becomes orthogonal.</param>
/// <param name="gain">What it is multiplied by.</param>
/// <param name="rows">The tensor's rows as a matrix, from 1.</param>
/// <param name="columns">Its columns, from 1.</param>
internal readonly ref struct OrthogonalFill(
    in FillRequest request, RandomKey key, OrthogonalMethod method, double gain, long rows, long columns)
{
    /// <summary>tall · thin² up to which the arithmetic is in double: those of 256 × 256, below a millisecond.</summary>
    private const long WorkInDouble = 1L << 24;

    private readonly FillRequest _request = request;
    private readonly int _tall = (int)Math.Max(rows, columns);
    private readonly int _thin = (int)Math.Min(rows, columns);

    // A wide matrix is Qᵀ.
    private readonly bool _isTransposed = rows < columns;

    /// <summary>Fills the destination with its part of the matrix.</summary>
    public void Fill<T>(Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (ElementTypes.Of<T>() == ElementType.Float64)
        {
            FillIn<double, double, T>(destination);
        }
        else if ((Int128)_tall * _thin * _thin <= WorkInDouble)
        {
            FillIn<double, float, T>(destination);
        }
        else
        {
            FillIn<float, float, T>(destination);
        }
    }

    private void FillIn<TWork, TDrawn, T>(Span<T> destination)
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
        where TDrawn : unmanaged, IFloatingPointIeee754<TDrawn>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = _tall * _thin;
        bool isInPlace = typeof(T) == typeof(TWork) && destination.Length == count && !_isTransposed;
        Span<TWork> matrix = isInPlace ? MemoryMarshal.Cast<T, TWork>(destination) : GC.AllocateUninitializedArray<TWork>(count);
        Draw<TWork, TDrawn>(matrix);
        switch (method)
        {
            case OrthogonalMethod.Factorization:
                HouseholderQr.Orthonormalize(matrix, _tall, _thin, _request.Execution);
                break;
            case OrthogonalMethod.Reflectors:
                HouseholderQr.ReplaceByReflections(matrix, _tall, _thin, _request.Execution);
                break;
            default:
                throw new InvalidOperationException($"unknown method {method}");
        }

        if (!isInPlace || gain != 1)
        {
            ScaledMatrix<TWork> scaled = new(_tall, _thin, gain, _request.Execution);
            if (_isTransposed)
            {
                scaled.WriteTransposed(matrix, _request.Start, destination);
            }
            else
            {
                scaled.Write(matrix, _request.Start, destination);
            }
        }
    }

    /// <summary>The stream's standard normal matrix of shape (tall, thin).</summary>
    private void Draw<TWork, TDrawn>(Span<TWork> matrix)
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
        where TDrawn : unmanaged, IFloatingPointIeee754<TDrawn>
    {
        if (typeof(TWork) == typeof(TDrawn))
        {
            _request.Stream.FillNormal(key, 0, 1, 0, matrix, _request.Execution);
            return;
        }

        TDrawn[] drawn = new TDrawn[matrix.Length];
        _request.Stream.FillNormal(key, 0, 1, 0, drawn.AsSpan(), _request.Execution);
        for (int i = 0; i < drawn.Length; i++)
        {
            matrix[i] = TWork.CreateTruncating(drawn[i]);
        }
    }
}
