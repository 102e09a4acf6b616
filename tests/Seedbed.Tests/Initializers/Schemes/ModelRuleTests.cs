using Seedbed.Initializers;
using Xunit;
using static Seedbed.Initializers.RuleQuantity;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>The worked numbers of the rules of whole models.</summary>
public sealed class ModelRuleTests
{
    public static TheoryData<string, double, double> ResidualNumbers
    {
        get
        {
            ModelRule deepNorm = ModelRules.DeepNorm(6, 6);
            return new TheoryData<string, double, double>
            {
                { "Fixup, bottleneck", 0.08838834765, ModelRules.Fixup(16, 3, 64)["branch", StandardDeviation] },
                { "Fixup, basic", 0.01473139127, ModelRules.Fixup(8, 2, 9 * 128)["branch", StandardDeviation] },
                { "Fixup, last", 0, ModelRules.Fixup(8, 2, 9 * 128)["branch_last", Value] },
                { "T-Fixup, encoder", 0.4280918798, ModelRules.TFixup(6, 6)["encoder", StandardDeviationFactor] },
                { "T-Fixup, decoder", 0.3688939732, ModelRules.TFixup(6, 6)["decoder", StandardDeviationFactor] },
                { "DeepNorm α", 2.213363839, ModelRules.DeepNorm(12)["residual", ForwardFactor] },
                { "DeepNorm β", 0.3194715521, ModelRules.DeepNorm(12)["branch", Gain] },
                { "DeepNorm encoder α", 1.417938141, deepNorm["encoder_residual", ForwardFactor] },
                { "DeepNorm encoder β", 0.4969892408, deepNorm["encoder_branch", Gain] },
                { "torchscale's β", 0.656939801, ModelRules.DeepNorm(6, 6, asTorchscale: true)["encoder_branch", Gain] },
                { "DeepNorm decoder α", 2.059767144, deepNorm["decoder_residual", ForwardFactor] },
                { "DeepNorm decoder β", 0.343294524, deepNorm["decoder_branch", Gain] },
                { "Sub-LN", 1.782709688, ModelRules.SubLayerNorm(12)["branch", Gain] },
                { "Sub-LN decoder", 1.700109337, ModelRules.SubLayerNorm(6, 6)["decoder_branch", Gain] },
                { "Sub-LN encoder", 1.547288381, ModelRules.SubLayerNorm(6, 6)["encoder_branch", Gain] },
                { "ReZero", 0, ModelRules.ReZero["branch_scalar", Value] },
                { "SkipInit", 0, ModelRules.SkipInit["branch_scalar", Value] },
                { "zero-γ", 0, ModelRules.ZeroGamma["last_norm_gamma", Value] },
                { "LayerScale 18", 0.1, ModelRules.LayerScale(18)["branch_scale", Value] },
                { "LayerScale 24", 1e-5, ModelRules.LayerScale(24)["branch_scale", Value] },
                { "LayerScale 36", 1e-6, ModelRules.LayerScale(36)["branch_scale", Value] },
            };
        }
    }

