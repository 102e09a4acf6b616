using Seedbed.Simd;

namespace Seedbed.Initializers.Stft;

/// <summary>Windows made of one sine or cosine; n runs from 0 to length − 1, length is at least 2.</summary>
internal static class TrigonometricWindows
{
    private const double TukeyTaper = 0.5;

    internal static double Cosine(int n, int length) => DoubleSinCos.SinCos(Math.PI / length * (n + 0.5)).Sin;

    internal static double Bohman(int n, int length)
    {
        if (n == 0 || n == length - 1)
        {
            return 0;
        }

        double x = Math.Abs(EvenSpacing.At(n, length, -1, 1));
        (double sin, double cos) = DoubleSinCos.SinCos(Math.PI * x);
        return ((1 - x) * cos) + (1 / Math.PI * sin);
    }

    internal static double BartlettHann(int n, int length)
    {
        double x = Math.Abs((n / (length - 1.0)) - 0.5);
        return 0.62 - (0.48 * x) + (0.38 * DoubleSinCos.SinCos(2 * Math.PI * x).Cos);
    }

    /// <summary>A cosine taper over a quarter of the length on either side, 1 between.</summary>
    internal static double Tukey(int n, int length)
    {
        int width = (int)Math.Floor(TukeyTaper * (length - 1) / 2);
        if (n > width && n < length - width - 1)
        {
            return 1;
        }

        double start = n <= width ? -1 : (-2 / TukeyTaper) + 1;
        double phase = Math.PI * (start + (2.0 * n / TukeyTaper / (length - 1)));
        return 0.5 * (1 + DoubleSinCos.SinCos(phase).Cos);
    }

    /// <summary>sinc(2n/(length − 1) − 1), the right half mirrored as SciPy does.</summary>
    internal static double Lanczos(int n, int length)
    {
        int right = Math.Max(n, length - 1 - n);
        double x = Math.PI * ((2.0 * right / (length - 1)) - 1);
        return x == 0 ? 1 : DoubleSinCos.SinCos(x).Sin / x;
    }
}
