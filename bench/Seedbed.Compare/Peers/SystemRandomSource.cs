using System.Numerics;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Peers;

/// <summary>The generator of .NET without a seed, its faster one.</summary>
internal sealed class SystemRandomSource : IDrawSource
{
    /// <inheritdoc/>
    public static string Version => $"System.Random of .NET {Environment.Version}";

    /// <inheritdoc/>
    public static Action<T[]>? DrawOf<T>(Workload workload, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        System.Random generator = new();
        return FloatDraw.Of<T>(workload.Kind == WorkloadKind.Uniform ? values => Uniform(generator, values) : null);
    }

    private static void Uniform(System.Random generator, float[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = generator.NextSingle();
        }
    }
}
