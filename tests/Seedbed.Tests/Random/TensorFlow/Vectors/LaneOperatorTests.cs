extern alias core;
using core::Seedbed.Simd;
using System.Numerics;
using System.Runtime.InteropServices;
using Seedbed.Random;
using Seedbed.Random.TensorFlow;
using Seedbed.Random.TensorFlow.Vectors;
using Xunit;

namespace Seedbed.Tests.Random.TensorFlow.Vectors;

/// <summary>Every width this processor has writes the bits of the scalar operator.</summary>
public class LaneOperatorTests
{
    /// <summary>Where the lower 32 bits of a block's index run over: 2³² blocks, or 2²⁴ groups of 256.</summary>
    private static readonly ulong[] s_firstGroups = [0, 5, (1UL << 24) - 70, (1UL << 32) - 70, (1UL << 40) + 3];

    private static readonly PhiloxStream s_stream = new(new RandomKey(0x0123456789ABCDEF, 0xFEDCBA9876543210));

    public static TheoryData<double, double> Parameters => new()
    {
        { 1, 0 }, { 0.05, 0 }, { 0.1, -0.05 }, { 3e-5, 1e-4 }, { 1e-7, 0 }, { 1000, 7 }, { 9000, -11000 }, { 0.7, -0.0 },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Float32_is_the_scalar_operators(double multiplier, double offset) => CheckSingles((float)multiplier, (float)offset);

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Float16_is_the_scalar_operators(double multiplier, double offset) => CheckSingles((Half)multiplier, (Half)offset);

    [Theory]
    [MemberData(nameof(Parameters))]
    public void BFloat16_is_the_scalar_operators(double multiplier, double offset) => CheckSingles((BFloat16)multiplier, (BFloat16)offset);

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Float64_is_the_scalar_operators(double multiplier, double offset)
    {
        CheckWidths<double, DoubleUniformSampler<double>, LaneDoubleUniform<double>>(multiplier, offset);
        CheckWidths<double, DoubleNormalSampler<double>, LaneDoubleNormal<double>>(multiplier, offset);
        CheckWidths<double, DoubleTruncatedNormalSampler<double>, LaneDoubleTruncatedNormal<double>>(multiplier, offset);
    }

    private static void CheckSingles<T>(T multiplier, T offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckWidths<T, WordUniformSampler<T>, LaneWordUniform<T>>(multiplier, offset);
        CheckWidths<T, FloatNormalSampler<T>, LaneNormal<T>>(multiplier, offset);
        CheckWidths<T, FloatTruncatedNormalSampler<T>, LaneTruncatedNormal<T>>(multiplier, offset);
    }

    private static void CheckWidths<T, TSampler, TLaneSampler>(T multiplier, T offset)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSampler : struct, IUnitSampler<T>
        where TLaneSampler : struct, ILaneSampler<T>
    {
        if (!LaneParameters.Allow(multiplier, offset))
        {
            return;
        }

        const int Count = 9_000;
        T[] expected = new T[Count];
        foreach (ulong firstGroup in s_firstGroups)
        {
            new AffineOperator<T, TSampler>(s_stream, multiplier, offset).WriteGroups(firstGroup, expected);
            CheckWidth<T, TLaneSampler, Lanes128>(expected, firstGroup, multiplier, offset);
            CheckWidth<T, TLaneSampler, Lanes256>(expected, firstGroup, multiplier, offset);
            CheckWidth<T, TLaneSampler, Lanes512>(expected, firstGroup, multiplier, offset);
        }
    }

    private static void CheckWidth<T, TLaneSampler, TLanes>(T[] expected, ulong firstGroup, T multiplier, T offset)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLaneSampler : struct, ILaneSampler<T>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (!TLanes.IsSupported)
        {
            return;
        }

        foreach (bool streams in new[] { false, true })
        {
            T[] values = new T[expected.Length];
            new LaneOperator<T, TLaneSampler, TLanes>(s_stream, multiplier, offset, streams).WriteGroups(firstGroup, values);
            Assert.Equal(MemoryMarshal.AsBytes<T>(expected), MemoryMarshal.AsBytes<T>(values));
        }
    }
}
