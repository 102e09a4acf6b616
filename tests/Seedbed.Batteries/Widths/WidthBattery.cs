using System.Numerics;
using Seedbed.Random;
using Seedbed.Random.TensorFlow;
using Seedbed.Random.TensorFlow.Vectors;

namespace Seedbed.Batteries.Widths;

/// <summary>
/// Every distribution, element type and vector width against the scalar recipe, for several parameters, on slices of many starts and
/// lengths.
/// </summary>
internal static class WidthBattery
{
    /// <summary>The longest slice: beyond a chunk of the driver, so that its borders are met.</summary>
    internal const int LongestSlice = 1 << 16;

    /// <summary>
    /// Where values are taken: at the start, from both sides of block 2³² (element 2³⁴), where the counter's second word begins, and
    /// from far behind.
    /// </summary>
    private static readonly long[] s_regions = [0, (1L << 34) - (10 * LongestSlice) - 5, (1L << 42) + 3, (1L << 52) + 1];

    private static readonly PhiloxStream s_stream = new(new RandomKey(0x0123456789ABCDEF, 0xFEDCBA9876543210));

    /// <summary>Multiplier and offset: stddev and mean, or range and lower bound.</summary>
    private static readonly (double Multiplier, double Offset)[] s_parameters = [(1, 0), (0.05, 0), (0.7, 0.3), (3e-5, -1e-4), (1000, 7)];

    /// <summary>All comparisons, one after the other as they are asked for.</summary>
    /// <param name="count">How many values, or some more, for each pair of parameters.</param>
    internal static IEnumerable<WidthResult> Run(long count) =>
        Singles<float>(count).Concat(Singles<Half>(count)).Concat(Singles<BFloat16>(count)).Concat(Doubles(count));

    private static IEnumerable<WidthResult> Singles<T>(long count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        yield return Compare<T, WordUniformSampler<T>, LaneWordUniform<T>>("uniform", count);
        yield return Compare<T, FloatNormalSampler<T>, LaneNormal<T>>("normal", count);
        yield return Compare<T, FloatTruncatedNormalSampler<T>, LaneTruncatedNormal<T>>("truncated_normal", count);
    }

    private static IEnumerable<WidthResult> Doubles(long count)
    {
        yield return Compare<double, DoubleUniformSampler<double>, LaneDoubleUniform<double>>("uniform", count);
        yield return Compare<double, DoubleNormalSampler<double>, LaneDoubleNormal<double>>("normal", count);
        yield return Compare<double, DoubleTruncatedNormalSampler<double>, LaneDoubleTruncatedNormal<double>>("truncated_normal", count);
    }

    private static WidthResult Compare<T, TSampler, TLaneSampler>(string distribution, long count)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSampler : struct, IUnitSampler<T>
        where TLaneSampler : struct, ILaneSampler<T>
    {
        var comparison = new WidthComparison<T, TSampler, TLaneSampler>(s_stream);
        foreach ((double multiplier, double offset) in s_parameters)
        {
            int slices = (int)((2 * count / LongestSlice) + 1);
            Parallel.For(0, slices, slice =>
                comparison.Compare(Slice(slice), T.CreateTruncating(multiplier), T.CreateTruncating(offset), streams: slice % 2 == 1));
        }

        return comparison.Result($"{distribution} {ElementTypes.Of<T>().Name()}");
    }

    /// <summary>Of any length up to the longest, half of it on average, one behind the other in each region.</summary>
    private static (long Start, int Length) Slice(int slice)
    {
        uint hash = unchecked((uint)slice * 0x9E3779B9u);
        int length = 1 + (int)(hash >> 16);
        long place = (long)(slice / s_regions.Length) * LongestSlice;
        return (s_regions[slice % s_regions.Length] + place + (hash & 15), length);
    }
}
