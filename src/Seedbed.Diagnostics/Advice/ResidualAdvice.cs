using Seedbed.Initializers;
using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>
/// The answer for networks with residual branches or normalization: these keep the signal at any scale of weights, so that criticality is
/// not the question; how much each branch adds is.
/// </summary>
internal static class ResidualAdvice
{
    /// <summary>The standard deviation of GPT-2's weights (Radford et al. 2019), and of most language models since.</summary>
    private const double BaseStddev = 0.02;

    /// <summary>The network that CompleteP's multipliers are told from: where nothing else is known, a small one.</summary>
    private const int BaseWidth = 256;
    private const int BaseDepth = 2;

    internal static Recommendation Of(Advice advice) => advice.Request switch
    {
        { Normalization: NormalizationKind.Pre } request => PreNormalized(request),
        { Normalization: NormalizationKind.Post } request => PostNormalized(request),
        { Normalization: NormalizationKind.Batch, IsResidual: false } => BatchNormalized(advice),
        { Normalization: NormalizationKind.Batch } => ResidualBatchNormalized(advice),
        _ => Unnormalized(advice),
    };

    /// <summary>GPT-2, torchtitan's depth rule and CompleteP (Dey et al. 2025) for this depth and width.</summary>
    private static Recommendation PreNormalized(AdviceRequest request)
    {
        double output = BaseStddev / Math.Sqrt(2.0 * request.Depth);
        double width = (double)request.Width / BaseWidth;
        double depth = (double)request.Depth / BaseDepth;
        return new(
            [
                "Criticality is not the question here: each branch starts from a normalized signal, and the sum carries gradients past it.",
                $"What counts is the sum: {2 * request.Depth} branches of unit variance would raise it {2 * request.Depth}-fold, so the "
                    + $"last projection of each gets {BaseStddev}/√(2·{request.Depth}) = {output:G5} (GPT-2), or "
                    + $"{BaseStddev}/√(2(l + 1)) in block l; the rest N(0, {BaseStddev}).",
                $"CompleteP instead leaves the depth out of the weights and multiplies each branch by 1/m_L = {1 / depth:G5} and "
                    + "attention's logits by 1/d_head, not 1/√d_head; "
                    + $"{Optimizers(request)}",
            ],
            new RandomNormal(stddev: BaseStddev),
            new Zeros(),
            [
                new("stddev", BaseStddev, "embeddings, queries, keys, values and first layers of branches"),
                new("residual_output_stddev", output, "the last projection of each branch (GPT-2)"),
                new("per_layer_output_stddev_first", BaseStddev / Math.Sqrt(2), "the same in block 0, where it depends on the block"),
                new("per_layer_output_stddev_last", output, "and in the last block"),
                new("complete_p_width_ratio", width, $"m_N = width / {BaseWidth}"),
                new("complete_p_depth_ratio", depth, $"m_L = depth / {BaseDepth}"),
                new("complete_p_residual_multiplier", 1 / depth, "1/m_L, on each branch"),
                new("complete_p_hidden_stddev", BaseStddev / Math.Sqrt(width), "σ/√m_N; depth does not enter"),
                new("complete_p_hidden_learning_rate", 1 / width, "times that of the base network: 1/m_N"),
                new("complete_p_hidden_epsilon", 1 / (width * depth), "times that of the base network: 1/(m_N·m_L), Adam's ε"),
                new("complete_p_hidden_weight_decay", width, "times that of the base network: m_N"),
            ]);
    }

    private static string Optimizers(AdviceRequest request) => request.Optimizer switch
    {
        OptimizerKind.Adam => "it is no initializer alone: Adam's learning rates, ε and weight decay below belong to it.",
        OptimizerKind.Sgd => "its learning rates below are Adam's: for SGD take GPT-2's rule.",
        OptimizerKind.Muon => "its learning rates below are Adam's: Muon's orthogonal steps of size √(out/in) need no factor of the width.",
        _ => throw new InvalidOperationException($"unknown optimizer {request.Optimizer}"),
    };

    /// <summary>DeepNorm (Wang et al. 2022), encoder-only or decoder-only.</summary>
    private static Recommendation PostNormalized(AdviceRequest request)
    {
        double residual = FourthRoot(2.0 * request.Depth);
        double gain = 1 / FourthRoot(8.0 * request.Depth);
        return new(
            [
                "Criticality is not the question here: the normalization behind each sum resets the signal, but divides gradients at "
                    + "every block.",
                $"DeepNorm lets the sum lean on its input: x·{residual:G6} + f(x), α = (2L)^¼, and f starts small.",
                $"Values, output projections and feed-forward layers get Glorot normal times β = (8L)^-¼ = {gain:G6}; queries and keys "
                    + "Glorot normal.",
            ],
            new VarianceScaling(gain * gain, FanMode.FanAverage),
            new Zeros(),
            [
                new("residual_multiplier", residual, "α = (2L)^¼, on the input of each sum"),
                new("gain", gain, "β = (8L)^-¼, of values, outputs and feed-forward layers"),
            ]);
    }

    private static Recommendation BatchNormalized(Advice advice) => new(
        [
            "Criticality is not the question here: the normalization behind each layer divides the scale of its weights out again.",
            "Gradients still grow exponentially with the depth of a normalized network without residual branches (Yang et al. 2019): "
                + "add these.",
            $"The scale sets the first learning rates only; 1/E[φ²] = {1 / advice.MeanSquare:G6} is as good as any.",
        ],
        new VarianceScaling(1 / advice.MeanSquare),
        new Zeros(),
        []);

    private static Recommendation ResidualBatchNormalized(Advice advice) => new(
        [
            "Criticality is not the question here: normalization keeps each branch at unit variance, and the sum carries gradients past "
                + "it.",
            "Start the γ of the last normalization of each branch at 0 (Goyal et al. 2017): every block is the identity, and depth "
                + "costs nothing.",
            $"Convolutions get the variance 1/E[φ²] = {1 / advice.MeanSquare:G6} over the fan out, as residual networks have it since "
                + "He et al. 2015.",
        ],
        new VarianceScaling(1 / advice.MeanSquare, FanMode.FanOut),
        new Zeros(),
        [new("last_gamma", 0, "γ of the last normalization of each branch")]);

    /// <summary>Fixup (Zhang et al. 2019) with two layers a branch.</summary>
    private static Recommendation Unnormalized(Advice advice)
    {
        int depth = advice.Request.Depth;
        double factor = 1 / Math.Sqrt(depth);
        double grown = DoubleExp.Exp(depth * DoubleLog.Log(1 + (1.0 / depth)));
        return new(
            [
                "Criticality is not the question here: the sum carries signals and gradients past every branch, whatever its weights.",
                $"Branches of unit gain would double q at each of {depth} blocks; scaled by 1/√{depth} = {factor:G5} they raise it "
                    + $"{grown:G4}-fold in all.",
                $"Fixup: of two layers in a branch the first times {factor:G5} (L^(-1/(2m-2)), m = 2), the last 0, a scalar multiplier "
                    + "1 and biases 0.",
            ],
            new VarianceScaling(1 / (advice.MeanSquare * depth)),
            new Zeros(),
            [
                new("branch_scale", factor, "of each branch, where no layer of it is 0"),
                new("variance_growth", grown, "of q from the first block to the last, so scaled"),
                new("first_layer_factor", factor, "Fixup's, of all but the last layer of a branch of two"),
                new("last_layer", 0, "Fixup's last layer of a branch"),
            ]);
    }

    private static double FourthRoot(double value) => Math.Sqrt(Math.Sqrt(value));
}
