using Seedbed.Simd;

namespace Seedbed.Random;

/// <summary>The standard normal's distribution function Φ and its inverse, in double and the same on every machine.</summary>
internal static class NormalTails
{
    private const double InverseSqrtTwoPi = 0.3989422804014327;

    /// <summary>From here on the continued fraction of the tail is taken: it keeps its relative accuracy where ½ − … would not.</summary>
    private const double FarTail = 2.5;

    /// <summary>Steps of the fraction; at 2.5, where it is slowest, the rest is below 2⁻⁶⁰.</summary>
    private const int FractionSteps = 200;

    /// <summary>The density φ(x) = exp(−x²/2)/√(2π).</summary>
    internal static double Density(double x) => InverseSqrtTwoPi * DoubleExp.Exp(-0.5 * x * x);

    /// <summary>Φ(x), by the series of odd powers near 0 and Laplace's continued fraction in the tails.</summary>
    internal static double Below(double x)
    {
        if (double.IsInfinity(x))
        {
            return x > 0 ? 1 : 0;
        }

        double distance = Math.Abs(x);
        double tail = distance > FarTail ? Density(distance) / Fraction(distance) : 0.5 - Centre(distance);
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>Φ⁻¹(p) for 0 &lt; p &lt; 1: Wichura 1988, algorithm AS 241 (PPND16), relative accuracy about 1e-16.</summary>
    internal static double Inverse(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - (q * q);
            return q * Polynomial(r, s_centre) / Polynomial(r, s_centreDivisor);
        }

        double root = Math.Sqrt(-DoubleLog.Log(q < 0 ? p : 1 - p));
        double distance = root <= 5
            ? Polynomial(root - 1.6, s_middle) / Polynomial(root - 1.6, s_middleDivisor)
            : Polynomial(root - 5, s_far) / Polynomial(root - 5, s_farDivisor);
        return q < 0 ? -distance : distance;
    }

    /// <summary>Φ(x) − ½ = φ(x)·(x + x³/3 + x⁵/(3·5) + …); every term is positive for x &gt; 0.</summary>
    private static double Centre(double x)
    {
        double term = x;
        double sum = x;
        for (int odd = 3; term > sum * 1e-18; odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return Density(x) * sum;
    }

    /// <summary>x + 1/(x + 2/(x + 3/(x + …))).</summary>
    private static double Fraction(double x)
    {
        double value = x;
        for (int step = FractionSteps; step > 0; step--)
        {
            value = x + (step / value);
        }

        return value;
    }

    private static double Polynomial(double x, double[] coefficients)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = Math.FusedMultiplyAdd(sum, x, coefficients[i]);
        }

        return sum;
    }

    // The tables of AS 241, lowest power first.
    private static readonly double[] s_centre =
    [
        3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static readonly double[] s_centreDivisor =
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static readonly double[] s_middle =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] s_middleDivisor =
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] s_far =
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] s_farDivisor =
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
