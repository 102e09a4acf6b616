extern alias core;
using core::Seedbed.Simd;
using Xunit;

namespace Seedbed.Tests.Simd;

/// <summary>The double functions in vectors have the bits of the scalar ones, at every width this processor has.</summary>
public sealed class DoubleLanesTests
{
    private const int Count = 1 << 18;

    [Fact]
    public void Logs_are_the_scalar_ones()
    {
        double[] arguments = [.. Enumerable.Range(0, Count).Select(Inputs.LogArgument)];
        double[] expected = [.. arguments.Select(DoubleLog.Log)];

        CheckLogs<Lanes128>(arguments, expected);
        CheckLogs<Lanes256>(arguments, expected);
        CheckLogs<Lanes512>(arguments, expected);
    }

    [Fact]
    public void Sines_and_cosines_are_the_scalar_ones()
    {
        double[] angles = [0, Math.PI / 4, Math.PI, -Math.PI / 2, .. Enumerable.Range(0, Count - 4).Select(Inputs.Angle)];
        (double Sin, double Cos)[] expected = [.. angles.Select(DoubleSinCos.SinCos)];

        CheckSinesAndCosines<Lanes128>(angles, expected);
        CheckSinesAndCosines<Lanes256>(angles, expected);
        CheckSinesAndCosines<Lanes512>(angles, expected);
    }

    private static unsafe void CheckLogs<TLanes>(double[] arguments, double[] expected)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        double[] logs = new double[Count];
        fixed (double* from = arguments)
        fixed (double* to = logs)
        {
            for (int i = 0; TLanes.IsSupported && i < Count; i += TLanes.Count)
            {
                TLanes.Store(to + i, DoubleLogLanes.Log(TLanes.Load(from + i)));
            }
        }

        Assert.Equal(0, TLanes.IsSupported ? Differences(expected, logs) : 0);
    }

    private static unsafe void CheckSinesAndCosines<TLanes>(double[] angles, (double Sin, double Cos)[] expected)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        double[] sines = new double[Count];
        double[] cosines = new double[Count];
        fixed (double* from = angles)
        fixed (double* first = sines)
        fixed (double* second = cosines)
        {
            for (int i = 0; TLanes.IsSupported && i < Count; i += TLanes.Count)
            {
                DoubleSinCosLanes.SinCos(TLanes.Load(from + i), out TLanes sine, out TLanes cosine);
                TLanes.Store(first + i, sine);
                TLanes.Store(second + i, cosine);
            }
        }

        Assert.Equal(0, TLanes.IsSupported ? Differences(expected.Select(pair => pair.Sin), sines) : 0);
        Assert.Equal(0, TLanes.IsSupported ? Differences(expected.Select(pair => pair.Cos), cosines) : 0);
    }

    private static int Differences(IEnumerable<double> expected, double[] actual) =>
        expected.Zip(actual).Count(pair => BitConverter.DoubleToInt64Bits(pair.First) != BitConverter.DoubleToInt64Bits(pair.Second));
}
