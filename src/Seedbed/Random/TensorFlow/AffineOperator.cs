using System.Numerics;

namespace Seedbed.Random.TensorFlow;

/// <summary>
/// value = unit·multiplier + offset in two operations, each rounded to <typeparamref name="T"/>; adding 0 turns −0 into +0.
/// </summary>
/// <remarks>The order in which Keras rescales on TensorFlow: <c>rnd * range + minval</c> and <c>rnd * stddev + mean</c>.</remarks>
internal readonly struct AffineOperator<T, TSampler>(PhiloxStream stream, T multiplier, T offset) : IGroupOperator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSampler : struct, IUnitSampler<T>
{
    public static int GroupSize => TSampler.GroupSize;

    public void WriteGroups(ulong firstGroup, Span<T> destination)
    {
        for (int i = 0; i < destination.Length; i += GroupSize)
        {
            Span<T> values = destination.Slice(i, GroupSize);
            TSampler.Sample(stream, firstGroup + (ulong)(i / GroupSize), values);
            foreach (ref T value in values)
            {
                value = (value * multiplier) + offset;
            }
        }
    }
}
