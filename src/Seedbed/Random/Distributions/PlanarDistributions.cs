using System.Numerics;
using Seedbed.Simd;

namespace Seedbed.Random;

/// <summary>
/// A distribution that stands for one of complex numbers of the same mean m and the same variance E|w − m|², in which every direction is
/// alike.
/// </summary>
internal interface IPlanarDistribution
{
    /// <summary>Draws complex elements start, start+1, …; element i is made of the draws 2i and 2i + 1 of the stream.</summary>
    /// <param name="stream">The framework whose numbers are wanted.</param>
    /// <param name="key">Chooses the stream.</param>
    /// <param name="start">The index of the first complex element.</param>
    /// <param name="parts">Receives real and imaginary parts in turns.</param>
    /// <param name="execution">Threads and cancellation.</param>
    void FillPlane<T>(RandomStream stream, RandomKey key, long start, Span<T> parts, ExecutionOptions execution)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>m + r(u)·e^(2πiv) of uniforms u and v.</summary>
/// <param name="mean">m, a real number.</param>
/// <param name="radius">r(u).</param>
internal readonly struct PolarOperator(double mean, Func<double, double> radius) : IUniformsOperator
{
    /// <summary>E|z|² of a standard complex normal z, of density e^(−|z|²)/π, given |z| &lt; 2.</summary>
    internal const double TruncatedVariance = 0.9253705585449039;

    /// <summary>1 − e⁻⁴ = P(|z| &lt; 2).</summary>
    private const double KeptPart = 0.9816843611112658;

    public static int GroupSize => 2;

    /// <summary>The disc whose standard deviation this is: |w − m|² = 2σ²·u.</summary>
    internal static PolarOperator Disc(double mean, double deviation) => new(mean, u => deviation * Math.Sqrt(2 * u));

    /// <summary>The complex normal truncated at 2 of its standard deviations before truncation: |z|² = −ln(1 − (1 − e⁻⁴)·u).</summary>
    internal static PolarOperator TruncatedNormal(double mean, double deviation)
    {
        double scale = deviation / Math.Sqrt(TruncatedVariance);
        return new PolarOperator(mean, u => scale * Math.Sqrt(-DoubleLog.Log(1 - (KeptPart * u))));
    }

    public void Transform(Span<double> uniforms)
    {
        for (int i = 0; i < uniforms.Length; i += 2)
        {
            double r = radius(uniforms[i]);
            (double sin, double cos) = DoubleSinCos.SinCos(Math.Tau * uniforms[i + 1]);
            (uniforms[i], uniforms[i + 1]) = (mean + (r * cos), r * sin);
        }
    }
}
