using System.Numerics;

namespace Seedbed.LinearAlgebra;

/// <summary>The Householder reflection H = I − β·v·vᵀ that turns a vector x into (r, 0, …, 0).</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="Beta">β = 2 / vᵀv, or 0 where x is already (r, 0, …, 0) and H = I.</param>
/// <param name="Head">v's first element; the others are those of x times <paramref name="Scale"/>.</param>
/// <param name="Scale">The power of two that brings x's largest magnitude into [1, 2), so that squares neither overflow nor vanish.</param>
/// <param name="DiagonalSign">The sign of r: −1, 0 or 1, or NaN where x has a NaN or an infinity.</param>
/// <remarks>Golub and Van Loan, Matrix Computations, section 5.1: the sign of r is opposite to that of x[0], so nothing cancels.</remarks>
internal readonly record struct Reflector<T>(T Beta, T Head, T Scale, T DiagonalSign)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The least exponent of a normal number, negated: the reciprocal of a smaller power of two overflows.</summary>
    private static int LargestExponent => typeof(T) == typeof(float) ? 126 : 1022;

    /// <summary>The scale for a vector of this largest magnitude, from 0.</summary>
    public static T ScaleFor(T largest) =>
        largest == T.Zero ? T.One : T.ScaleB(T.One, -int.Max(T.ILogB(largest), -LargestExponent));

    /// <summary>The reflection of a vector that is scaled already.</summary>
    /// <param name="head">x[0] · scale.</param>
    /// <param name="tailSquares">Σ (x[i] · scale)², i from 1.</param>
    /// <param name="scale"><see cref="ScaleFor"/> of x.</param>
    public static Reflector<T> Of(T head, T tailSquares, T scale)
    {
        if (tailSquares == T.Zero)
        {
            return new Reflector<T>(T.Zero, head, scale, T.IsNaN(head) ? head : T.CreateTruncating(T.Sign(head)));
        }

        T norm = T.Sqrt((head * head) + tailSquares);
        T sign = head < T.Zero ? -T.One : T.One;

        // vᵀv / 2 = norm·(norm + |head|)
        return new Reflector<T>(T.One / (norm * (norm + T.Abs(head))), head + (sign * norm), scale, T.IsFinite(norm) ? -sign : T.NaN);
    }
}
