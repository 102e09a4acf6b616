using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Recipes;

public sealed class InitializationRulesTests
{
    private static readonly ModelTemplate s_model = new("m",
    [
        new("embed/table", [50, 8], DType.Float32, new RandomUniform()) { LayerClass = "Embedding" },
        new("dense/kernel", [8, 4], DType.Float32, new GlorotUniform()) { LayerClass = "Dense" },
        new("dense/bias", [4], DType.Float32, new Zeros()) { LayerClass = "Dense" },
        new("norm/moving", [4, 4], DType.Float32, new Ones()) { LayerClass = "Norm", Trainable = false },
    ]);

    private static string[] Classes(InitializationRules rules) => [.. rules.Apply(s_model).Tensors.Select(tensor => tensor.Initializer.ClassName)];

    [Fact]
    public void The_default_fills_kernels_alone_whenever_it_is_said()
    {
        Assert.Equal(["HeNormal", "HeNormal", "Zeros", "Ones"], Classes(new InitializationRules().Default(new HeNormal())));
        Assert.Equal(["HeNormal", "LecunNormal", "Zeros", "Ones"],
            Classes(new InitializationRules().For("dense/kernel", new LecunNormal()).Default(new HeNormal())));
    }

    [Fact]
    public void The_last_rule_that_fits_holds() => Assert.Equal(["RandomNormal", "Orthogonal", "Constant", "Constant"],
        Classes(new InitializationRules()
            .For("**", new Constant(1)).ForLayers("Embedding", new RandomNormal()).For("**/kernel", new Orthogonal())));

    [Theory]
    [InlineData("**/kernl", "the pattern '**/kernl' matches none of the 4 tensors.")]
    [InlineData("*", "in a pattern * is any letters but '/'")]
    public void A_pattern_that_matches_nothing_is_told(string pattern, string sentence) => Assert.Contains(sentence,
        Assert.Throws<ArgumentException>(() => Classes(new InitializationRules().For(pattern, new Zeros()))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_layer_that_is_not_there_is_told_with_those_that_are() => Assert.Equal(
        "the rule for Embeding fits no layer with weights. Did you mean 'Embedding'? There are Embedding, Dense, Norm.",
        Assert.Throws<ArgumentException>(() => Classes(new InitializationRules().ForLayers("Embeding", new Zeros()))).Message);
}
