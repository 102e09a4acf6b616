using System.Runtime.Intrinsics;
using Seedbed.LinearAlgebra;
using Xunit;

namespace Seedbed.Tests.LinearAlgebra;

public sealed class ColumnKernelsTests
{
    private const int LongestLength = 40;
    private const int Columns = 4;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, LongestLength + 1)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_dot_product_has_eight_running_sums_and_an_ordered_rest(int length)
    {
        double[] x = new NormalMatrix(1).Draw(LongestLength + 1, 1);
        double[] c = new NormalMatrix(2).Draw(LongestLength + 1, 1);
        double[] sums = new double[8];
        int whole = length / 8 * 8;
        for (int i = 0; i < whole; i++)
        {
            sums[i % 8] += x[i] * c[i];
        }

        double expected = ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
        for (int i = whole; i < length; i++)
        {
            expected += x[i] * c[i];
        }

        Assert.Equal(Bits(expected), Bits(ColumnKernels.Dot(ref x[0], ref c[0], length)));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Subtraction_rounds_the_product_first_and_stays_within_the_length(int length)
    {
        double[] x = new NormalMatrix(1).Draw(LongestLength + 1, 1);
        double[] c = new NormalMatrix(2).Draw(LongestLength + 1, 1);
        double[] expected = [.. c.Select((value, i) => i < length ? value - (0.3 * x[i]) : value)];

        ColumnKernels.Subtract(0.3, ref x[0], ref c[0], length);

        Assert.Equal(expected.Select(Bits), c.Select(Bits));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Four_columns_at_once_have_the_bits_of_one_at_a_time(int length)
    {
        const int Stride = LongestLength + 1;
        Vector256<double> weights = Vector256.Create(0.3, -1.7, 2.9, 1e-3);
        double[] x = new NormalMatrix(1).Draw(Stride, 1);
        double[] next = new NormalMatrix(2).Draw(Stride, 1);
        double[] single = new NormalMatrix(3).Draw(Stride, Columns);
        double[] four = [.. single];
        double[] fused = [.. single];
        double[] dots = new double[Columns];
        double[] nextDots = new double[Columns];
        for (int j = 0; j < Columns; j++)
        {
            dots[j] = ColumnKernels.Dot(ref x[0], ref single[j * Stride], length);
            ColumnKernels.Subtract(weights[j], ref x[0], ref single[j * Stride], length);
            nextDots[j] = ColumnKernels.Dot(ref next[0], ref single[j * Stride], length);
        }

        Vector256<double> fourDots = ColumnKernels.DotFour(ref x[0], ref four[0], Stride, length);
        ColumnKernels.SubtractFour(weights, ref x[0], ref four[0], Stride, length);
        Vector256<double> fusedDots = ColumnKernels.SubtractThenDotFour(weights, ref x[0], ref next[0], ref fused[0], Stride, length);

        Assert.Equal(dots.Select(Bits), Enumerable.Range(0, Columns).Select(j => Bits(fourDots[j])));
        Assert.Equal(nextDots.Select(Bits), Enumerable.Range(0, Columns).Select(j => Bits(fusedDots[j])));
        Assert.Equal(single.Select(Bits), four.Select(Bits));
        Assert.Equal(single.Select(Bits), fused.Select(Bits));
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
