using Seedbed.Autodiff;
using Seedbed.Diagnostics;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Monitoring;

/// <summary>Deviations of what hardly differs, and what an update leaves as it was, against plain countings.</summary>
public sealed class ElementSumsTests
{
    /// <summary>E[x²] − E[x]² of rounded sums says 1.8e-6, 3.2e-7 and 4.9e-6 of the first three sizes; up to 1e-7 a signal counts as constant.</summary>
    [Theory]
    [InlineData(0.1f, 1_000_000)]
    [InlineData(1.7f, 100_000)]
    [InlineData(0.3f, 8_000_000)]
    [InlineData(1e30f, 1003)]
    [InlineData(0f, 1003)]
    public void Constants_have_no_deviation(float value, int count)
    {
        Tensor constant = Tensor.Zeros(ElementType.Float32, [count]);
        constant.Values<float>().Fill(value);

        ElementSums sums = ElementSums.Of(constant);

        Assert.InRange(sums.Deviation, 0, 1e-12 * value);
        Assert.Equal(value, sums.Moments.Mean, 1e-9 * value);
        Assert.Equal(value == 0 ? 0 : count, sums.Changed);
    }

    /// <summary>Half of the elements are above the mean by so much, half below.</summary>
    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    [InlineData(1e-8)]
    public void Small_deviations_are_those_of_the_elements(double deviation)
    {
        Tensor y = Tensor.Zeros(ElementType.Float64, [20_002]), x = Tensor.Zeros(ElementType.Float64, [20_002]);
        for (int i = 0; i < y.Count; i++)
        {
            y.Values<double>()[i] = i % 2 == 0 ? 3 + deviation : 3 - deviation;
            x.Values<double>()[i] = 2;
        }

        Assert.Equal(deviation, ElementSums.Of(y).Deviation, 1e-7 * deviation);
        Assert.Equal(deviation, ElementSums.Of(y, x).Deviation, 1e-7 * deviation);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_not_finite_has_no_finite_deviation(float value)
    {
        Tensor tensor = Tensor.Zeros(ElementType.Float32, [100]);
        tensor.Values<float>()[50] = value;

        Assert.False(double.IsFinite(ElementSums.Of(tensor).Deviation));
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Elements_with_a_gradient_that_stay_are_lost(ElementType type)
    {
        Tensor[] tensors = [.. Enumerable.Range(0, 3).Select(_ => Tensor.Zeros(type, [203]))];
        int expected = 0;
        for (int i = 0; i < 203; i++)
        {
            (int before, int after, int gradient) = (i % 5, i % 3 == 0 ? i % 5 : 7, i % 4 == 0 ? 0 : -1);
            expected += before == after && gradient != 0 ? 1 : 0;
            foreach ((Tensor tensor, int value) in tensors.Zip([after, before, gradient]))
            {
                if (type == ElementType.Float32)
                {
                    tensor.Values<float>()[i] = value;
                }
                else
                {
                    tensor.Values<double>()[i] = value;
                }
            }
        }

        Assert.InRange(expected, 1, 100);
        Assert.Equal(expected, ElementSums.CountLost(tensors[0], tensors[1], tensors[2]));
    }
}
