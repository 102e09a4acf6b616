namespace Seedbed.Diagnostics;

/// <summary>f′(x) by central differences extrapolated to a step of 0, none of them across a breakpoint.</summary>
/// <param name="function">f, smooth between the breakpoints.</param>
/// <param name="breakpoints">In ascending order.</param>
/// <remarks>Ridders 1982, Accurate computation of F′(x) and F′(x)F″(x): Neville's tableau, ended where its error grows again.</remarks>
internal sealed class NumericalSlope(Func<double, double> function, double[] breakpoints)
{
    private const int Levels = 8;
    private const double LongestStep = 0.125;

    internal double At(double x)
    {
        double step = LongestStep;
        foreach (double breakpoint in breakpoints)
        {
            double distance = Math.Abs(x - breakpoint);
            step = distance > 0 ? Math.Min(step, 0.9 * distance) : step;
        }

        Span<double> row = stackalloc double[Levels];
        Span<double> next = stackalloc double[Levels];
        row[0] = Central(x, step);
        (double best, double error) = (row[0], double.PositiveInfinity);
        for (int level = 1; level < Levels; level++)
        {
            step /= 2;
            next[0] = Central(x, step);
            double factor = 1;
            for (int order = 1; order <= level; order++)
            {
                factor *= 4;
                next[order] = ((factor * next[order - 1]) - row[order - 1]) / (factor - 1);
                double guess = Math.Max(Math.Abs(next[order] - next[order - 1]), Math.Abs(next[order] - row[order - 1]));
                (best, error) = guess < error ? (next[order], guess) : (best, error);
            }

            next.CopyTo(row);
        }

        return best;
    }

    private double Central(double x, double step)
    {
        // The step that was really taken, with its rounding.
        (double above, double below) = (x + step, x - step);
        return (function(above) - function(below)) / (above - below);
    }
}
