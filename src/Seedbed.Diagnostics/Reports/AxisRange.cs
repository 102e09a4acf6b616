using System.Globalization;
using Seedbed.Simd;

namespace Seedbed.Diagnostics.Reports;

/// <summary>Where a value has no place on an axis, and how that is marked.</summary>
internal enum OffAxis
{
    /// <summary>It has its place.</summary>
    None,

    /// <summary>At the lower edge: less than the axis begins with, or 0 on a logarithmic one.</summary>
    Below,

    /// <summary>At the upper edge.</summary>
    Above,

    /// <summary>NaN.</summary>
    NotANumber,
}

/// <summary>From where to where an axis reaches.</summary>
internal sealed record AxisRange(double Minimum, double Maximum, AxisScale Scale = AxisScale.Linear)
{
    /// <summary>What is smaller or larger is at the edge: the ends and the length of an axis are finite numbers, and normal ones.</summary>
    private const double Smallest = 1e-300;
    private const double Largest = 1e300;

    /// <summary>An end of an axis that is a multiple of the step but for rounding has its number.</summary>
    private const double Rounding = 1e-6;

    /// <summary>The room beyond the data, in parts of its range.</summary>
    private const double Margin = 0.05;

    /// <summary>Numbers from 0 on are shown from 0 on, if the least of them is nearer to it than to the largest by this much.</summary>
    private const double NearZero = 0.3;

    private bool IsLogarithmic => Scale == AxisScale.Logarithmic;

    /// <summary>The part of the axis that lies below a value; 0 to 1 within.</summary>
    internal double Fraction(double value) => IsLogarithmic
        ? (Log10(value) - Log10(Minimum)) / (Log10(Maximum) - Log10(Minimum))
        : (value - Minimum) / (Maximum - Minimum);

    internal OffAxis PlaceOf(double value) =>
        double.IsNaN(value) ? OffAxis.NotANumber : value < Minimum ? OffAxis.Below : value > Maximum ? OffAxis.Above : OffAxis.None;

    /// <summary>The range that an axis asks for, or else its data.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">All that is to be seen on it.</param>
    /// <param name="hasMargin">Whether there is room beyond the outermost values.</param>
    internal static AxisRange Of(Axis axis, IEnumerable<double> values, bool hasMargin = true)
    {
        if (axis.Names is { } names)
        {
            return new(axis.Minimum ?? -0.5, axis.Maximum ?? names.Count - 0.5);
        }

        bool isLogarithmic = axis.Scale == AxisScale.Logarithmic;
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        foreach (double value in values.Where(value => double.IsFinite(value) && (value > 0 || !isLogarithmic)))
        {
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        (least, most) = least > most ? (isLogarithmic ? 1 : 0, 1) : (least, most);
        (double minimum, double maximum) = isLogarithmic
            ? (RoundDown(Math.Clamp(least, Smallest, Largest)), RoundUp(Math.Clamp(most, Smallest, Largest)))
            : Widened(Math.Clamp(least, -Largest, Largest), Math.Clamp(most, -Largest, Largest), hasMargin);
        (minimum, maximum) = (axis.Minimum ?? minimum, axis.Maximum ?? maximum);
        if (minimum >= maximum)
        {
            (minimum, maximum) = isLogarithmic
                ? (axis.Minimum ?? maximum / 2, axis.Maximum ?? minimum * 2)
                : (axis.Minimum ?? maximum - 1, axis.Maximum ?? minimum + 1);
        }

        return new(minimum, maximum, axis.Scale);
    }

    /// <summary>Where numbers stand at an axis: multiples of 1, 2 or 5 times a power of ten, or powers of ten.</summary>
    /// <param name="wanted">About as many.</param>
    internal IEnumerable<double> Ticks(int wanted) => IsLogarithmic ? Decades(wanted) : Multiples(wanted);

    private IEnumerable<double> Multiples(int wanted)
    {
        double step = 1;
        double least = (Maximum - Minimum) / wanted;
        while (step > least)
        {
            step /= 10;
        }

        while (step * 10 <= least)
        {
            step *= 10;
        }

        step *= step * 5 < least ? 10 : step * 2 < least ? 5 : step < least ? 2 : 1;
        for (double multiple = Math.Ceiling((Minimum / step) - Rounding); multiple <= (Maximum / step) + Rounding; multiple++)
        {
            yield return multiple == 0 ? 0 : multiple * step;
        }
    }

    /// <summary>Every power of ten, or every second, fifth, …; where there are few, their multiples by 2 and 5 too.</summary>
    private IEnumerable<double> Decades(int wanted)
    {
        int first = (int)Math.Floor(Log10(Minimum));
        int last = (int)Math.Ceiling(Log10(Maximum));
        int step = 1;
        while ((last - first) / step > wanted)
        {
            step += step == 1 ? 1 : step == 2 ? 3 : step;
        }

        double[] factors = last - first <= 2 ? [1, 2, 5] : [1];
        return Enumerable.Range(first, last - first + 1).Where(exponent => exponent % step == 0)
            .SelectMany(exponent => factors.Select(factor => factor * PowerOfTen(exponent)))
            .Where(tick => tick >= Minimum * (1 - Rounding) && tick <= Maximum * (1 + Rounding));
    }

    private static (double Minimum, double Maximum) Widened(double least, double most, bool hasMargin)
    {
        if (least == most)
        {
            double half = least == 0 ? 1 : Math.Abs(least) / 2;
            return (least - half, most + half);
        }

        double margin = hasMargin ? Margin * (most - least) : 0;
        bool beginsAtZero = hasMargin && least >= 0 && least < NearZero * most;
        return (beginsAtZero ? 0 : least - margin, most + margin);
    }

    private static double RoundDown(double value)
    {
        double power = PowerOfTen((int)Math.Floor(Log10(value) + Rounding));
        return value >= power * 5 ? power * 5 : value >= power * 2 ? power * 2 : Math.Min(power, value);
    }

    private static double RoundUp(double value)
    {
        double power = PowerOfTen((int)Math.Floor(Log10(value) + Rounding));
        return value <= power ? power : value <= power * 2 ? power * 2 : value <= power * 5 ? power * 5 : power * 10;
    }

    private static double Log10(double value) => DoubleLog.Log(Math.Max(value, Smallest / 10)) / DoubleLog.Log(10);

    /// <summary>The nearest double, on every machine.</summary>
    private static double PowerOfTen(int exponent) => double.Parse($"1e{exponent}", CultureInfo.InvariantCulture);
}
