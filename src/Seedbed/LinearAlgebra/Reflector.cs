using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// The Householder reflection H = I − β·v·vᵀ that turns a vector x into (r, 0, …, 0); v stands where x stood.
/// </summary>
/// <param name="Beta">β = 2 / vᵀv, or 0 where x is already (r, 0, …, 0) and H = I.</param>
/// <param name="DiagonalSign">The sign of r: −1, 0 or 1, or NaN where x has a NaN or an infinity.</param>
/// <remarks>Golub and Van Loan, Matrix Computations, section 5.1: the sign of r is opposite to that of x[0], so nothing cancels.</remarks>
internal readonly record struct Reflector(double Beta, double DiagonalSign)
{
    /// <summary>Replaces <paramref name="x"/> by v.</summary>
    /// <remarks>
    /// Only the sign of r is wanted, and a positive factor changes neither it nor H: x is first brought to a largest magnitude in
    /// [1, 2) by an exact power of two, so squares neither overflow nor vanish, however small the numbers that elimination has left.
    /// </remarks>
    public static Reflector Replace(Span<double> x)
    {
        double largest = TensorPrimitives.MaxMagnitude<double>(x);
        if (largest == 0)
        {
            return new Reflector(0, 0);
        }

        // 2^1074, which the least subnormal would ask for, is not a double; 2^1022 is enough.
        TensorPrimitives.Multiply(x, Math.ScaleB(1, -Math.Max(Math.ILogB(largest), -1022)), x);
        double head = x[0];
        ref double first = ref MemoryMarshal.GetReference(x[1..]);
        double tailSquares = ColumnKernels.Dot(ref first, ref first, x.Length - 1);
        if (tailSquares == 0)
        {
            return new Reflector(0, SignOf(head));
        }

        double norm = Math.Sqrt((head * head) + tailSquares);
        double sign = head < 0 ? -1 : 1;
        x[0] = head + (sign * norm);

        // vᵀv / 2 = norm·(norm + |head|)
        return new Reflector(1 / (norm * (norm + Math.Abs(head))), double.IsFinite(norm) ? -sign : double.NaN);
    }

    /// <summary>Replaces v by sign(r)·H·(1, 0, …, 0).</summary>
    public void ReplaceByColumn(Span<double> v)
    {
        if (Beta == 0)
        {
            v.Clear();
        }
        else
        {
            TensorPrimitives.Multiply(v, -DiagonalSign * Beta * v[0], v);
        }

        v[0] += DiagonalSign;
    }

    private static double SignOf(double value) => double.IsNaN(value) ? value : Math.Sign(value);
}
