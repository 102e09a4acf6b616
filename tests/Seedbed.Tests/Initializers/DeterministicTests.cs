using System.Numerics;
using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Initializers;

/// <summary>The schemes without randomness.</summary>
public sealed class DeterministicTests
{
    [Fact]
    public void Zeros_ones_constants_and_identities_are_keras_s()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy");

        // Weights are floating-point: the three cases of int32 have no counterpart.
        JsonElement[] cases = [.. golden.RootElement.GetProperty("cases").EnumerateArray().Where(item => Dtype(item) != "int32")];

        Assert.Equal(53, cases.Length);
        Assert.Empty(cases.SelectMany(Faults));
    }

    [Theory]
    [InlineData("""{"value": null}""", "7fc000007fc00000")]
    [InlineData("""{"value": 1e40}""", "7f8000007f800000")]
    [InlineData("""{"value": true}""", "3f8000003f800000")]
    [InlineData("""{"value": [1.0, 2.0]}""", "3f80000040000000")]
    public void A_constant_takes_what_keras_takes(string arguments, string bits) =>
        Assert.Equal(bits, string.Concat(Bits<float>(KerasCall.Create("Constant", arguments), [2])));

    [Fact]
    public void An_array_is_broadcast_as_numpy_does()
    {
        Constant rows = new([1, 2, 3], [3, 1]);
        Constant block = new([1, 2, 3, 4, 5, 6], [2, 1, 3]);

        Assert.Equal([1, 1, 2, 2, 3, 3], rows.CreateArray<double>([3, 2]));
        Assert.Equal([1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3], rows.CreateArray<float>([2, 3, 2]));
        Assert.Equal([1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6], block.CreateArray<float>([2, 2, 3]));
        Assert.Equal([7, 7, 7, 7], new Constant([7], [1, 1]).CreateArray<float>([2, 2]));
        Assert.Empty(new Constant([], [0]).CreateArray<float>([4, 0]));
    }

    [Fact]
    public void An_array_broadcast_over_a_huge_weight_is_read_at_the_right_place()
    {
        float[] values = new float[4];
        new Constant([1, 2, 3], [3, 1]).FillSlice(values.AsSpan(), [3, 1L << 31], (1L << 32) - 2);

        Assert.Equal([2, 2, 3, 3], values);
    }

    [Fact]
    public void A_constant_is_rounded_once()
    {
        // 1 + 2⁻¹¹ + 2⁻⁴⁰: by way of float32 it would be a tie and go down to 1.
        double value = 1 + Math.ScaleB(1, -11) + Math.ScaleB(1, -40);

        Assert.Equal([Half.BitIncrement((Half)1)], new Constant(value).CreateArray<Half>([1]));
    }

    [Fact]
    public void A_negative_gain_makes_the_zeros_of_an_identity_negative() =>
        Assert.Equal(["c0000000", "80000000", "80000000", "c0000000"], Bits<float>(new Identity(-2), [2, 2]));

    [Fact]
    public void Given_values_are_copied_and_rounded()
    {
        double[] values = [0.1, 0.2, 0.3, 0.4];
        Initializer given = Initializer.FromValues<double>(values, [2, 2]);
        values[0] = 9;

        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f], given.CreateArray<float>([2, 2]));
        Assert.Equal(Initializer.FromValues<double>([0.1, 0.2, 0.3, 0.4], [2, 2]), given);
        Assert.NotEqual(Initializer.FromValues<double>([0.1, 0.2, 0.3, 0.5], [2, 2]), given);
    }

    [Fact]
    public void A_function_sees_the_whole_tensor_and_a_slice_is_cut_from_it()
    {
        Initializer ramp = Initializer.FromFunction<double>((destination, shape) =>
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = i + ((double)shape.Rank / 10);
            }
        });
        float[] slice = new float[2];
        ramp.FillSlice(slice.AsSpan(), [2, 3], 4);

        Assert.Equal([4.2f, 5.2f], slice);
        Assert.True(ramp.NeedsWholeTensor);
    }

    private static string? Dtype(JsonElement item) => item.GetProperty("dtype").GetString();

    private static IEnumerable<string> Faults(JsonElement item)
    {
        Initializer initializer = KerasCall.Create(item.GetProperty("class").GetString()!, item.GetProperty("args"));
        Shape shape = item.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();
        string[] bits = ElementTypes.Parse(Dtype(item)!) switch
        {
            ElementType.Float32 => Bits<float>(initializer, shape),
            ElementType.Float64 => Bits<double>(initializer, shape),
            ElementType.Float16 => Bits<Half>(initializer, shape),
            _ => Bits<BFloat16>(initializer, shape),
        };
        return ElementBits.Faults($"{initializer} {shape}", [item.GetProperty("bits").GetString()!], [string.Concat(bits)]);
    }

    private static string[] Bits<T>(Initializer initializer, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T> => ElementBits.Hex<T>(initializer.CreateArray<T>(shape));
}
