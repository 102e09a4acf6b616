namespace Seedbed.Initializers;

/// <content>Hyperparameters that carry over from one width and depth to another.</content>
public static partial class ModelRules
{
    /// <summary>
    /// muP for Adam, at m times the width of the model that was tuned: hidden weights σ/√m with a learning rate of 1/m, embeddings as
    /// they were, logits times 1/m, attention scaled by 1/d_head instead of 1/√d_head.
    /// </summary>
    /// <remarks>
    /// The output projections of Megatron have σ/√(2L·m). Sources: Yang et al. 2022 (arXiv 2203.03466), table 8; Megatron-LM's
    /// <c>transformer_config.py</c>.
    /// </remarks>
    /// <param name="widthRatio">m, greater than 0.</param>
    /// <param name="layers">L.</param>
    /// <param name="headWidth">d_head, greater than 0.</param>
    /// <param name="stddev">σ.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule MuP(double widthRatio, int layers, double headWidth, double stddev = 0.02)
    {
        double m = ParameterCheck.Positive(widthRatio, nameof(widthRatio));
        double hidden = ParameterCheck.Positive(stddev, nameof(stddev)) / Math.Sqrt(m);
        return new ModelRule("muP", "Yang et al. 2022 (arXiv 2203.03466); NVIDIA/Megatron-LM",
        [
            new("embedding", RuleQuantity.StandardDeviation, stddev, "σ"),
            new("hidden", RuleQuantity.StandardDeviation, hidden, "σ/√m"),
            new("output_projection", RuleQuantity.StandardDeviation,
                hidden / Math.Sqrt(2 * AtLeast(1, layers, nameof(layers))), "σ/√(2L·m)"),
            new("logits", RuleQuantity.ForwardFactor, 1 / m, "1/m"),
            new("attention", RuleQuantity.ForwardFactor, 1 / ParameterCheck.Positive(headWidth, nameof(headWidth)), "1/d_head"),
            new("hidden", RuleQuantity.LearningRateFactor, 1 / m, "1/m, with Adam"),
            new("output_projection", RuleQuantity.LearningRateFactor, 1 / m, "1/m, with Adam"),
            new("embedding", RuleQuantity.LearningRateFactor, 1, "1"),
        ]);
    }

    /// <summary>
    /// CompleteP at m_N times the width and m_L times the depth of the model that was tuned: branches times m_L^(−α), hidden weights
    /// σ/√m_N whatever the depth; the optimizer carries the rest. As in muP, logits are multiplied by 1/m_N, and those of attention by
    /// 1/d_head.
    /// </summary>
    /// <remarks>Source: Dey et al. 2025 (arXiv 2505.01618), table 1; the completep branch of EleutherAI/nanoGPT-mup.</remarks>
    /// <param name="widthRatio">m_N, greater than 0.</param>
    /// <param name="depthRatio">m_L, greater than 0.</param>
    /// <param name="alpha">α: 1 for CompleteP, ½ for the depth rule before it.</param>
    /// <param name="headWidth">d_head, by which attention divides its logits, instead of √d_head; null leaves that line out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule CompleteP(double widthRatio, double depthRatio, double alpha = 1, double? headWidth = null)
    {
        double width = ParameterCheck.Positive(widthRatio, nameof(widthRatio));
        double depth = ParameterCheck.Positive(depthRatio, nameof(depthRatio));
        double branch = Simd.DoublePower.Power(depth, -ParameterCheck.Finite(alpha, nameof(alpha)));
        double rate = branch * depth;
        if (alpha == 1)
        {
            (branch, rate) = (1 / depth, 1);
        }

        return new ModelRule("CompleteP", "Dey et al. 2025 (arXiv 2505.01618); EleutherAI/nanoGPT-mup",
        [
            new("hidden", RuleQuantity.StandardDeviationFactor, 1 / Math.Sqrt(width), "m_N^(−½)"),
            new("branch", RuleQuantity.ForwardFactor, branch, "m_L^(−α)"),
            new("logits", RuleQuantity.ForwardFactor, 1 / width, "1/m_N"),
            .. headWidth is double head
                ? [new("attention", RuleQuantity.ForwardFactor, 1 / ParameterCheck.Positive(head, nameof(headWidth)), "1/d_head")]
                : (RulePart[])[],
            new("hidden", RuleQuantity.LearningRateFactor, 1 / rate / width, "m_N^(−1)·m_L^(α − 1)"),
            new("bias_and_norm", RuleQuantity.LearningRateFactor, 1 / rate, "m_L^(α − 1)"),
            new("hidden", RuleQuantity.EpsilonFactor, branch / width, "m_N^(−1)·m_L^(−α)"),
            new("embedding", RuleQuantity.EpsilonFactor, 1 / width, "m_N^(−1)"),
            new("hidden", RuleQuantity.WeightDecayFactor, width, "m_N"),
        ]);
    }
}
