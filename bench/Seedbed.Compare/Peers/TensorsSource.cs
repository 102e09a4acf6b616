using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Peers;

/// <summary>The fills of System.Numerics.Tensors.</summary>
internal sealed class TensorsSource : IDrawSource
{
    /// <inheritdoc/>
    public static string Version => LibraryVersion.Of(typeof(Tensor));

    /// <inheritdoc/>
    public static Action<T[]>? DrawOf<T>(Workload workload, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        System.Random generator = new();
        return FloatDraw.Of<T>(workload.Kind switch
        {
            WorkloadKind.Uniform => values => Tensor.FillUniformDistribution(new TensorSpan<float>(values), generator),
            WorkloadKind.Normal => values => Tensor.FillGaussianNormalDistribution(new TensorSpan<float>(values), generator),
            _ => null,
        });
    }
}
