using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Serialization;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Advice;

/// <summary>Recommendations: the initializers that follow from the facts.</summary>
public sealed class AdviceTests
{
    [Theory]
    [InlineData("relu", 2)]
    [InlineData("tanh", 1)]
    [InlineData("gelu", 1.983058257438)]
    [InlineData("silu", 1.988004678269)]
    [InlineData("selu", 1)]
    [InlineData("hard_tanh", 1)]
    [InlineData("relu6", 2)]
    [InlineData("sigmoid", 3.4085598)]
    public void A_plain_network_gets_the_scale_of_its_activation(string name, double scale)
    {
        Recommendation recommendation = For(name).Recommendation;

        Assert.Equal(scale, Assert.IsType<VarianceScaling>(recommendation.Kernel).Scale, 1e-6);
        Assert.Equal(3, recommendation.Reason.Count);
        Assert.Equal($"{recommendation.Kernel}", $"{InitializerRegistry.Default.Get(recommendation.KernelConfig)}");
    }

    [Fact]
    public void Biases_get_the_variance_of_the_critical_pair()
    {
        Seedbed.Diagnostics.Advice advice = For("gelu");

        Assert.Equal(0.1729223907561, Math.Pow(Assert.IsType<RandomNormal>(advice.Recommendation.Bias).Stddev, 2), 1e-10);
        Assert.IsType<Zeros>(For("relu").Recommendation.Bias);
        Assert.Contains("half-stable", advice.Recommendation.Reason[1], StringComparison.Ordinal);
        Assert.Equal(1.466237094, advice.Predicted.InfiniteWidth, 1e-8);
    }

    [Fact]
    public void A_transformer_gets_the_rules_of_its_depth_and_width()
    {
        Recommendation recommendation = Seedbed.Diagnostics.Advice.For(new AdviceRequest(ActivationFunction.Named("gelu"))
        {
            Normalization = NormalizationKind.Pre,
            Depth = 12,
            Width = 768,
        }).Recommendation;

        Assert.Contains("Criticality is not the question here", recommendation.Reason[0], StringComparison.Ordinal);
        Assert.Equal(0.004082482905, Number(recommendation, "residual_output_stddev"), 1e-12);
        Assert.Equal(0.01414213562, Number(recommendation, "per_layer_output_stddev_first"), 1e-11);
        Assert.Equal(1 / 6.0, Number(recommendation, "complete_p_residual_multiplier"), 1e-15);
    }

    /// <summary>schemes.json: m_N = 8, m_L = 16.</summary>
    [Fact]
    public void CompleteP_has_its_worked_numbers()
    {
        Recommendation recommendation = Seedbed.Diagnostics.Advice.For(new AdviceRequest(ActivationFunction.Named("gelu"))
        {
            Normalization = NormalizationKind.Pre,
            Depth = 32,
            Width = 2048,
        }).Recommendation;

        Assert.Equal(0.0625, Number(recommendation, "complete_p_residual_multiplier"), 1e-15);
        Assert.Equal(0.3535533906 * 0.02, Number(recommendation, "complete_p_hidden_stddev"), 1e-11);
        Assert.Equal(0.125, Number(recommendation, "complete_p_hidden_learning_rate"), 1e-15);
        Assert.Equal(0.0078125, Number(recommendation, "complete_p_hidden_epsilon"), 1e-15);
    }

    [Fact]
    public void DeepNorm_and_Fixup_have_their_worked_numbers()
    {
        AdviceRequest request = new(ActivationFunction.Named("relu")) { Depth = 12 };
        Recommendation post = Seedbed.Diagnostics.Advice.For(request with { Normalization = NormalizationKind.Post }).Recommendation;
        Recommendation fixup = Seedbed.Diagnostics.Advice.For(request with { IsResidual = true, Depth = 8 }).Recommendation;

        Assert.Equal(2.213363839, Number(post, "residual_multiplier"), 1e-9);
        Assert.Equal(0.3194715521, Number(post, "gain"), 1e-9);
        Assert.Equal(1 / Math.Sqrt(8), Number(fixup, "first_layer_factor"), 1e-12);
    }

