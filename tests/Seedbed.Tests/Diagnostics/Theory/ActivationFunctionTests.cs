using Seedbed.Autodiff;
using Seedbed.Diagnostics;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Theory;

/// <summary>Functions of users: kinks that are found, slopes that are taken, what is refused.</summary>
public sealed class ActivationFunctionTests
{
    public static TheoryData<string> Names => [.. NamedActivations.Functions.Descriptions.Select(known => known.ClassName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Slopes_are_those_of_finite_differences_and_jumps_are_at_breakpoints(string name)
    {
        ActivationFunction activation = ActivationFunction.Named(name);
        const double step = 1e-5;
        for (double x = -7.013; x < 7; x += 0.0517)
        {
            bool isSmooth = activation.Breakpoints.All(point => Math.Abs(point - x) > 2 * step);
            double expected = (activation.Value(x + step) - activation.Value(x - step)) / (2 * step);
            Assert.True(!isSmooth || Math.Abs(activation.Slope(x) - expected) <= 1e-7 * Math.Max(1, Math.Abs(expected)), $"{name} at {x}");
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("leaky_relu")]
    [InlineData("relu6")]
    [InlineData("selu")]
    [InlineData("gelu")]
    [InlineData("tanh")]
    [InlineData("hard_silu")]
    [InlineData("hard_sigmoid")]
    [InlineData("soft_shrink")]
    public void A_function_of_a_user_has_the_kinks_and_moments_of_the_named_one(string name)
    {
        ActivationFunction named = ActivationFunction.Named(name);
        ActivationFunction own = ActivationFunction.Of(named.Value);
        (GaussianMoments expected, GaussianMoments actual) = (GaussianMoments.Of(named, 1.7), GaussianMoments.Of(own, 1.7));

        Assert.Equal(named.Breakpoints, own.Breakpoints);
        Assert.Equal(expected.MeanSquare, actual.MeanSquare, 1e-12);
        Assert.Equal(expected.MeanSquareSlope, actual.MeanSquareSlope, 1e-9);
        Assert.Equal(expected.Growth, actual.Growth, 1e-9);
        Assert.Equal(CriticalPoint.Of(named)?.Kind, CriticalPoint.Of(own)?.Kind);
        for (double x = -5.03; x < 5; x += 0.31)
        {
            Assert.Equal(named.Slope(x), own.Slope(x), 1e-8);
        }
    }

    [Fact]
    public void A_kink_at_no_neat_number_is_found()
    {
        ActivationFunction own = ActivationFunction.Of(x => Math.Abs(x - (1 / 3.0)));

        Assert.Equal(1 / 3.0, Assert.Single(own.Breakpoints), 1e-11);
        Assert.Equal(1 + (1 / 9.0), GaussianMoments.Of(own, 1).MeanSquare, 1e-12);
        Assert.Null(CriticalPoint.Of(own));
    }

    [Fact]
    public void A_steep_and_a_quick_function_are_followed()
    {
        Assert.Equal((1 - Math.Exp(-2 * 900)) / 2, GaussianMoments.Of(ActivationFunction.Of(x => Math.Sin(30 * x)), 1).MeanSquare, 1e-11);
        Assert.Equal(0.9920214824805, GaussianMoments.Of(ActivationFunction.Of(x => Math.Tanh(100 * x)), 1).MeanSquare, 1e-10);
    }

    [Theory]
    [InlineData("step", "the function jumps, or has an infinite slope, at x = 0: E[φ′²] does not exist")]
    [InlineData("late step", "the function jumps, or has an infinite slope, at x = 2.7: E[φ′²] does not exist")]
    [InlineData("root", "the function jumps, or has an infinite slope, at x = 0: E[φ′²] does not exist")]
    [InlineData("negative root", "the function gives NaN at x = -")]
    [InlineData("square", "the function grows faster than the Gaussian decays: E[φ(z)²] is infinite")]
    [InlineData("pole", "the function jumps, or has an infinite slope, at x = 0")]
    public void What_has_no_theory_gets_a_sentence(string kind, string sentence)
    {
        Func<double, double> function = kind switch
        {
            "step" => x => x > 0 ? 1 : 0,
            "late step" => x => x > 2.7 ? x : x / 2,
            "root" => x => Math.Sqrt(Math.Abs(x)),
            "negative root" => Math.Sqrt,
            "square" => x => Math.Exp(x * x),
            _ => x => 1 / x,
        };

        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(() => ActivationFunction.Of(function)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_jumps_has_no_critical_point_and_no_slope_moment()
    {
        ActivationFunction shrink = ActivationFunction.Named("hard_shrink");

        Assert.False(shrink.IsContinuous);
        Assert.Null(CriticalPoint.Of(shrink));
        Assert.True(double.IsNaN(GaussianMoments.Of(shrink, 1).MeanSquareSlope));
        Assert.Throws<ArgumentException>(() => new DynamicalIsometry(shrink, 1, 1, WeightEnsemble.Gaussian, 3));
    }

    [Theory]
    [InlineData("leaky_relu(0.3)", "leaky_relu(negative_slope=0.3)")]
    [InlineData("elu( 0.5 )", "elu(alpha=0.5)")]
    [InlineData("swish", "silu")]
    [InlineData("gelu_tanh", "gelu_new")]
    public void Two_spellings_are_one_function(string one, string other) =>
        Assert.Equal(ActivationFunction.Named(one).Value(-0.8), ActivationFunction.Named(other).Value(-0.8));

    [Theory]
    [InlineData("gleu", "Did you mean 'gelu'?")]
    [InlineData("softmax", "acts on a whole axis")]
    [InlineData("leaky_relu(-1)", "negative_slope is -1; it must be finite and at least 0.")]
    [InlineData("leaky_relu(slope=1)", "has no argument 'slope'")]
    [InlineData("gelu(0.1)", "is not of the form key=value")]
    [InlineData("{}", "is no activation's name")]
    public void A_wrong_name_gets_a_sentence(string name, string sentence) =>
        Assert.Contains(sentence, Assert.ThrowsAny<Exception>(() => ActivationFunction.Named(name)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_variance_outside_is_refused(double variance)
    {
        ActivationFunction tanh = ActivationFunction.Named("tanh");

        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianMoments.Of(tanh, variance));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceMap(tanh, variance));
        Assert.Throws<ArgumentOutOfRangeException>(() => CriticalLinePoint.At(tanh, variance));
    }
}
