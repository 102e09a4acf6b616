namespace Seedbed.Autodiff;

/// <content>The inverses of circular and hyperbolic functions.</content>
public sealed partial class ScalarFunction
{
    /// <summary>arctan x, in (−π/2, π/2); its slope is 1/(1 + x²).</summary>
    public static ScalarFunction Arctangent { get; } = new(Atan, (x, _) => 1 / (1 + (x * x)));

    /// <summary>arcsin x, for |x| to 1, beyond no number; its slope is 1/√(1 − x²).</summary>
    public static ScalarFunction Arcsine { get; } = new(
        x => 2 * Atan(x / (1 + Math.Sqrt((1 - x) * (1 + x)))), (x, _) => 1 / Math.Sqrt((1 - x) * (1 + x)));

    /// <summary>arccos x, for |x| to 1, beyond no number; its slope is −1/√(1 − x²).</summary>
    public static ScalarFunction Arccosine { get; } = new(
        x => 2 * Atan(Math.Sqrt((1 - x) / (1 + x))), (x, _) => -1 / Math.Sqrt((1 - x) * (1 + x)));

    /// <summary>arsinh x = ln(x + √(x² + 1)); its slope is 1/√(x² + 1).</summary>
    public static ScalarFunction InverseHyperbolicSine { get; } = new(Asinh, (x, _) => 1 / Math.Sqrt((x * x) + 1));

    /// <summary>arcosh x = ln(x + √(x² − 1)), from 1 on, below no number; its slope is 1/√(x² − 1).</summary>
    public static ScalarFunction InverseHyperbolicCosine { get; } = new(
        x => Log1p(x - 1 + Math.Sqrt((x - 1) * (x + 1))), (x, _) => 1 / Math.Sqrt((x - 1) * (x + 1)));

    /// <summary>artanh x = ½·ln((1 + x)/(1 − x)), for |x| to 1, beyond no number; its slope is 1/(1 − x²).</summary>
    public static ScalarFunction InverseHyperbolicTangent { get; } = new(
        x => Log1p(2 * x / (1 - x)) / 2, (x, _) => 1 / ((1 - x) * (1 + x)));

    private static double Asinh(double x)
    {
        double size = Math.Abs(x);
        return Math.CopySign(Log1p(size + (size * size / (1 + Math.Sqrt((size * size) + 1)))), x);
    }

    /// <summary>arctan t = 2·arctan(t/(1 + √(1 + t²))), three times; then t is below 0.1, and its series ends soon.</summary>
    private static double Atan(double x)
    {
        const int Halvings = 3;
        const int Terms = 10;
        double size = Math.Abs(x);
        double t = size > 1 ? 1 / size : size;
        for (int i = 0; i < Halvings; i++)
        {
            t /= 1 + Math.Sqrt(1 + (t * t));
        }

        double sum = 0;
        for (int power = (2 * Terms) - 1; power > 0; power -= 2)
        {
            sum = (1.0 / power) - (sum * t * t);
        }

        double angle = (1 << Halvings) * t * sum;
        return Math.CopySign(size > 1 ? (Math.PI / 2) - angle : angle, x);
    }
}