    [Theory]
    [InlineData(LayerKind.Lstm)]
    [InlineData(LayerKind.Gru)]
    [InlineData(LayerKind.Attention)]
    [InlineData(LayerKind.Embedding)]
    [InlineData(LayerKind.Glu)]
    [InlineData(LayerKind.Conv)]
    public void Every_layer_and_place_of_normalization_has_an_answer_in_three_languages(LayerKind layer)
    {
        foreach (NormalizationKind normalization in Enum.GetValues<NormalizationKind>())
        {
            foreach (bool isResidual in (bool[])[false, true])
            {
                Recommendation recommendation = Seedbed.Diagnostics.Advice.For(new AdviceRequest(ActivationFunction.Named("silu"))
                {
                    Layer = layer,
                    Normalization = normalization,
                    IsResidual = isResidual,
                    Depth = 3,
                }).Recommendation;
                Assert.Equal(3, recommendation.Reason.Count);
                Assert.StartsWith("{", recommendation.KernelConfig, StringComparison.Ordinal);
                Assert.StartsWith(layer == LayerKind.Embedding ? "embeddingsInitializer: new " : "kernelInitializer: new ", recommendation.CSharp, StringComparison.Ordinal);
                Assert.StartsWith("torch.nn.init.", recommendation.PyTorch, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_named_activation_has_an_answer() => Assert.All(
        ActivationFunction.Names,
        name => Assert.Equal(3, Seedbed.Diagnostics.Advice.For(new AdviceRequest(ActivationFunction.Named(name)) { Depth = 3 }).Recommendation.Reason.Count));

    [Fact]
    public void Convolutions_hear_of_the_orthogonal_ones()
    {
        AdviceRequest request = new(ActivationFunction.Named("relu")) { Depth = 3 };

        Assert.Contains("DeltaOrthogonal(gain=1.41421)", Reasons(request with { Layer = LayerKind.Conv }), StringComparison.Ordinal);
        Assert.DoesNotContain("DeltaOrthogonal", Reasons(request), StringComparison.Ordinal);
    }

    /// <summary>Sitzmann et al. 2020: arguments of standard deviation .8926, q = 1 - exp(-2q).</summary>
    [Fact]
    public void Sines_hear_of_networks_of_coordinates()
    {
        string reasons = Reasons(new AdviceRequest(ActivationFunction.Named("sin")) { Depth = 3 });

        Assert.Contains("SirenUniform(layer=hidden), whose σw² = 2/30² holds q of the sines' arguments at 0.79681", reasons, StringComparison.Ordinal);
        Assert.DoesNotContain("SirenUniform", Reasons(new AdviceRequest(ActivationFunction.Named("tanh")) { Depth = 3 }), StringComparison.Ordinal);
        Assert.Equal(2 / 900.0, Math.Pow(new SirenUniform().StandardDeviationFor([64, 64])!.Value, 2) * 64, 1e-12);
    }

    [Theory]
    [InlineData(LayerKind.Lstm, NormalizationKind.None, true)]
    [InlineData(LayerKind.Embedding, NormalizationKind.None, true)]
    [InlineData(LayerKind.Dense, NormalizationKind.Post, true)]
    [InlineData(LayerKind.Dense, NormalizationKind.Batch, true)]
    [InlineData(LayerKind.Lstm, NormalizationKind.Pre, true)]
    [InlineData(LayerKind.Dense, NormalizationKind.Pre, false)]
    [InlineData(LayerKind.Dense, NormalizationKind.None, false)]
    public void An_optimizer_that_changes_nothing_is_told(LayerKind layer, NormalizationKind normalization, bool isTold)
    {
        AdviceRequest request = new(ActivationFunction.Named("relu")) { Layer = layer, Normalization = normalization, Depth = 3 };
        const string sentence = "This answer is the same for every optimizer, muon too.";

        Assert.Equal(isTold, Reasons(request with { Optimizer = OptimizerKind.Muon }).EndsWith(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("every optimizer", Reasons(request), StringComparison.Ordinal);
    }

    [Fact]
    public void A_depth_outside_is_refused() => Assert.Equal(
        "depth is 0; it must be from 1 to 10000. (Parameter 'value')",
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdviceRequest(ActivationFunction.Named("relu")) { Depth = 0 }).Message);

    private static Seedbed.Diagnostics.Advice For(string name) => Seedbed.Diagnostics.Advice.For(new AdviceRequest(ActivationFunction.Named(name)));

    private static string Reasons(AdviceRequest request) =>
        string.Join("\n", Seedbed.Diagnostics.Advice.For(request).Recommendation.Reason);

    private static double Number(Recommendation recommendation, string key) => recommendation.Numbers.Single(number => number.Key == key).Value;
}