    public static TheoryData<string, double, double> TransformerNumbers
    {
        get
        {
            ModelRule torchtitan = ModelRules.Torchtitan(31, 4096);
            ModelRule muP = ModelRules.MuP(8, 32, 128);
            ModelRule completeP = ModelRules.CompleteP(8, 16);
            ModelRule nanochat = ModelRules.Nanochat(768, 11, 12);
            return new TheoryData<string, double, double>
            {
                { "small-init", 0.01976423538, ModelRules.SmallInit(1024) },
                { "wang-init", 0.002604166667, ModelRules.WangInit(1024, 24) },
                { "GPT-2", 0.004082482905, ModelRules.Gpt2(12)["output_projection", StandardDeviation] },
                { "OPT", 0.0004330127019, ModelRules.Gpt2(96, 0.006)["output_projection", StandardDeviation] },
                { "DeepSeek", 0.006, new RandomNormal(stddev: 0.006).StandardDeviationFor([1024, 1024])!.Value },
                { "torchtitan l=0", 0.01414213562, ModelRules.Torchtitan(0, 4096)["output_projection", StandardDeviation] },
                { "torchtitan l=31", 0.0025, torchtitan["output_projection", StandardDeviation] },
                { "torchtitan head", 0.015625, torchtitan["head", StandardDeviation] },
                { "OLMo llama", 0.0025, ModelRules.OlmoCore("llama", 0, 32, 4096)["output_projection", StandardDeviation] },
                { "OLMo llama_depth", 0.01414213562, ModelRules.OlmoCore("llama_depth", 0, 32, 4096)["output_projection", StandardDeviation] },
                { "OLMo normalized", 0.03125 / 8, ModelRules.OlmoCore("normalized", 0, 32, 1024)["output_projection", StandardDeviation] },
                { "tied", 0.03125, ModelRules.TiedEmbedding(1024)["table", StandardDeviation] },
                { "nGPT", 0.03125, ModelRules.Ngpt(1024, 24)["hidden", StandardDeviation] },
                { "nGPT c_proj", 0.004510548978, ModelRules.Ngpt(1024, 24)["output_projection", StandardDeviation] },
                { "nanochat bound", 0.0625, nanochat["attention", UniformBound] },
                { "nanochat fc", 0.025, nanochat["c_fc", UniformBound] },
                { "nanochat residual", 1.05, nanochat["residual_lambda", Value] },
                { "nanochat x0", 0.05, nanochat["embedding_lambda", Value] },
                { "RWKV-7 receptance", 0.5 / 32, ModelRules.Rwkv7(1024, 0, 12, 65536)["receptance", UniformBound] },
                { "RWKV-7 head", 4, ModelRules.Rwkv7(1024, 0, 12, 65536)["head", Gain] },
                { "RWKV-7 norm", Math.Pow(0.5, 0.7), ModelRules.Rwkv7(1024, 5, 12, 65536)["ln_x", Value] },
                { "Mamba step projection", 0.25, ModelRules.Mamba(16, 1024, 64)["step_projection", UniformBound] },
                { "Mamba out_proj", 0.00390625, ModelRules.Mamba(16, 1024, 64)["output_projection", UniformBound] },
                { "Mamba out_proj, MLP", 0.00390625, ModelRules.Mamba(16, 1024, 32, hasMlp: true)["output_projection", UniformBound] },
                { "Mamba 3, MIMO", 0.25, ModelRules.Mamba(16, 1024, 64, mimoRank: 4)["mimo_x", Value] },
                { "KAN step", 0.4, ModelRules.Kan()["step", Value] },
                { "KAN knots", 12, ModelRules.Kan()["knots", Value] },
                { "KAN coefficients", 8, ModelRules.Kan()["coefficients", Value] },
                { "KAN first knot", -2.2, ModelRules.Kan()["first_knot", Value] },
                { "muP hidden", 0.007071067812, muP["hidden", StandardDeviation] },
                { "muP output", 0.0008838834765, muP["output_projection", StandardDeviation] },
                { "CompleteP residual", 0.0625, completeP["branch", ForwardFactor] },
                { "CompleteP hidden", 0.3535533906, completeP["hidden", StandardDeviationFactor] },
                { "CompleteP learning rate", 0.125, completeP["hidden", LearningRateFactor] },
                { "CompleteP epsilon", 0.0078125, completeP["hidden", EpsilonFactor] },
                { "CompleteP weight decay", 8, completeP["hidden", WeightDecayFactor] },
                { "CompleteP attention", 1 / 64.0, ModelRules.CompleteP(8, 16, headWidth: 64)["attention", ForwardFactor] },
                { "α = ½", 0.25, ModelRules.CompleteP(8, 16, 0.5)["branch", ForwardFactor] },
                { "α = ½, learning rate", 0.125 / 4, ModelRules.CompleteP(8, 16, 0.5)["hidden", LearningRateFactor] },
                { "α = ½, norms", 0.25, ModelRules.CompleteP(8, 16, 0.5)["bias_and_norm", LearningRateFactor] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(ResidualNumbers))]
    [MemberData(nameof(TransformerNumbers))]
    public void A_rule_has_its_worked_number(string name, double expected, double actual) => Assert.True(
        Math.Abs(expected - actual) <= 2e-9 * Math.Abs(expected), $"{name}: {expected} was expected, {actual} was got.");

    [Fact]
    public void The_knots_of_a_spline_network_are_equal_steps()
    {
        ModelRule kan = ModelRules.Kan();
        double[] knots = new Linspace(kan["first_knot", Value], kan["last_knot", Value]).CreateArray<double>([12]);

        Assert.All(Enumerable.Range(0, 12), i => Assert.Equal(((i - 3) * 0.4) - 1, knots[i], 1e-14));
    }

    [Fact]
    public void What_the_optimizer_must_do_is_part_of_the_rule()
    {
        Assert.Equal(
            ["branch", "logits", "attention", "hidden", "bias_and_norm", "hidden", "embedding", "hidden"],
            ModelRules.CompleteP(8, 16, headWidth: 64).BeyondInitialization.Select(part => part.Role));
        Assert.Contains(ModelRules.MuP(8, 32, 128).BeyondInitialization, part => part is { Role: "hidden", Quantity: LearningRateFactor });
        Assert.Equal(2, ModelRules.Fixup(8, 2, 9).BeyondInitialization.Count());
        Assert.Empty(ModelRules.Gpt2(12).BeyondInitialization);
    }

    [Fact]
    public void The_schemes_in_the_list_take_their_deviation_from_the_rules()
    {
        Assert.Equal(0.01976423538, new SmallInit().StandardDeviationFor([1024, 4096])!.Value, 1e-11);
        Assert.Equal(0.002604166667, new WangInit(24).StandardDeviationFor([4096, 1024])!.Value, 1e-11);
        Assert.Equal(0.004082482905, new DepthScaledNormal(12).StandardDeviationFor([768, 768])!.Value, 1e-11);
    }

    [Fact]
    public void A_number_outside_gets_a_sentence()
    {
        Assert.StartsWith("convolutions is 1; it must be an integer of at least 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => ModelRules.Fixup(8, 1, 9)).Message, StringComparison.Ordinal);
        Assert.StartsWith("layer is 12; it must be from 0 to 11.",
            Assert.Throws<ArgumentOutOfRangeException>(() => ModelRules.Nanochat(768, 12, 12)).Message, StringComparison.Ordinal);
        Assert.StartsWith("'mitchell' is no method of OLMo-core; it must be one of normal, llama",
            Assert.Throws<ArgumentException>(() => ModelRules.OlmoCore("mitchell", 0, 1, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("GPT-2 sets no Gain of 'head'; it sets StandardDeviation of hidden",
            Assert.Throws<ArgumentException>(() => ModelRules.Gpt2(12)["head", Gain]).Message, StringComparison.Ordinal);
    }
}
