using Seedbed.Autodiff.Kernels;
using Xunit;

namespace Seedbed.Tests.Autodiff;

/// <summary>erfc against its power series and its continued fraction.</summary>
public sealed class ErrorFunctionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-0.46)]
    [InlineData(0.47)]
    [InlineData(-1.5)]
    [InlineData(1.9)]
    public void Within_two_it_is_one_minus_the_series(double x)
    {
        // erf x = 2/√π · Σ (−1)ⁿ·x²ⁿ⁺¹ / (n!·(2n + 1))
        double power = x;
        double sum = 0;
        for (int n = 0; n < 60; n++)
        {
            sum += power / ((2 * n) + 1);
            power *= -x * x / (n + 1);
        }

        Assert.Equal(1 - (2 / Math.Sqrt(Math.PI) * sum), ErrorFunction.Complement(x, Math.Exp(-x * x)), 1e-14);
    }

    [Theory]
    [InlineData(2.5)]
    [InlineData(3.99)]
    [InlineData(4.01)]
    [InlineData(7.5)]
    public void Beyond_two_it_is_the_continued_fraction(double x)
    {
        // erfc x = exp(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + 2/(x + …)))))
        double fraction = x;
        for (int k = 400; k > 0; k--)
        {
            fraction = x + (k / 2.0 / fraction);
        }

        double expected = Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
        Assert.Equal(1, ErrorFunction.Complement(x, Math.Exp(-x * x)) / expected, 1e-13);
        Assert.Equal(2 - expected, ErrorFunction.Complement(-x, Math.Exp(-x * x)), 1e-15);
    }
}
