using System.Numerics;
using Seedbed.Numerics;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>Chooses once a fill: the widest registers that the processor has, or the scalar way; through the caches or past them. The bits are the same.</summary>
internal static unsafe class LaneFill
{
    internal static void Fill<T, TSampler, TLaneSampler>(
        PhiloxStream stream, T multiplier, T offset, long start, Span<T> destination, ExecutionOptions execution)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSampler : struct, IUnitSampler<T>
        where TLaneSampler : struct, ILaneSampler<T>
    {
        bool streams = (long)destination.Length * sizeof(T) >= StreamingStores.LeastBytes;
        if (!LaneParameters.Allow(multiplier, offset))
        {
            GroupFill.Fill(new AffineOperator<T, TSampler>(stream, multiplier, offset), start, destination, execution);
        }
        else if (Lanes512.IsSupported)
        {
            GroupFill.Fill(new LaneOperator<T, TLaneSampler, Lanes512>(stream, multiplier, offset, streams), start, destination, execution);
        }
        else if (Lanes256.IsSupported)
        {
            GroupFill.Fill(new LaneOperator<T, TLaneSampler, Lanes256>(stream, multiplier, offset, streams), start, destination, execution);
        }
        else if (Lanes128.IsSupported)
        {
            GroupFill.Fill(new LaneOperator<T, TLaneSampler, Lanes128>(stream, multiplier, offset, streams), start, destination, execution);
        }
        else
        {
            GroupFill.Fill(new AffineOperator<T, TSampler>(stream, multiplier, offset), start, destination, execution);
        }
    }
}
