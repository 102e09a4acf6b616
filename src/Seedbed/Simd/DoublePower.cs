namespace Seedbed.Simd;

/// <summary>Powers and logarithms of formulas that are computed once a value: in double, the same on every machine.</summary>
internal static class DoublePower
{
    private const double Ln2 = 0.6931471805599453;

    /// <summary>xʸ for x &gt; 0, within some |y·ln x| ULP.</summary>
    internal static double Power(double x, double y) => DoubleExp.Exp(y * DoubleLog.Log(x));

    /// <summary>2ˣ, exact where x is whole.</summary>
    internal static double OfTwo(double x)
    {
        double whole = Math.Floor(x);
        return Math.ScaleB(DoubleExp.Exp((x - whole) * Ln2), (int)whole);
    }

    /// <summary>1 − e⁻ˣ for x ≥ 0, which keeps its digits near 0.</summary>
    internal static double OneMinusExp(double x)
    {
        if (x > 0.5)
        {
            return 1 - DoubleExp.Exp(-x);
        }

        double term = x;
        double sum = 0;
        for (int n = 2; Math.Abs(term) > sum * 1e-18; n++)
        {
            sum += term;
            term *= -x / n;
        }

        return sum;
    }

    /// <summary>ln(eˣ − 1) for x &gt; 0, the inverse of softplus.</summary>
    internal static double InverseSoftplus(double x) => x + DoubleLog.Log(OneMinusExp(x));
}
