using System.Numerics;

namespace Seedbed.Random.TensorFlow;

/// <summary>Four float32 normals from one block, rounded once where the type is shorter.</summary>
internal readonly struct FloatNormalSampler<T> : IUnitSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 4;

    public static void Sample(in PhiloxStream stream, ulong group, Span<T> values)
    {
        PhiloxBlock block = stream.Block(group);
        (float first, float second) = BoxMuller.Float32(block.W0, block.W1);
        (float third, float fourth) = BoxMuller.Float32(block.W2, block.W3);
        values[3] = T.CreateTruncating(fourth);
        values[2] = T.CreateTruncating(third);
        values[1] = T.CreateTruncating(second);
        values[0] = T.CreateTruncating(first);
    }
}

/// <summary>Two float64 normals from one block.</summary>
internal readonly struct DoubleNormalSampler<T> : IUnitSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 2;

    public static void Sample(in PhiloxStream stream, ulong group, Span<T> values)
    {
        (double first, double second) = BoxMuller.Float64(stream.Block(group));
        values[1] = T.CreateTruncating(second);
        values[0] = T.CreateTruncating(first);
    }
}
