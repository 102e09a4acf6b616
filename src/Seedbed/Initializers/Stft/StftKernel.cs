using System.Numerics;
using Seedbed.Random;
using Seedbed.Simd;

namespace Seedbed.Initializers.Stft;

/// <summary>
/// The kernel of a short-time Fourier transform as a convolution: K(t, 0, k) = w(t)/s · cos(−2π·t·f) or sin(−2π·t·f) with
/// f = k/(2·(fftLength − 1)).
/// </summary>
/// <remarks>
/// Rounded to float32 step by step as Keras does in NumPy, for every element type, and to the type at the end: Keras's promotion turns
/// float64 into float32 at the first product. Sine and cosine are the nearest float32 to those of the rounded angle, NumPy's may be its
/// neighbour, so that results are within 1e-7 of Keras's. A kernel with fftLength 1 is all NaN (f = 0/0), as is one whose window is
/// zero throughout and scaled: Keras gives both.
/// </remarks>
internal static class StftKernel
{
    // Angles reach π·frameLength, and DoubleSinCos is right up to 10⁸.
    private const int LongestFrame = 31_830_988;

    // acos(−1) in float32, as Keras has it.
    private const float Pi = MathF.PI;

    /// <summary>
    /// Writes the elements from <paramref name="start"/> on of the row-major
    /// (<paramref name="frameLength"/>, 1, <paramref name="fftLength"/>) kernel; the caller has checked that they lie within it.
    /// </summary>
    /// <exception cref="ArgumentException">The window has not <paramref name="frameLength"/> values, or the frame is too long.</exception>
    internal static void Fill<T>(
        Span<T> destination,
        long start,
        long frameLength,
        long fftLength,
        StftSide side,
        StftWindow? window,
        StftScaling scaling,
        bool periodic,
        ExecutionOptions execution = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (frameLength > LongestFrame)
        {
            throw new ArgumentOutOfRangeException(
                nameof(frameLength), $"frame length (the first number of the shape) is {frameLength}; it must be at most {LongestFrame}.");
        }

        ScaledWindow scaled = ScaledWindow.Create(window, (int)frameLength, scaling, periodic);
        GroupFill.Fill(new Rows<T>(fftLength, side, scaled), start, destination, execution);
    }

    private static void FillRow<T>(Span<T> destination, long t, long firstFrequency, long fftLength, StftSide side, ScaledWindow window)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        float time = -2f * t;
        float period = 2 * (fftLength - 1);
        for (int i = 0; i < destination.Length; i++)
        {
            float frequency = (firstFrequency + i) / period;
            float value = window.Apply(Wave(side, time * frequency * Pi), t);

            // The sign of 0/0 depends on the processor, that of the constant does not.
            destination[i] = float.IsNaN(value) ? T.NaN : T.CreateTruncating(value);
        }
    }

    private static float Wave(StftSide side, float angle) => side switch
    {
        StftSide.Real => (float)DoubleSinCos.SinCos(angle).Cos,

        // sin(−0) is −0, the sign that Keras's first row has; the general sine does not promise it.
        StftSide.Imaginary => angle == 0 ? angle : (float)DoubleSinCos.SinCos(angle).Sin,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "side must be Real or Imaginary."),
    };

    /// <summary>Row t holds the frequencies of one sample.</summary>
    private readonly struct Rows<T>(long fftLength, StftSide side, ScaledWindow window) : IGroupOperator<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int GroupSize => 1;

        public void WriteGroups(ulong firstGroup, Span<T> destination)
        {
            for (int done = 0; done < destination.Length;)
            {
                (long t, long k) = Math.DivRem((long)firstGroup + done, fftLength);
                int count = (int)long.Min(destination.Length - done, fftLength - k);
                FillRow(destination.Slice(done, count), t, k, fftLength, side, window);
                done += count;
            }
        }
    }
}
