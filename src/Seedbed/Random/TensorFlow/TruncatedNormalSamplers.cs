using System.Numerics;

namespace Seedbed.Random.TensorFlow;

/// <summary>
/// The first four float32 normals with |z| &lt; 2 from the blocks 256·g, 256·g + 1, … of group g. The test is on the float32, before
/// rounding to a shorter type, so a float16 may be exactly 2.
/// </summary>
/// <remarks>
/// TensorFlow reserves 256 words an output; a group uses 1.05 blocks on average. 64 bits of block number last for 2⁵⁸ elements, shapes end
/// at 2⁵³. Source: <c>TruncatedNormalDistribution</c> and <c>FillPhiloxRandom</c>.
/// </remarks>
internal readonly struct FloatTruncatedNormalSampler<T> : IUnitSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const ulong BlocksPerGroup = 256;
    private const float Bound = 2.0f;

    public static int GroupSize => 4;

    public static void Sample(in PhiloxStream stream, ulong group, Span<T> values)
    {
        int kept = 0;
        for (ulong j = group * BlocksPerGroup; kept < GroupSize; j++)
        {
            PhiloxBlock block = stream.Block(j);
            Keep(BoxMuller.Float32(block.W0, block.W1), values, ref kept);
            Keep(BoxMuller.Float32(block.W2, block.W3), values, ref kept);
        }
    }

    private static void Keep((float First, float Second) pair, Span<T> values, ref int kept)
    {
        if (MathF.Abs(pair.First) < Bound && kept < values.Length)
        {
            values[kept++] = T.CreateTruncating(pair.First);
        }

        if (MathF.Abs(pair.Second) < Bound && kept < values.Length)
        {
            values[kept++] = T.CreateTruncating(pair.Second);
        }
    }
}

/// <summary>The first two float64 normals with |z| &lt; 2 from the blocks 128·g, 128·g + 1, … of group g.</summary>
internal readonly struct DoubleTruncatedNormalSampler<T> : IUnitSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const ulong BlocksPerGroup = 128;
    internal const double Bound = 2.0;

    public static int GroupSize => 2;

    public static void Sample(in PhiloxStream stream, ulong group, Span<T> values)
    {
        int kept = 0;
        for (ulong j = group * BlocksPerGroup; kept < GroupSize; j++)
        {
            (double first, double second) = BoxMuller.Float64(stream.Block(j));
            if (Math.Abs(first) < Bound)
            {
                values[kept++] = T.CreateTruncating(first);
            }

            if (Math.Abs(second) < Bound && kept < GroupSize)
            {
                values[kept++] = T.CreateTruncating(second);
            }
        }
    }
}
