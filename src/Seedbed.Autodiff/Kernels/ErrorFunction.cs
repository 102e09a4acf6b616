using System.Runtime.CompilerServices;

namespace Seedbed.Autodiff.Kernels;

/// <summary>erfc x = 1 − erf x = 2/√π · ∫ exp(−t²) dt from x to ∞, with a relative error below 10⁻¹⁴ for |x| up to 8.</summary>
/// <remarks>
/// Rational approximations on three ranges: W. J. Cody, Rational Chebyshev Approximations for the Error Function, Math. Comp. 23 (1969),
/// with the coefficients of his program CALERF (SPECFUN, Argonne 1990).
/// </remarks>
internal static class ErrorFunction
{
    private const double InverseRootPi = 0.56418958354775628695;

    private static ReadOnlySpan<double> SmallNumerator =>
        [1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];

    private static ReadOnlySpan<double> SmallDenominator =>
        [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];

    private static ReadOnlySpan<double> MiddleNumerator =>
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1, 2.98635138197400131e2,
        8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ];

    private static ReadOnlySpan<double> MiddleDenominator =>
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
        3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ];

    private static ReadOnlySpan<double> LargeNumerator =>
        [1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
            6.58749161529837803e-4];

    private static ReadOnlySpan<double> LargeDenominator =>
        [1, 2.56852019228982242e0, 1.87295284992346047e0, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    /// <summary>erfc x.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="power">exp(−x²).</param>
    /// <remarks>Compiled fully at the first call: a short run would else be over before that.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Complement(double x, double power)
    {
        double size = Math.Abs(x);
        if (size <= 0.46875)
        {
            return 1 - (x * Quotient(SmallNumerator, SmallDenominator, size * size));
        }

        double tail = size <= 4 ? Quotient(MiddleNumerator, MiddleDenominator, size) : LargeTail(size);
        tail *= power;
        return x < 0 ? 2 - tail : tail;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LargeTail(double size)
    {
        double square = 1 / (size * size);
        return (InverseRootPi - (square * Quotient(LargeNumerator, LargeDenominator, square))) / size;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Quotient(ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator, double x) =>
        Polynomial(numerator, x) / Polynomial(denominator, x);

    /// <summary>Horner's scheme, the highest power first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
