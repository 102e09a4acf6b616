namespace Seedbed.Diagnostics;

/// <summary>Zeros and minima of functions of one number.</summary>
internal static class RootSearch
{
    private const int MostSteps = 200;
    private static readonly double s_goldenPart = (3 - Math.Sqrt(5)) / 2;

    /// <summary>A zero between two points of different sign, to the last digits.</summary>
    /// <remarks>Ridders 1979, A new algorithm for computing a single root of a real continuous function.</remarks>
    internal static double Zero(Func<double, double> function, double from, double to)
    {
        (double low, double high) = (function(from), function(to));
        if (low == 0 || high == 0)
        {
            return low == 0 ? from : to;
        }

        for (int step = 0; step < MostSteps && Math.Abs(to - from) > 4e-16 * Math.Max(Math.Abs(from), Math.Abs(to)); step++)
        {
            double middle = 0.5 * (from + to);
            double atMiddle = function(middle);
            double root = Math.Sqrt((atMiddle * atMiddle) - (low * high));
            double guess = root > 0 ? middle + ((middle - from) * (low >= high ? 1 : -1) * atMiddle / root) : middle;
            double atGuess = function(guess);
            if (atGuess == 0 || atMiddle == 0)
            {
                return atGuess == 0 ? guess : middle;
            }

            double before = Math.Abs(to - from);
            (double Place, double Value)[] points =
                [.. new[] { (from, low), (middle, atMiddle), (guess, atGuess), (to, high) }.OrderBy(point => point.Item1)];
            int change = Array.FindIndex(points, 1, point => point.Value > 0 != points[0].Value > 0);
            if (change < 0)
            {
                return guess;
            }

            ((from, low), (to, high)) = (points[change - 1], points[change]);
            if (Math.Abs(to - from) >= before)
            {
                break;
            }
        }

        return Math.Abs(low) < Math.Abs(high) ? from : to;
    }

    /// <summary>Where a function with one minimum in an interval has it, by golden sections.</summary>
    internal static double Minimum(Func<double, double> function, double from, double to)
    {
        double left = from + (s_goldenPart * (to - from));
        double right = to - (s_goldenPart * (to - from));
        (double atLeft, double atRight) = (function(left), function(right));
        for (int step = 0; step < MostSteps && to - from > 1e-9 * (Math.Abs(from) + Math.Abs(to) + 1e-9); step++)
        {
            if (atLeft <= atRight)
            {
                (to, right, atRight) = (right, left, atLeft);
                left = from + (s_goldenPart * (to - from));
                atLeft = function(left);
            }
            else
            {
                (from, left, atLeft) = (left, right, atRight);
                right = to - (s_goldenPart * (to - from));
                atRight = function(right);
            }
        }

        return 0.5 * (from + to);
    }
}
