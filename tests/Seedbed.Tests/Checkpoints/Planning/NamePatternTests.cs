using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Planning;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Planning;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("dense/kernel", "dense/kernel", true)]
    [InlineData("dense/kernel", "dense/kernels", false)]
    [InlineData("*/kernel", "dense/kernel", true)]
    [InlineData("*/kernel", "a/dense/kernel", false)]
    [InlineData("**/kernel", "a/dense/kernel", true)]
    [InlineData("**/kernel", "kernel", true)]
    [InlineData("**/kernel", "a/xkernel", false)]
    [InlineData("**kernel", "a/recurrent_kernel", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**/c", "a/c", true)]
    [InlineData("a/**/c", "a/b/b/c", true)]
    [InlineData("dense_?/bias", "dense_1/bias", true)]
    [InlineData("dense?bias", "dense/bias", false)]
    [InlineData("dense*", "dense", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a.b", "axb", false)]
    public void A_name_is_of_a_pattern(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.Matches(pattern, name));

    [Fact]
    public void Many_stars_take_no_long_time() =>
        Assert.False(NamePattern.Matches(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 2000)));

    [Fact]
    public void The_last_override_that_matches_holds()
    {
        PlanOptions options =
            new() { Seed = 1, Overrides = [new("**", new Ones()), new("a/*", new Zeros()), new("**/kernel", new HeNormal())] };

        InitializationPlan plan = Plans.Of(options, Tensor("a/kernel"), Tensor("a/bias"), Tensor("b/bias"));

        Assert.Equal(["HeNormal", "Zeros", "Ones"], plan.Tensors.Select(tensor => tensor.Initializer.ClassName));
    }

    [Fact]
    public void A_pattern_that_matches_nothing_is_refused() => Assert.Contains(
        "the pattern 'a/kernal' matches none of the 1 tensors. Did you mean 'a/kernel'?",
        Assert.Throws<ArgumentException>(
            () => Plans.Of(new PlanOptions { Overrides = [new("a/kernal", new Ones())] }, Tensor("a/kernel"))).Message,
        StringComparison.Ordinal);

    private static TensorTemplate Tensor(string name) => new(name, [2], DType.Float32, new GlorotUniform());
}
