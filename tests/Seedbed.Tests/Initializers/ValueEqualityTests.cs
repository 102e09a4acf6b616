using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Serialization;
using Xunit;

namespace Seedbed.Tests.Initializers;

public sealed class ValueEqualityTests
{
    [Fact]
    public void Constants_that_fill_other_bits_are_not_equal()
    {
        Assert.NotEqual(new Constant(0.0), new Constant(-0.0));
        Assert.NotEqual(Initializer.FromValues<float>([0f], [1]), Initializer.FromValues<float>([-0f], [1]));
        Assert.NotEqual(new ArrayValue([1], [0.0]), new ArrayValue([1], [-0.0]));
        Assert.Equal(new Constant(double.NaN), new Constant(-double.NaN));
    }

    [Fact]
    public void Any_axes_have_a_hash_code()
    {
        FanRule huge = FanRule.Axes([int.MaxValue, int.MaxValue], [int.MinValue]);
        Assert.Contains(new HeNormal(1, FanRule.Axes([int.MaxValue, int.MaxValue], [int.MinValue])),
            new HashSet<Initializer> { new HeNormal(1, huge) });
    }

    [Fact]
    public void With_changes_one_property_and_checks_it()
    {
        Assert.Equal(new HeNormal(2, FanRule.Depthwise), new HeNormal(1) with { Seed = 2, Fans = FanRule.Depthwise });
        Assert.Throws<ArgumentNullException>(() => new VarianceScaling(2, seed: 1) with { Fans = null! });
        Assert.NotEqual<VarianceScaling>(new VarianceScaling(2, seed: 1), new HeNormal(1));
        Assert.Equal(new STFT(StftSide.Imaginary, scaling: StftScaling.None),
            new STFT() with { Side = StftSide.Imaginary, Scaling = StftScaling.None });
    }

    [Theory]
    [InlineData("HeNormal(seed=42)")]
    [InlineData("VarianceScaling(seed=1, scale=2, mode=fan_out, distribution=uniform, input_axes=[0], output_axes=[1, 2])")]
    [InlineData("STFT(side=imag, window=tukey, periodic=true, scaling=spectrum)")]
    [InlineData("Constant(value=[1, 2.5])")]
    [InlineData("Constant(value=NaN)")]
    [InlineData("Zeros()")]
    public void A_text_form_reads_back(string call)
    {
        Initializer initializer = InitializerRegistry.Default.Get(call);
        Assert.Equal(
            call.Replace("fan_out", "'fan_out'", StringComparison.Ordinal).Replace("uniform", "'uniform'", StringComparison.Ordinal)
            .Replace("imag", "'imag'", StringComparison.Ordinal).Replace("tukey", "'tukey'", StringComparison.Ordinal).Replace(
                "spectrum", "'spectrum'", StringComparison.Ordinal), initializer.ToString());
        Assert.Equal(initializer, InitializerRegistry.Default.Get(initializer.ToString()));
    }

    [Fact]
    public void A_key_is_shown_and_a_function_has_its_class_name()
    {
        Assert.Equal("HeNormal(seed=key 00000000000000020000000000000001)", new HeNormal(Seed.FromKey(new RandomKey(1, 2))).ToString());
        Assert.StartsWith(
            "FunctionInitializer", Initializer.FromFunction<float>((values, _) => values.Clear()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_broadcast_is_stopped_by_its_token()
    {
        using CancellationTokenSource stop = new();
        Initializer stopping = Initializer.FromFunction<double>((values, _) => stop.Cancel());
        FillOptions options = new() { CancellationToken = stop.Token, MaxDegreeOfParallelism = 1 };
        Assert.ThrowsAny<OperationCanceledException>(() => stopping.CreateArray<float>([1 << 17], options));
        Assert.ThrowsAny<OperationCanceledException>(() => new Constant([1, 2], [2]).CreateArray<float>([1 << 16, 2], options));
    }
}
