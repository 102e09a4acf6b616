using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>
/// The schemes of whole models: residual networks without normalization, transformers by depth, networks by width. Each says what every
/// role gets, and what the forward pass and the optimizer must do beside it.
/// </summary>
/// <remarks>L is a number of layers or blocks, l a layer's number from 0, d a width. All are checked to be positive.</remarks>
public static partial class ModelRules
{
    /// <summary>
    /// Fixup: residual branches of m convolutions in L blocks, without normalization. All but the last convolution ~ N(0, s²),
    /// s = √(2/(k²·outputs))·L^(−1/(2m − 2)); the last and the classifier 0; shortcuts √(2/(k²·outputs)); a scalar bias 0 before each
    /// convolution and activation, a scalar multiplier 1 at a branch's end.
    /// </summary>
    /// <remarks>
    /// The authors' programs train both kinds of scalars at a tenth of the base rate, and raise only the other weights' rate with the batch
    /// (from 256 on ImageNet, 128 on CIFAR).
    /// </remarks>
    /// <param name="blocks">L.</param>
    /// <param name="convolutions">m, at least 2.</param>
    /// <param name="fanOut">k²·outputs of the convolution in question: the rule counts outputs, not inputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule Fixup(int blocks, int convolutions, double fanOut)
    {
        double depth = AtLeast(1, blocks, nameof(blocks));
        double exponent = -1 / ((2 * AtLeast(2, convolutions, nameof(convolutions))) - 2);
        double he = Math.Sqrt(2 / ParameterCheck.Positive(fanOut, nameof(fanOut)));
        return new ModelRule("Fixup", "Zhang et al. 2019 (arXiv 1901.09321); hongyi-zhang/Fixup",
        [
            new("branch", RuleQuantity.StandardDeviation, he * DoublePower.Power(depth, exponent), "√(2/fan_out)·L^(−1/(2m − 2))"),
            new("branch_last", RuleQuantity.Value, 0, "0"),
            new("shortcut", RuleQuantity.StandardDeviation, he, "√(2/fan_out)"),
            new("classifier", RuleQuantity.Value, 0, "0, weight and bias"),
            new("scalar_bias", RuleQuantity.Value, 0, "0, before every convolution and activation"),
            new("scalar_multiplier", RuleQuantity.Value, 1, "1, at a branch's end"),
            new("scalar_bias", RuleQuantity.LearningRateFactor, 0.1, "a tenth of the rate for a batch of 256"),
            new("scalar_multiplier", RuleQuantity.LearningRateFactor, 0.1, "a tenth of the rate for a batch of 256"),
        ]);
    }

