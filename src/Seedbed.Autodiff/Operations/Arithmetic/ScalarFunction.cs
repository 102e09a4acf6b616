using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// y = f(x) and its slope, each element by itself in double: functions that networks seldom have, and no kernel is made for.
/// </summary>
public sealed partial class ScalarFunction : ElementOperation
{
    private const double Ln2 = 0.69314718055994530942;
    private const double QuickRate = 1.702;
    private const double TwoByRootPi = 1.1283791670955125739;

    private readonly Func<double, double> _value;
    private readonly Func<double, double, double> _slope;

    private ScalarFunction(Func<double, double> value, Func<double, double, double> slope, params double[] breakpoints) =>
        (_value, _slope, Breakpoints) = (value, slope, breakpoints);

    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints { get; }

    /// <summary>sin x, for |x| below 2³⁰.</summary>
    public static ScalarFunction Sine { get; } = new(x => SinCos(x).Sin, (x, _) => SinCos(x).Cos);

    /// <summary>cos x, for |x| below 2³⁰.</summary>
    public static ScalarFunction Cosine { get; } = new(x => SinCos(x).Cos, (x, _) => -SinCos(x).Sin);

    /// <summary>tan x = sin x / cos x; its slope is 1 + y².</summary>
    public static ScalarFunction Tangent { get; } = new(x => SinCos(x).Sin / SinCos(x).Cos, (_, y) => 1 + (y * y));

    /// <summary>sinh x = (eˣ − e⁻ˣ) / 2.</summary>
    public static ScalarFunction HyperbolicSine { get; } = new(Sinh, (x, _) => Cosh(x));

    /// <summary>cosh x = (eˣ + e⁻ˣ) / 2.</summary>
    public static ScalarFunction HyperbolicCosine { get; } = new(Cosh, (x, _) => Sinh(x));

    /// <summary>eˣ − 1.</summary>
    public static ScalarFunction ExpM1 { get; } = new(Expm1, (_, y) => y + 1);

    /// <summary>2ˣ.</summary>
    public static ScalarFunction Exp2 { get; } = new(x => Exp(x * Ln2), (_, y) => y * Ln2);

    /// <summary>ln(1 + x).</summary>
    public static ScalarFunction LogP1 { get; } = new(Log1p, (x, _) => 1 / (1 + x));

    /// <summary>erf x = 2/√π · ∫ exp(−t²) dt from 0 to x.</summary>
    public static ScalarFunction Erf { get; } = new(
        x => 1 - ErrorFunction.Complement(x, Exp(-x * x)), (x, _) => TwoByRootPi * Exp(-x * x));

    /// <summary>x·σ(1.702·x), the sigmoid's approximation of GELU; its slope is σ + 1.702·y·(1 − σ).</summary>
    /// <remarks>Hendrycks and Gimpel 2016, section 2.</remarks>
    public static ScalarFunction QuickGelu { get; } = new(
        x => x * Logistic(QuickRate * x), (x, y) => Logistic(QuickRate * x) + (QuickRate * y * Logistic(-QuickRate * x)));

    /// <summary>max(x, 0)².</summary>
    /// <remarks>So et al. 2021 (Primer), section 4.</remarks>
    public static ScalarFunction SquaredRelu { get; } = new(x => x > 0 ? x * x : 0, (x, _) => x > 0 ? x + x : 0, 0);

    /// <summary>min(max((x + 1) / 2, 0), 1).</summary>
    /// <remarks>Source: <c>keras.activations.sparse_sigmoid</c>.</remarks>
    public static ScalarFunction SparseSigmoid { get; } =
        new(x => Math.Clamp((x + 1) / 2, 0, 1), (x, _) => Math.Abs(x) < 1 ? 0.5 : 0, -1, 1);

    /// <summary>xᵖ: of numbers below 0 where p is a whole number, else no number; its slope is p·xᵖ⁻¹.</summary>
    /// <param name="exponent">p.</param>
    public static ScalarFunction Power(double exponent) =>
        new(x => Raised(x, exponent), (x, _) => exponent == 0 ? 0 : exponent * Raised(x, exponent - 1));

    /// <summary>A function whose slope is taken as 0, such as one to whole numbers.</summary>
    /// <param name="value">The function.</param>
    public static ScalarFunction Step(Func<double, double> value) => new(value, (_, _) => 0);

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.CreateTruncating(_value(double.CreateTruncating(x[i])));
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = T.CreateTruncating(_slope(double.CreateTruncating(x[i]), double.CreateTruncating(y[i])));
        }
    }

    // Compiled fully at the first call: a short run would else be over before that.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Exp(double x) => VectorFunctions.ExpOverTheRange(Vector.Create(x))[0];

    private static double Logistic(double x) => 1 / (1 + Exp(-x));

    private static double Expm1(double x)
    {
        const double Large = 0.5;
        return Math.Abs(x) < Large ? VectorFunctions.ExpM1(Vector.Create(x))[0] : Exp(x) - 1;
    }

    private static double Sinh(double x) => Math.Abs(x) < 1 ? (Expm1(x) - Expm1(-x)) / 2 : (Exp(x) - Exp(-x)) / 2;

    private static double Cosh(double x) => (Exp(x) + Exp(-x)) / 2;

    /// <summary>The rounding of 1 + x is undone: ln u · x / (u − 1), as W. Kahan has it.</summary>
    private static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Log(u) * (double.IsFinite(u) ? x / (u - 1) : 1);
    }

    /// <summary>The kernel takes normal numbers above 0.</summary>
    private static double Log(double x) => x == 0 ? double.NegativeInfinity
        : x < 0 || double.IsNaN(x) ? double.NaN
        : double.IsPositiveInfinity(x) ? x
        : double.IsNormal(x) ? RealFunctions.Log(x)
        : RealFunctions.Log(x * (1L << 54)) - (54 * Ln2);

    private static double Raised(double x, double exponent)
    {
        if (exponent == 0 || x == 1)
        {
            return 1;
        }

        bool isWhole = double.IsInteger(exponent);
        if (isWhole && Math.Abs(exponent) <= 64)
        {
            return WholePower(x, (int)exponent);
        }

        double size = x == 0 ? (exponent > 0 ? 0 : double.PositiveInfinity) : Exp(exponent * Log(Math.Abs(x)));
        return x >= 0 ? size : !isWhole ? double.NaN : double.IsOddInteger(exponent) ? -size : size;
    }

    private static double WholePower(double x, int exponent)
    {
        double power = 1;
        for (int bit = 64; bit > 0; bit /= 2)
        {
            power *= power;
            power *= (Math.Abs(exponent) & bit) != 0 ? x : 1;
        }

        return exponent < 0 ? 1 / power : power;
    }

    /// <summary>Taylor's series on [−π/4, π/4]; what is taken away is π/2 in three parts, as Cody and Waite have it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Sin, double Cos) SinCos(double angle)
    {
        const double High = 1.5707963267341256;
        const double Middle = 6.0771005063039660e-11;
        const double Low = 2.0222662487959506e-21;
        double quarters = Math.Round(angle / (Math.PI / 2));
        double x = angle - (quarters * High) - (quarters * Middle) - (quarters * Low);
        (double sin, double cos, double term) = (0, 0, 1);
        for (int power = 0; power < 20; power++)
        {
            double signed = power % 4 < 2 ? term : -term;
            (sin, cos) = power % 2 == 0 ? (sin, cos + signed) : (sin + signed, cos);
            term *= x / (power + 1);
        }

        return ((((long)quarters % 4) + 4) % 4) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }
}
