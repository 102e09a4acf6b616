using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow;

/// <summary>
/// Two standard normals from two uniforms: r = √(−2·ln u), v = 2π·u′, (r·sin v, r·cos v): the sine first.
/// </summary>
/// <remarks>
/// Source: Box and Muller 1958; the order, the roundings and the floor of 10⁻⁷ under u are those of TensorFlow's <c>BoxMullerFloat</c> and
/// <c>BoxMullerDouble</c>.
/// </remarks>
internal static class BoxMuller
{
    private const float SmallestUniform = 1e-7f;
    internal const double SmallestDoubleUniform = 1e-7;

    /// <summary>From two words, each a float32 uniform of its low 23 bits.</summary>
    internal static (float First, float Second) Float32(uint a, uint b)
    {
        float u = MathF.Max((a & 0x7FFFFF) * (1.0f / (1 << 23)), SmallestUniform);
        float v = (float)(2 * Math.PI * ((b & 0x7FFFFF) * (1.0 / (1 << 23))));
        float r = MathF.Sqrt(-2.0f * SingleLog.Log(u));
        (float sine, float cosine) = SingleSinCos.SinCos(v);
        return (sine * r, cosine * r);
    }

    /// <summary>From the four words of a block, two 52-bit uniforms.</summary>
    internal static (double First, double Second) Float64(in PhiloxBlock block)
    {
        double u = Math.Max(DoubleUniformSampler<double>.FromWords(block.W0, block.W1), SmallestDoubleUniform);
        double v = 2 * Math.PI * DoubleUniformSampler<double>.FromWords(block.W2, block.W3);
        double r = Math.Sqrt(-2.0 * DoubleLog.Log(u));
        (double sine, double cosine) = DoubleSinCos.SinCos(v);
        return (sine * r, cosine * r);
    }
}
