using System.Numerics;

namespace Seedbed.Random.TensorFlow;

/// <summary>
/// u = (low p bits of one word)/2ᵖ with p the stored significand bits of the type: 23 for float32, 10 for float16, 7 for bfloat16. Exact.
/// </summary>
internal readonly struct WordUniformSampler<T> : IUnitSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 4;

    private static int Bits => typeof(T) == typeof(float) ? 23 : typeof(T) == typeof(Half) ? 10 : 7;

    public static void Sample(in PhiloxStream stream, ulong group, Span<T> values)
    {
        PhiloxBlock block = stream.Block(group);
        values[3] = FromWord(block.W3);
        values[2] = FromWord(block.W2);
        values[1] = FromWord(block.W1);
        values[0] = FromWord(block.W0);
    }

    private static T FromWord(uint word) => T.CreateTruncating((word & ((1u << Bits) - 1)) * (1.0f / (1 << Bits)));
}

/// <summary>u = (52 bits of two words)/2⁵², the first word's low 20 bits above the second. Exact.</summary>
internal readonly struct DoubleUniformSampler<T> : IUnitSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 2;

    public static void Sample(in PhiloxStream stream, ulong group, Span<T> values)
    {
        PhiloxBlock block = stream.Block(group);
        values[1] = T.CreateTruncating(FromWords(block.W2, block.W3));
        values[0] = T.CreateTruncating(FromWords(block.W0, block.W1));
    }

    internal static double FromWords(uint high, uint low) => (((ulong)(high & 0xFFFFF) << 32) | low) * (1.0 / (1L << 52));
}
