using Seedbed.Simd;

namespace Seedbed.Initializers.Stft;

/// <summary>
/// Windows that are sums of cosines: w(n) = Σₖ aₖ·cos(k·φ(n)), φ running evenly from −π to π. The coefficients are those of
/// F. J. Harris, "On the Use of Windows for Harmonic Analysis with the Discrete Fourier Transform", Proc. IEEE 66 (1978),
/// except where noted; digits as in scipy.signal.windows.
/// </summary>
internal static class CosineSum
{
    internal static double Hann(int n, int length) => Sum(n, length, [0.5, 0.5]);

    // 1 − 0.54 as a double is 0.45999999999999996, which is what SciPy uses.
    internal static double Hamming(int n, int length) => Sum(n, length, [0.54, 1 - 0.54]);

    internal static double Blackman(int n, int length) => Sum(n, length, [0.42, 0.5, 0.08]);

    internal static double BlackmanHarris(int n, int length) => Sum(n, length, [0.35875, 0.48829, 0.14128, 0.01168]);

    // A. H. Nuttall, "Some Windows with Very Good Sidelobe Behavior", IEEE Trans. ASSP 29 (1981), minimum 4-term.
    internal static double Nuttall(int n, int length) => Sum(n, length, [0.3635819, 0.4891775, 0.1365995, 0.0106411]);

    // G. D'Antona and A. Ferrero, "Digital Signal Processing for Measurement Systems" (2006), p. 70.
    internal static double FlatTop(int n, int length) =>
        Sum(n, length, [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368]);

    private static double Sum(int n, int length, ReadOnlySpan<double> coefficients)
    {
        double phase = EvenSpacing.At(n, length, -Math.PI, Math.PI);
        double sum = 0;
        for (int k = 0; k < coefficients.Length; k++)
        {
            sum += coefficients[k] * DoubleSinCos.SinCos(k * phase).Cos;
        }

        return sum;
    }
}
