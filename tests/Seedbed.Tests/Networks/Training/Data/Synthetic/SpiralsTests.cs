using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Data.Synthetic;

public sealed class SpiralsTests
{
    [Fact]
    public void Points_without_noise_lie_on_their_arms()
    {
        DataSet set = Spirals.Create(500, seed: 3, arms: 5, turns: 0.75, noise: 0);
        double[] points = set.X.ToArray();
        double[] targets = set.Y.ToArray();

        Assert.Equal([500, 2], set.X.Dimensions);
        Assert.Equal([500], set.Y.Dimensions);
        for (int i = 0; i < 500; i++)
        {
            (double x, double y) = (points[2 * i], points[(2 * i) + 1]);
            double radius = Math.Sqrt((x * x) + (y * y));
            double angle = 2 * Math.PI * ((targets[i] / 5) + (0.75 * radius));
            Assert.Equal(i % 5, targets[i]);
            Assert.InRange(radius, 0.1 - 1e-6, 1 + 1e-6);
            Assert.InRange(x, (radius * Math.Cos(angle)) - 1e-6, (radius * Math.Cos(angle)) + 1e-6);
            Assert.InRange(y, (radius * Math.Sin(angle)) - 1e-6, (radius * Math.Sin(angle)) + 1e-6);
        }
    }

    [Fact]
    public void Noise_has_its_deviation()
    {
        double[] clean = Spirals.Create(5000, seed: 3, noise: 0).X.ToArray();
        double[] noisy = Spirals.Create(5000, seed: 3, noise: 0.2).X.ToArray();

        double stddev = Math.Sqrt(clean.Zip(noisy, (a, b) => (a - b) * (a - b)).Average());

        // 10,000 draws: the deviation of their deviation is 0.2/√20000 = 0.0014.
        Assert.InRange(stddev, 0.194, 0.206);
    }

    [Fact]
    public void A_point_depends_on_seed_and_number_alone()
    {
        Assert.Equal(Spirals.Create(10, seed: 3).X.ToArray(), Spirals.Create(100, seed: 3).X.ToArray()[..20]);
        Assert.NotEqual(Spirals.Create(10, seed: 3).X.ToArray(), Spirals.Create(10, seed: 4).X.ToArray());
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        Assert.StartsWith("count is 0; it must be at least 1.", Refused(() => Spirals.Create(0, 1)), StringComparison.Ordinal);
        Assert.StartsWith("arms is 0; it must be at least 1.", Refused(() => Spirals.Create(1, 1, arms: 0)), StringComparison.Ordinal);
        Assert.StartsWith("noise is NaN; it must be finite and at least 0.", Refused(() => Spirals.Create(1, 1, noise: double.NaN)),
            StringComparison.Ordinal);
        Assert.StartsWith("turns is Infinity; it must be from -1000 to 1000.",
            Refused(() => Spirals.Create(1, 1, turns: double.PositiveInfinity)), StringComparison.Ordinal);
    }

    private static string Refused(Func<DataSet> create) => Assert.Throws<ArgumentOutOfRangeException>(create).Message;
}