    /// <summary>
    /// T-Fixup: transformers without layer normalization and warm-up. fc1, fc2, out_proj and v_proj, drawn as Xavier with gain 1, are
    /// multiplied by 0.67·N^(−¼) in the encoder and (9M)^(−¼) in the decoder, those of cross-attention included.
    /// </summary>
    /// <param name="encoderLayers">N.</param>
    /// <param name="decoderLayers">M.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule TFixup(int encoderLayers, int decoderLayers) => new(
        "T-Fixup", "Huang et al. 2020 (ICML); layer6ai-labs/T-Fixup",
        [
            new("encoder", RuleQuantity.StandardDeviationFactor,
                0.67 / FourthRoot(AtLeast(1, encoderLayers, nameof(encoderLayers))), "0.67·N^(−¼)"),
            new("decoder", RuleQuantity.StandardDeviationFactor,
                1 / FourthRoot(9 * AtLeast(1, decoderLayers, nameof(decoderLayers))), "(9M)^(−¼)"),
        ]);

    /// <summary>
    /// DeepNorm of one stack: residuals x·α + f(x) before the norm, α = (2L)^¼; fc1, fc2, out_proj and v_proj with the Xavier gain β =
    /// (8L)^(−¼).
    /// </summary>
    /// <param name="layers">L.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    public static ModelRule DeepNorm(int layers)
    {
        double depth = AtLeast(1, layers, nameof(layers));
        return new ModelRule("DeepNorm", DeepNormSource,
        [
            new("residual", RuleQuantity.ForwardFactor, FourthRoot(2 * depth), "α = (2L)^¼"),
            new("branch", RuleQuantity.Gain, 1 / FourthRoot(8 * depth), "β = (8L)^(−¼)"),
        ]);
    }

    /// <summary>
    /// DeepNorm of an encoder of N and a decoder of M layers: encoder α = 0.81·(N⁴M)^(1/16), β = 0.87·(N⁴M)^(−1/16); decoder α = (3M)^¼,
    /// β = (12M)^(−¼).
    /// </summary>
    /// <param name="encoderLayers">N.</param>
    /// <param name="decoderLayers">M.</param>
    /// <param name="asTorchscale">
    /// torchscale's encoder β, 1.15·(N⁴M)^(−1/16), which multiplies by what the paper (and xFormers and dalle-mini) divides by.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule DeepNorm(int encoderLayers, int decoderLayers, bool asTorchscale = false)
    {
        double n = AtLeast(1, encoderLayers, nameof(encoderLayers));
        double m = AtLeast(1, decoderLayers, nameof(decoderLayers));
        double depth = FourthRoot(FourthRoot(n * n * n * n * m));
        double factor = asTorchscale ? 1.15 : 0.87;
        return new ModelRule(asTorchscale ? "DeepNorm (torchscale)" : "DeepNorm", DeepNormSource,
        [
            new("encoder_residual", RuleQuantity.ForwardFactor, 0.81 * depth, "α = 0.81·(N⁴M)^(1/16)"),
            new("encoder_branch", RuleQuantity.Gain, factor / depth, $"β = {factor}·(N⁴M)^(−1/16)"),
            new("decoder_residual", RuleQuantity.ForwardFactor, FourthRoot(3 * m), "α = (3M)^¼"),
            new("decoder_branch", RuleQuantity.Gain, 1 / FourthRoot(12 * m), "β = (12M)^(−¼)"),
        ]);
    }

    /// <summary>
    /// Sub-LN (Magneto) of one stack: a norm before each output projection too, and the Xavier gain √(ln 2L) of fc1, fc2, out_proj and
    /// v_proj.
    /// </summary>
    /// <param name="layers">L.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    public static ModelRule SubLayerNorm(int layers) => new("Sub-LN", SubLayerNormSource,
        [new("branch", RuleQuantity.Gain, Math.Sqrt(DoubleLog.Log(2 * AtLeast(1, layers, nameof(layers)))), "√(ln 2L)")]);

    /// <summary>Sub-LN of two stacks: encoder √(ln(3M)·ln(2N)/3), decoder √(ln 3M); cross-attention is not scaled.</summary>
    /// <param name="encoderLayers">N.</param>
    /// <param name="decoderLayers">M.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule SubLayerNorm(int encoderLayers, int decoderLayers)
    {
        double decoder = DoubleLog.Log(3 * AtLeast(1, decoderLayers, nameof(decoderLayers)));
        double encoder = decoder * DoubleLog.Log(2 * AtLeast(1, encoderLayers, nameof(encoderLayers))) / 3;
        return new ModelRule("Sub-LN", SubLayerNormSource,
        [
            new("encoder_branch", RuleQuantity.Gain, Math.Sqrt(encoder), "√(ln(3M)·ln(2N)/3)"),
            new("decoder_branch", RuleQuantity.Gain, Math.Sqrt(decoder), "√(ln 3M)"),
        ]);
    }

    /// <summary>ReZero: a trained scalar 0 multiplies every branch; Bachlechner et al. 2020 (arXiv 2003.04887).</summary>
    public static ModelRule ReZero { get; } = OneValue("ReZero", "Bachlechner et al. 2020 (arXiv 2003.04887)", "branch_scalar", 0);

    /// <summary>
    /// SkipInit: a trained scalar 0 at the end of every branch, without normalization; De and Smith 2020 (arXiv 2002.10444).
    /// </summary>
    public static ModelRule SkipInit { get; } = OneValue("SkipInit", "De and Smith 2020 (arXiv 2002.10444)", "branch_scalar", 0);

    /// <summary>Zero-γ: the last norm's γ of every branch is 0; Goyal et al. 2017 (arXiv 1706.02677), section 5.1.</summary>
    public static ModelRule ZeroGamma { get; } =
        OneValue("zero-γ", "Goyal et al. 2017 (arXiv 1706.02677), section 5.1", "last_norm_gamma", 0);

    /// <summary>
    /// LayerScale: a trained vector multiplies every branch, 0.1 up to 18 layers, 1e-5 up to 24, 1e-6 beyond; Touvron et al. 2021 (arXiv
    /// 2103.17239), section 2. ConvNeXt takes 1e-6 at every depth.
    /// </summary>
    /// <remarks>
    /// The authors' released models keep to it (ResMLP of 12, 24 and 36 layers, CaiT of 24, 36 and 48) but for CaiT-XXS36, which has 1e-5.
    /// DeiT III takes 1e-4.
    /// </remarks>
    /// <param name="layers">The network's depth.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    public static ModelRule LayerScale(int layers) => OneValue(
        "LayerScale", "Touvron et al. 2021 (arXiv 2103.17239), section 2", "branch_scale",
        AtLeast(1, layers, nameof(layers)) switch { <= 18 => 0.1, <= 24 => 1e-5, _ => 1e-6 });

    private const string DeepNormSource = "Wang et al. 2022 (arXiv 2203.00555); microsoft/torchscale, xFormers";

    private const string SubLayerNormSource = "Wang et al. 2022 (arXiv 2210.06423); microsoft/torchscale";

    private static ModelRule OneValue(string name, string source, string role, double value) =>
        new(name, source, [new(role, RuleQuantity.Value, value, $"{value}")]);

    private static double AtLeast(int least, int value, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be an integer of at least {least}.");

    private static double FourthRoot(double value) => Math.Sqrt(Math.Sqrt(value));
}
