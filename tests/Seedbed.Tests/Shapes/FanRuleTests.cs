using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Tests.Golden;
using Seedbed.Tests.Initializers;
using Xunit;

namespace Seedbed.Tests.Shapes;

public sealed class FanRuleTests
{
    [Fact]
    public void Fans_are_keras_s_with_and_without_axes()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy");
        JsonElement[] entries = [.. golden.RootElement.GetProperty("fans").EnumerateArray()];
        ILookup<bool, JsonElement> byError = entries.ToLookup(entry => entry.TryGetProperty("error", out _));

        Assert.Equal((42, 2), (byError[false].Count(), byError[true].Count()));
        Assert.All(byError[false], entry =>
            Assert.Equal(new Fans(entry.GetProperty("fan_in").GetDouble(), entry.GetProperty("fan_out").GetDouble()), FansOf(entry)));
        Assert.All(byError[true], entry =>
            Assert.Contains(
                "an axis is from", Assert.Throws<ArgumentOutOfRangeException>(() => FansOf(entry)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_depthwise_output_sees_one_channel() => Assert.Equal(new Fans(9, 18), FanRule.Depthwise.Of([3, 3, 64, 2]));

    [Fact]
    public void A_grouped_input_feeds_the_outputs_of_its_group() =>
        Assert.Equal(new Fans(9 * 16, 9 * 32), FanRule.Grouped(4).Of([3, 3, 16, 128]));

    [Fact]
    public void A_transposed_kernel_has_its_outputs_before_its_inputs()
    {
        Assert.Equal(new Fans(16 * 8, 16 * 32), FanRule.Transposed.Of([4, 4, 32, 8]));
        Assert.Equal(new Fans(16 * 8 / 4.0, 16 * 32), FanRule.TransposedWithStrides(2, 2).Of([4, 4, 32, 8]));
        Assert.Equal(FanRule.Transposed, FanRule.TransposedWithStrides(1, 1));
    }

    [Fact]
    public void Packed_projections_count_one_at_a_time() => Assert.Equal(new Fans(512, 512), FanRule.Packed(3).Of([512, 1536]));

    [Theory]
    [InlineData("abc,cd->abd", new long[] { 7, 5 }, 7, 5)]
    [InlineData("abc,cde->abde", new long[] { 512, 8, 64 }, 512, 512)]
    [InlineData("abcd,cde->abe", new long[] { 8, 64, 512 }, 512, 512)]
    [InlineData("...x,xy->...y", new long[] { 7, 5 }, 7, 5)]
    [InlineData("ab,cb->ac", new long[] { 5, 7 }, 7, 5)]
    [InlineData("ab,b->ab", new long[] { 7 }, 1, 7)]
    public void An_einsum_kernel_s_axes_are_told_by_its_equation(string equation, long[] shape, double fanIn, double fanOut) =>
        Assert.Equal(new Fans(fanIn, fanOut), FanRule.Einsum(equation).Of(shape));

    [Theory]
    [InlineData("")]
    [InlineData("ab,bc")]
    [InlineData("ab->ab")]
    [InlineData("ab,bc,cd->ad")]
    [InlineData("ab,b1->a1")]
    public void Another_equation_is_refused(string equation) => Assert.Throws<ArgumentException>(() => FanRule.Einsum(equation));

    [Fact]
    public void A_rule_for_kernels_refuses_vectors_and_a_count_below_1_is_refused()
    {
        FanRule[] rules = [FanRule.Depthwise, FanRule.Transposed, FanRule.Grouped(2), FanRule.Packed(3)];
        Assert.All(rules, rule =>
            Assert.Contains("rank 2 or more, but the shape is [5]", Assert.Throws<ArgumentException>(() => rule.Of([5])).Message,
                StringComparison.Ordinal));

        Assert.Throws<ArgumentOutOfRangeException>(() => FanRule.Grouped(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FanRule.Packed(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FanRule.TransposedWithStrides(2, 0));
    }

    [Fact]
    public void Rules_are_equal_by_content()
    {
        Assert.Equal(FanRule.Axes([0, 1], [2]), FanRule.Axes([0, 1], [2]));
        Assert.Equal(FanRule.Axes([0, 1], [2]).GetHashCode(), FanRule.Axes([0, 1], [2]).GetHashCode());
        Assert.NotEqual(FanRule.Axes([0, 1], [2]), FanRule.Axes([1, 0], [2]));
        Assert.NotEqual(FanRule.Grouped(2), FanRule.Grouped(3));
        Assert.NotEqual(FanRule.Keras, FanRule.Transposed);
    }

    [Theory]
    [InlineData("depthwise")]
    [InlineData("transposed")]
    [InlineData("transposed(4)")]
    [InlineData("grouped(4)")]
    [InlineData("pytorch")]
    [InlineData("pytorch(2)")]
    [InlineData("pytorch_transposed(3)")]
    [InlineData("packed(3)")]
    public void A_rule_is_found_by_its_name(string name)
    {
        VarianceScaling named = (VarianceScaling)KerasCall.Create("HeNormal", $$"""{"fans": "{{name}}"}""");

        Assert.Equal(name, named.Fans.Name);
        Assert.Contains(named.Arguments!, argument => argument.Name == "fans");
    }

    private static Fans FansOf(JsonElement entry)
    {
        string axes = $$"""{"input_axes": {{entry.GetProperty("input_axes").GetRawText()}}, "output_axes": {{entry.GetProperty("output_axes").GetRawText()}}}""";
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(dimension => (long)dimension.GetDouble())];
        return ((VarianceScaling)KerasCall.Create("VarianceScaling", axes)).Fans.Of(shape);
    }

    /// <summary>The first two rows are those of <c>torch.nn.init._calculate_fan_in_and_fan_out</c>.</summary>
    [Fact]
    public void Kernels_in_PyTorch_s_layout()
    {
        Assert.Equal(new Fans(784, 128), FanRule.PyTorch().Of([128, 784]));
        Assert.Equal(new Fans(3 * 25, 64 * 25), FanRule.PyTorch().Of([64, 3, 5, 5]));
        Assert.Equal(new Fans(8 * 9, 16 * 9), FanRule.PyTorch(groups: 4).Of([64, 8, 3, 3]));
        Assert.Equal(new Fans(32 * 9, 64 * 9), FanRule.PyTorchTransposed().Of([32, 64, 3, 3]));
        Assert.Throws<ArgumentException>(() => FanRule.PyTorch().Of([64]));
    }
}
