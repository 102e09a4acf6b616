namespace Seedbed.Initializers.Stft;

/// <summary>Windows that are polynomials, piece by piece; n runs from 0 to length − 1, length is at least 2.</summary>
internal static class PolynomialWindows
{
    internal static double Boxcar(int n, int length) => 1;

    internal static double Triang(int n, int length)
    {
        // SciPy computes the left half and mirrors it.
        double position = Math.Min(n, length - 1 - n) + 1;
        return length % 2 == 0 ? ((2 * position) - 1) / length : 2 * position / (length + 1.0);
    }

    internal static double Bartlett(int n, int length)
    {
        double ramp = 2.0 * n / (length - 1);
        return n <= (length - 1) / 2.0 ? ramp : 2 - ramp;
    }

    internal static double Parzen(int n, int length)
    {
        double distance = Math.Abs(n - ((length - 1) / 2.0));
        double x = distance / (length / 2.0);
        if (distance <= (length - 1) / 4.0)
        {
            return 1 - (6 * (x * x)) + (6 * (x * x * x));
        }

        double rest = 1 - x;
        return 2 * (rest * rest * rest);
    }
}
