using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>Positions against worked numbers.</summary>
public sealed class PositionTests
{
    [Fact]
    public void Sinusoids_are_interleaved()
    {
        double[] positions = new SinusoidalPositions().CreateArray<double>([50, 6]);
        for (int p = 0; p < 50; p++)
        {
            for (int i = 0; i < 3; i++)
            {
                double angle = p / Math.Pow(10000, 2 * i / 6.0);
                Assert.Equal(Math.Sin(angle), positions[(p * 6) + (2 * i)], 1e-13);
                Assert.Equal(Math.Cos(angle), positions[(p * 6) + (2 * i) + 1], 1e-13);
            }
        }
    }

    [Fact]
    public void Whisper_s_sinusoids_stand_one_after_the_other() => AssertEqual(
        [0.8414709848, 9.999999983e-05, 0.5403023059, 0.999999995], new WhisperPositions().CreateArray<double>([2, 4])[4..]);

    [Fact]
    public void Rotary_frequencies_fall_by_powers_of_theta()
    {
        AssertEqual([1, 0.1, 0.01, 0.001], new RotaryFrequencies().CreateArray<double>([4]));
        double[] stretched = new Llama3RotaryFrequencies().CreateArray<double>([64]);
        AssertEqual([1.0, 0.003211445995, 0.000524846161, 3.068925989e-07], [stretched[0], stretched[28], stretched[32], stretched[63]]);
        Assert.Equal(1, stretched[63] / 3.068925989e-07, 1e-9);
    }

    [Fact]
    public void The_slopes_of_ALiBi_are_powers_of_two_or_every_other_of_twice_as_many()
    {
        Assert.Equal([0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625], new AlibiSlopes().CreateArray<double>([8]));
        AssertEqual([0.7071067812, 0.3535533906, 0.1767766953, 0.08838834765], new AlibiSlopes().CreateArray<double>([12])[8..]);
    }

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
    }
}
