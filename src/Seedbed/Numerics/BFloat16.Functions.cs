// The platform's C library is banned for values; these members only complete the generic-math interfaces and make no weights.
#pragma warning disable RS0030

namespace Seedbed;

/// <content>Elementary functions, through those of <see cref="float"/>: not the same bits on every system.</content>
public readonly partial struct BFloat16
{
    /// <inheritdoc/>
    public static BFloat16 Acos(BFloat16 x) => (BFloat16)float.Acos((float)x);

    /// <inheritdoc/>
    public static BFloat16 AcosPi(BFloat16 x) => (BFloat16)float.AcosPi((float)x);

    /// <inheritdoc/>
    public static BFloat16 Acosh(BFloat16 x) => (BFloat16)float.Acosh((float)x);

    /// <inheritdoc/>
    public static BFloat16 Asin(BFloat16 x) => (BFloat16)float.Asin((float)x);

    /// <inheritdoc/>
    public static BFloat16 AsinPi(BFloat16 x) => (BFloat16)float.AsinPi((float)x);

    /// <inheritdoc/>
    public static BFloat16 Asinh(BFloat16 x) => (BFloat16)float.Asinh((float)x);

    /// <inheritdoc/>
    public static BFloat16 Atan(BFloat16 x) => (BFloat16)float.Atan((float)x);

    /// <inheritdoc/>
    public static BFloat16 AtanPi(BFloat16 x) => (BFloat16)float.AtanPi((float)x);

    /// <inheritdoc/>
    public static BFloat16 Atanh(BFloat16 x) => (BFloat16)float.Atanh((float)x);

    /// <inheritdoc/>
    public static BFloat16 Cbrt(BFloat16 x) => (BFloat16)float.Cbrt((float)x);

    /// <inheritdoc/>
    public static BFloat16 Cos(BFloat16 x) => (BFloat16)float.Cos((float)x);

    /// <inheritdoc/>
    public static BFloat16 CosPi(BFloat16 x) => (BFloat16)float.CosPi((float)x);

    /// <inheritdoc/>
    public static BFloat16 Cosh(BFloat16 x) => (BFloat16)float.Cosh((float)x);

    /// <inheritdoc/>
    public static BFloat16 DegreesToRadians(BFloat16 degrees) => (BFloat16)float.DegreesToRadians((float)degrees);

    /// <inheritdoc/>
    public static BFloat16 Exp(BFloat16 x) => (BFloat16)float.Exp((float)x);

    /// <inheritdoc/>
    public static BFloat16 ExpM1(BFloat16 x) => (BFloat16)float.ExpM1((float)x);

    /// <inheritdoc/>
    public static BFloat16 Exp2(BFloat16 x) => (BFloat16)float.Exp2((float)x);

    /// <inheritdoc/>
    public static BFloat16 Exp2M1(BFloat16 x) => (BFloat16)float.Exp2M1((float)x);

    /// <inheritdoc/>
    public static BFloat16 Exp10(BFloat16 x) => (BFloat16)float.Exp10((float)x);

    /// <inheritdoc/>
    public static BFloat16 Exp10M1(BFloat16 x) => (BFloat16)float.Exp10M1((float)x);

    /// <inheritdoc/>
    public static BFloat16 Log(BFloat16 x) => (BFloat16)float.Log((float)x);

    /// <inheritdoc/>
    public static BFloat16 LogP1(BFloat16 x) => (BFloat16)float.LogP1((float)x);

    /// <inheritdoc/>
    public static BFloat16 Log2(BFloat16 x) => (BFloat16)float.Log2((float)x);

    /// <inheritdoc/>
    public static BFloat16 Log2P1(BFloat16 x) => (BFloat16)float.Log2P1((float)x);

    /// <inheritdoc/>
    public static BFloat16 Log10(BFloat16 x) => (BFloat16)float.Log10((float)x);

    /// <inheritdoc/>
    public static BFloat16 Log10P1(BFloat16 x) => (BFloat16)float.Log10P1((float)x);

    /// <inheritdoc/>
    public static BFloat16 RadiansToDegrees(BFloat16 radians) => (BFloat16)float.RadiansToDegrees((float)radians);

    /// <inheritdoc/>
    public static BFloat16 Sin(BFloat16 x) => (BFloat16)float.Sin((float)x);

    /// <inheritdoc/>
    public static BFloat16 SinPi(BFloat16 x) => (BFloat16)float.SinPi((float)x);

    /// <inheritdoc/>
    public static BFloat16 Sinh(BFloat16 x) => (BFloat16)float.Sinh((float)x);

    /// <inheritdoc/>
    public static BFloat16 Tan(BFloat16 x) => (BFloat16)float.Tan((float)x);

    /// <inheritdoc/>
    public static BFloat16 TanPi(BFloat16 x) => (BFloat16)float.TanPi((float)x);

    /// <inheritdoc/>
    public static BFloat16 Tanh(BFloat16 x) => (BFloat16)float.Tanh((float)x);

    /// <inheritdoc/>
    public static BFloat16 Log(BFloat16 x, BFloat16 newBase) => (BFloat16)float.Log((float)x, (float)newBase);

    /// <inheritdoc/>
    public static BFloat16 Atan2(BFloat16 y, BFloat16 x) => (BFloat16)float.Atan2((float)y, (float)x);

    /// <inheritdoc/>
    public static BFloat16 Atan2Pi(BFloat16 y, BFloat16 x) => (BFloat16)float.Atan2Pi((float)y, (float)x);

    /// <inheritdoc/>
    public static BFloat16 Hypot(BFloat16 x, BFloat16 y) => (BFloat16)float.Hypot((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 Pow(BFloat16 x, BFloat16 y) => (BFloat16)float.Pow((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 RootN(BFloat16 x, int n) => (BFloat16)float.RootN((float)x, n);

    /// <inheritdoc/>
    public static (BFloat16 Sin, BFloat16 Cos) SinCos(BFloat16 x)
    {
        (float sin, float cos) = float.SinCos((float)x);
        return ((BFloat16)sin, (BFloat16)cos);
    }

    /// <inheritdoc/>
    public static (BFloat16 SinPi, BFloat16 CosPi) SinCosPi(BFloat16 x)
    {
        (float sin, float cos) = float.SinCosPi((float)x);
        return ((BFloat16)sin, (BFloat16)cos);
    }

    /// <summary>value1 · (1 − amount) + value2 · amount, in <see cref="float"/>, rounded once more at the end.</summary>
    /// <param name="value1">The result for amount = 0.</param>
    /// <param name="value2">The result for amount = 1.</param>
    /// <param name="amount">The share of <paramref name="value2"/>; usually 0 to 1, every number is allowed.</param>
    /// <returns>The interpolated number.</returns>
    public static BFloat16 Lerp(BFloat16 value1, BFloat16 value2, BFloat16 amount)
    {
        float share = (float)amount;
        return (BFloat16)float.FusedMultiplyAdd((float)value1, 1 - share, (float)value2 * share);
    }
}
