using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Data;

/// <summary>Arrays and tensors of any numbers as samples.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class SamplesTests
{
    [Fact]
    public void Arrays_of_any_rank_and_number_convert()
    {
        Samples[] all =
        [
            new float[,] { { 1, 2 }, { 3, 4 } }, new double[,] { { 1, 2 }, { 3, 4 } }, new int[,] { { 1, 2 }, { 3, 4 } },
            new byte[,] { { 1, 2 }, { 3, 4 } },
            new sbyte[,] { { 1, 2 }, { 3, 4 } }, new short[,] { { 1, 2 }, { 3, 4 } }, new ushort[,] { { 1, 2 }, { 3, 4 } },
            new uint[,] { { 1, 2 }, { 3, 4 } },
            new long[,] { { 1, 2 }, { 3, 4 } }, new ulong[,] { { 1, 2 }, { 3, 4 } },
            new Half[,] { { (Half)1, (Half)2 }, { (Half)3, (Half)4 } },
            Tensor.Create<float>([1, 2, 3, 4], [2, 2]), Tensor.Create<double>([1, 2, 3, 4], [2, 2]),
        ];

        Assert.All(all, samples =>
        {
            Assert.Equal([2, 2], samples.Dimensions);
            Assert.Equal([1.0, 2, 3, 4], samples.ToArray());
        });
        Assert.Equal([1.0, 0], ((Samples)new[] { true, false }).ToArray());
        Assert.Equal([2, 3, 4, 5], ((Samples)new float[2, 3, 4, 5]).Dimensions);
    }

    [Fact]
    public void Large_integers_and_doubles_stay_exact()
    {
        Assert.Equal((1L << 40) + 1, ((Samples)new[] { (1L << 40) + 1 }).ToArray()[0]);
        Assert.Equal(0.1, ((Samples)new[] { 0.1 }).ToArray()[0]);
    }

    [Fact]
    public void Every_number_is_rounded_once()
    {
        float[] rounded = new float[3];

        Samples.Of([(1L << 24) + 1, (1L << 54) + (1L << 30) + 1, long.MinValue], 3).Gather([0, 1, 2], rounded);

        Assert.Equal([16777216, 18014400656965632, -9223372036854775808], rounded.Select(value => (long)value));
    }

    [Fact]
    public void Slices_and_gathered_samples_are_whole_samples()
    {
        Samples samples = new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        double[] gathered = new double[4];

        samples.Gather([2, 0], gathered);

        Assert.Equal([5.0, 6, 1, 2], gathered);
        Assert.Equal([3.0, 4, 5, 6], samples.Slice(1, 2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.Slice(2, 2));
    }

    [Fact]
    public void What_are_no_numbers_is_refused()
    {
        Assert.Contains("the array holds elements of String", Assert.Throws<ArgumentException>(() => Samples.Of(new[] { "a" })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Samples.Of<float>([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => Samples.Of<float>([1]));
        Assert.Throws<ArgumentException>(() => Samples.Of<float>([1], -1, -1));
        Assert.Throws<ArgumentException>(() => Samples.Of<float>([], 0, int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentException>(() => Samples.Of<float>([1], int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void The_first_value_that_is_not_finite_is_found()
    {
        Assert.Equal(-1, ((Samples)new float[5]).FirstNonFinite());
        Assert.Equal(2, ((Samples)new[] { 0, 1, float.NaN, float.PositiveInfinity }).FirstNonFinite());
        Assert.Equal(1, ((Samples)new[] { 0, double.NegativeInfinity }).FirstNonFinite());
    }
}
