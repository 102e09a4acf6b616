using System.Numerics;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// Chooses once a fill: the widest registers that the processor has, or the scalar way; through the caches or past them. The bits are the
/// same.
/// </summary>
internal static unsafe class LaneFill
{
    /// <summary>The number of 64-bit lanes that fills work with here; 1 is the scalar way.</summary>
    internal static int Lanes =>
        Lanes512.IsSupported ? Lanes512.Count : Lanes256.IsSupported ? Lanes256.Count : Lanes128.IsSupported ? Lanes128.Count : 1;

    internal static void Fill<T, TSampler, TLaneSampler>(
        PhiloxStream stream, T multiplier, T offset, long start, Span<T> destination, ExecutionOptions execution)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSampler : struct, IUnitSampler<T>
        where TLaneSampler : struct, ILaneSampler<T>
    {
        bool streams = (long)destination.Length * sizeof(T) >= StreamingStores.LeastBytes;
        switch (LaneParameters.Allow(multiplier, offset) ? Lanes : 1)
        {
            case 8:
                GroupFill.Fill(
                    new LaneOperator<T, TLaneSampler, Lanes512>(stream, multiplier, offset, streams), start, destination, execution);
                break;
            case 4:
                GroupFill.Fill(
                    new LaneOperator<T, TLaneSampler, Lanes256>(stream, multiplier, offset, streams), start, destination, execution);
                break;
            case 2:
                GroupFill.Fill(
                    new LaneOperator<T, TLaneSampler, Lanes128>(stream, multiplier, offset, streams), start, destination, execution);
                break;
            default:
                GroupFill.Fill(new AffineOperator<T, TSampler>(stream, multiplier, offset), start, destination, execution);
                break;
        }
    }
}
