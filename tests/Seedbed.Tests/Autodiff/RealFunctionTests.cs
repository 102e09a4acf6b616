using System.Numerics;
using Seedbed.Autodiff.Kernels;
using Xunit;

namespace Seedbed.Tests.Autodiff;

/// <summary>The functions of vectors against the platform's in double.</summary>
public sealed class RealFunctionTests
{
    private delegate void Function<T>(ReadOnlySpan<T> x, Span<T> y);

    [Fact]
    public void Exp_is_exact_to_three_units()
    {
        Compare<float>(RealFunctions.Exp, Math.Exp, -87, 87.9);
        Compare<double>(RealFunctions.Exp, Math.Exp, -700, 709);
        Compare<double>(RealFunctions.Exp, Math.Exp, -2, 2);
    }

    [Fact]
    public void Exp_over_the_range_is_exact_to_three_units()
    {
        Compare<float>(RealFunctions.ExpOverTheRange, Math.Exp, -87, 88.7);
        Compare<double>(RealFunctions.ExpOverTheRange, Math.Exp, -700, 709.7);
        Assert.Equal([0, 0, 1e-40f, 1, float.PositiveInfinity, float.PositiveInfinity],
            Of(RealFunctions.ExpOverTheRange, float.NegativeInfinity, -110, float.Log(1e-40f), 0, 89, 1e30f));
        Assert.Equal([0, 0, 1, double.PositiveInfinity, double.PositiveInfinity],
            Of(RealFunctions.ExpOverTheRange, double.NegativeInfinity, -750, 0, 710, 1e300));
    }

    [Fact]
    public void ExpM1_is_exact_to_three_units()
    {
        Compare<float>(RealFunctions.ExpM1, ExpM1, -90, 87.9);
        Compare<float>(RealFunctions.ExpM1, ExpM1, -1e-3, 1e-3);
        Compare<double>(RealFunctions.ExpM1, ExpM1, -700, 709);
        Compare<double>(RealFunctions.ExpM1, ExpM1, -1e-3, 1e-3);
    }

    [Fact]
    public void Sigmoid_is_exact_to_three_units()
    {
        Compare<float>(RealFunctions.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -86, 100);
        Compare<double>(RealFunctions.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -700, 100);
    }

    [Fact]
    public void Tanh_is_exact_to_three_units()
    {
        Compare<float>(RealFunctions.Tanh, Math.Tanh, -20, 20);
        Compare<double>(RealFunctions.Tanh, Math.Tanh, -30, 30);
    }

    [Fact]
    public void Tanh_keeps_its_digits_near_zero()
    {
        Compare<float>(RealFunctions.Tanh, Math.Tanh, -1e-3, 1e-3);
        Compare<double>(RealFunctions.Tanh, Math.Tanh, -1e-3, 1e-3);
    }

    [Fact]
    public void SoftplusRest_is_exact_to_three_units()
    {
        Compare<float>(RealFunctions.SoftplusRest, x => 2 * Math.Atanh(Math.Exp(-Math.Abs(x)) / (2 + Math.Exp(-Math.Abs(x)))), -87, 87);
        Compare<double>(RealFunctions.SoftplusRest, x => 2 * Math.Atanh(Math.Exp(-Math.Abs(x)) / (2 + Math.Exp(-Math.Abs(x)))), -3, 3);
    }

    [Fact]
    public void Log_is_exact_to_three_units()
    {
        Compare<float>(RealFunctions.Log, Math.Log, 1e-7, 1e-3);
        Compare<float>(RealFunctions.Log, Math.Log, 0.4, 2.1);
        Compare<float>(RealFunctions.Log, Math.Log, 1, 1e30);
        Compare<double>(RealFunctions.Log, Math.Log, 1e-300, 1e-290);
        Compare<double>(RealFunctions.Log, Math.Log, 0.4, 2.1);
        Compare<double>(RealFunctions.Log, Math.Log, 1, 1e300);
        Assert.Equal(0, RealFunctions.Log(1f));
    }

    [Fact]
    public void What_is_no_number_stays_so()
    {
        AssertStays<float>(RealFunctions.Exp, RealFunctions.ExpOverTheRange, RealFunctions.ExpM1, RealFunctions.Sigmoid, RealFunctions.Tanh,
            RealFunctions.SoftplusRest, RealFunctions.Log);
        AssertStays<double>(RealFunctions.Exp, RealFunctions.ExpOverTheRange, RealFunctions.ExpM1, RealFunctions.Sigmoid,
            RealFunctions.Tanh, RealFunctions.SoftplusRest, RealFunctions.Log);
    }

    [Fact]
    public void The_ends_are_held()
    {
        float[] ends = [float.PositiveInfinity, float.NegativeInfinity];
        Assert.Equal([1, -1], Of(RealFunctions.Tanh, ends));
        float[] y = Of(RealFunctions.Sigmoid, ends);
        Assert.Equal(1, y[0]);
        Assert.InRange(y[1], 0, 1e-37f);
        y = Of(RealFunctions.Exp, ends);
        Assert.InRange(y[0], 1e38f, float.MaxValue);
        Assert.InRange(y[1], 0, 1.3e-38f);
        Assert.All(Of(RealFunctions.SoftplusRest, ends), value => Assert.InRange(value, 0, 1.3e-38f));
    }

    /// <summary>.NET's own ExpM1 takes 1 off eˣ, and loses the digits near 0.</summary>
    private static double ExpM1(double x) => 2 * Math.Sinh(x / 2) * Math.Exp(x / 2);

    private static T[] Of<T>(Function<T> function, params T[] x)
    {
        T[] y = new T[x.Length];
        function(x, y);
        return y;
    }

    private static void AssertStays<T>(params Function<T>[] functions)
        where T : IFloatingPointIeee754<T> =>
        Assert.All(functions, function => Assert.True(T.IsNaN(Of(function, T.NaN, T.One)[0])));

    /// <summary>Of every length from 1 to 100 once, so that tails are seen too.</summary>
    private static void Compare<T>(Function<T> function, Func<double, double> expected, double low, double high)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Enumerable.Range(0, 5050).Select(i => T.CreateTruncating(low + ((high - low) * i / 5049)))];
        T[] y = new T[x.Length];
        for (int length = 1, start = 0; length <= 100; start += length++)
        {
            function(x.AsSpan(start, length), y.AsSpan(start, length));
        }

        double unit = typeof(T) == typeof(float) ? 1.0 / (1 << 23) : double.ScaleB(1, -52);
        Assert.All(x.Zip(y), pair =>
        {
            double wanted = expected(double.CreateTruncating(pair.First));
            Assert.True(Math.Abs(double.CreateTruncating(pair.Second) - wanted) <= 3 * unit * Math.Abs(wanted),
                $"of {pair.First}: {pair.Second} instead of {wanted}");
        });
    }
}
