namespace Seedbed.Diagnostics;

/// <summary>
/// Finds where a function or one of its first two derivatives jumps: cells in which the third difference does not shrink as that of a
/// smooth function, h³·f‴, are halved around it.
/// </summary>
/// <param name="function">f.</param>
/// <param name="name">f in messages.</param>
internal sealed class BreakpointSearch(Func<double, double> function, string name)
{
    private const double End = 16;

    // Cells of a width that is no neat number, so that a neat breakpoint is no cell's end.
    private const double FirstWidth = 0.0617;
    private const double Growth = 1.0 / 128;
    private const int LevelsOfSuspicion = 12;
    private const double Suspicious = 1e-12;
    private const double Rounding = 1e-15;

    /// <summary>The breakpoints in ascending order.</summary>
    /// <exception cref="ArgumentException">The function jumps or has an infinite slope, or gives NaN.</exception>
    internal double[] Find()
    {
        SortedSet<double> found = [];
        for (double from = -End - 0.0173; from < End;)
        {
            double to = from + Math.Max(FirstWidth, Math.Abs(from) * Growth);
            if (Breakpoint(from, to) is double breakpoint)
            {
                found.Add(breakpoint);
            }

            from = to;
        }

        return [.. found];
    }

    private double? Breakpoint(double from, double to)
    {
        for (int level = 0; level < LevelsOfSuspicion; level++)
        {
            (from, to) = RougherHalf(from, to);
        }

        double size = Math.Max(1, Math.Max(Math.Abs(Value(from)), Math.Abs(Value(to))));
        if (Roughness(from, to) <= Suspicious * size)
        {
            return null;
        }

        double narrowest = 4e-15 * Math.Max(1, Math.Abs(from));
        while (to - from > narrowest && Roughness(from, to) > Rounding * (size + Math.Abs((Value(to) - Value(from)) * from / (to - from))))
        {
            (from, to) = RougherHalf(from, to);
        }

        double place = Neat(from, to);
        return to - from > 1e3 * narrowest || Math.Abs(Value(to) - Value(from)) <= 1e-10 * size ? place : throw Jump(place);
    }

    /// <summary>The half, or the middle part over both, whose third difference is larger.</summary>
    private (double From, double To) RougherHalf(double from, double to)
    {
        double quarter = (to - from) / 4;
        (double From, double To) best = (from, from + (2 * quarter));
        double roughest = -1;
        for (int i = 0; i < 3; i++)
        {
            (double left, double right) = (from + (i * quarter), from + ((i + 2) * quarter));
            double roughness = Roughness(left, right);
            (best, roughest) = roughness > roughest ? ((left, right), roughness) : (best, roughest);
        }

        return best;
    }

    /// <summary>|f(a) − 3·f(a + h) + 3·f(a + 2h) − f(a + 3h)|.</summary>
    private double Roughness(double from, double to)
    {
        double third = (to - from) / 3;
        return Math.Abs(Value(from) - (3 * Value(from + third)) + (3 * Value(to - third)) - Value(to));
    }

    private double Value(double x)
    {
        double value = function(x);
        return double.IsNaN(value)
            ? throw new ArgumentException($"{name} gives NaN at x = {x:G6}; an activation must be a number everywhere.")
            : Math.Clamp(value, -1e300, 1e300);
    }

    /// <summary>The neatest number in reach: kinks stand at 0, 0.5 or 3 rather than beside them.</summary>
    private static double Neat(double from, double to)
    {
        double middle = (from + to) / 2;
        double reach = Math.Max(2 * (to - from), 1e-12);
        for (int digits = 0; digits < 9; digits++)
        {
            double neat = Math.Round(middle, digits) + 0.0;
            if (Math.Abs(neat - middle) <= reach)
            {
                return neat;
            }
        }

        return middle;
    }

    private ArgumentException Jump(double place) => new(
        $"{name} jumps, or has an infinite slope, at x = {place:G6}: E[φ′²] does not exist, and no signal theory of gradients holds; "
        + "make it continuous there.");
}
