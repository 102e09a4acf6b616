using System.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Peers;

/// <summary>MathNet on its fastest generator. It draws double, which is rounded block by block.</summary>
internal sealed class MathNetSource : IDrawSource
{
    private const int BlockLength = 1024;
    private const int FixedSeed = 42;

    /// <inheritdoc/>
    public static string Version => LibraryVersion.Of(typeof(Normal));

    /// <inheritdoc/>
    public static Action<T[]>? DrawOf<T>(Workload workload, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Xoshiro256StarStar generator = new(FixedSeed, threadSafe: false);
        double[] block = new double[BlockLength];
        return FloatDraw.Of<T>(workload.Kind switch
        {
            WorkloadKind.Uniform => values => Draw(values, block, () => generator.NextDoubles(block)),
            WorkloadKind.Normal => values => Draw(values, block, () => Normal.Samples(generator, block, 0, 1)),
            _ => null,
        });
    }

    private static void Draw(float[] values, double[] block, Action next)
    {
        for (int start = 0; start < values.Length; start += block.Length)
        {
            next();
            Span<float> part = values.AsSpan(start, Math.Min(block.Length, values.Length - start));
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = (float)block[i];
            }
        }
    }
}
