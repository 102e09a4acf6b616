namespace Seedbed.Initializers;

/// <content>Transformers and their kin, by depth and width.</content>
public static partial class ModelRules
{
    /// <summary>√(2/(5d)), the standard deviation of small-init; Nguyen and Salazar 2019 (arXiv 1910.05895).</summary>
    /// <param name="width">d, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside.</exception>
    public static double SmallInit(double width) => Math.Sqrt(2 / (5 * ParameterCheck.Positive(width, nameof(width))));

    /// <summary>2/(L·√d), the standard deviation of wang-init; GPT-NeoX.</summary>
    /// <param name="width">d, greater than 0.</param>
    /// <param name="layers">L.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static double WangInit(double width, int layers) =>
        2 / (AtLeast(1, layers, nameof(layers)) * Math.Sqrt(ParameterCheck.Positive(width, nameof(width))));

    /// <summary>
    /// GPT-2: N(0, σ²), and σ/√(2L) for what writes into the residual stream (c_proj). Megatron and OPT (σ = 0.006) do the same.
    /// </summary>
    /// <param name="layers">L.</param>
    /// <param name="stddev">σ.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule Gpt2(int layers, double stddev = 0.02) => new("GPT-2", "Radford et al. 2019, section 2.3; nanoGPT",
        [
            new("hidden", RuleQuantity.StandardDeviation, ParameterCheck.Positive(stddev, nameof(stddev)), "σ"),
            new("output_projection", RuleQuantity.StandardDeviation, stddev / Math.Sqrt(2 * AtLeast(1, layers, nameof(layers))), "σ/√(2L)"),
        ]);

    /// <summary>
    /// torchtitan's per-layer depth: embedding N(0, 1); wq, wk, wv, w1 σ; wo, w2, w3 of layer l σ/√(2(l + 1)); head d^(−½) cut at 3
    /// standard deviations. Its other bounds, ±2 as values, cut nothing.
    /// </summary>
    /// <param name="layer">l, from 0.</param>
    /// <param name="width">d, greater than 0.</param>
    /// <param name="stddev">σ.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule Torchtitan(int layer, double width, double stddev = 0.02) => new(
        "torchtitan", "pytorch/torchtitan, models/common/param_init.py",
        [
            new("embedding", RuleQuantity.StandardDeviation, 1, "1"),
            new("hidden", RuleQuantity.StandardDeviation, ParameterCheck.Positive(stddev, nameof(stddev)), "σ"),
            new("output_projection", RuleQuantity.StandardDeviation, PerLayer(layer, stddev), "σ/√(2(l + 1))"),
            new("head", RuleQuantity.StandardDeviation, InverseRoot(width), "d^(−½), cut at ±3 standard deviations"),
        ]);

    /// <summary>
    /// OLMo-core's methods, all cut at ±3 standard deviations: "normal" σ everywhere; "llama" σ/√(2L), "llama_depth" σ/√(2(l + 1)) for
    /// w2, w3 and the attention's output; "normalized" d^(−½), w2 and output d^(−½)/√(2L).
    /// </summary>
    /// <param name="method">normal, llama, llama_depth or normalized.</param>
    /// <param name="layer">l, from 0.</param>
    /// <param name="layers">L.</param>
    /// <param name="width">d, greater than 0.</param>
    /// <param name="stddev">σ.</param>
    /// <exception cref="ArgumentException">A number is outside, or the method none of these.</exception>
    public static ModelRule OlmoCore(string method, int layer, int layers, double width, double stddev = 0.02)
    {
        double hidden = method == "normalized" ? InverseRoot(width) : ParameterCheck.Positive(stddev, nameof(stddev));
        double depth = Math.Sqrt(2 * AtLeast(1, layers, nameof(layers)));
        (double output, string formula) = method switch
        {
            "normal" => (hidden, "σ"),
            "llama" => (hidden / depth, "σ/√(2L)"),
            "llama_depth" => (PerLayer(layer, hidden), "σ/√(2(l + 1))"),
            "normalized" => (hidden / depth, "d^(−½)/√(2L)"),
            _ => throw new ArgumentException(
                $"'{method.Excerpt()}' is no method of OLMo-core; it must be one of normal, llama, llama_depth, normalized.",
                nameof(method)),
        };
        return new ModelRule($"OLMo-core {method}", "allenai/OLMo-core, nn/transformer/init.py",
        [
            new("embedding", RuleQuantity.StandardDeviation, 1, "1"),
            new("hidden", RuleQuantity.StandardDeviation, hidden, method == "normalized" ? "d^(−½)" : "σ"),
            new("output_projection", RuleQuantity.StandardDeviation, output, formula),
            new("head", RuleQuantity.StandardDeviation, InverseRoot(width), "d^(−½)"),
        ]);
    }

    /// <summary>
    /// A table that is both embedding and head: d^(−½), and the looked-up rows times √d. At standard deviation 1 the first loss grows
    /// like √d.
    /// </summary>
    /// <param name="width">d, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside.</exception>
    public static ModelRule TiedEmbedding(double width) => new("tied embedding", "Vaswani et al. 2017, section 3.4; AnyInit's experiments",
        [
            new("table", RuleQuantity.StandardDeviation, InverseRoot(width), "d^(−½)"),
            new("lookup", RuleQuantity.ForwardFactor, Math.Sqrt(width), "√d"),
        ]);

    /// <summary>
    /// nGPT: every matrix d^(−½), output projections d^(−½)/√(2L), and then each row along d of length 1, before the first step and after
    /// every one.
    /// </summary>
    /// <param name="width">d, greater than 0.</param>
    /// <param name="layers">L.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule Ngpt(double width, int layers) => new("nGPT", "Loshchilov et al. 2024 (arXiv 2410.01131); NVIDIA/ngpt",
        [
            new("hidden", RuleQuantity.StandardDeviation, InverseRoot(width), "d^(−½), then rows of length 1"),
            new("output_projection", RuleQuantity.StandardDeviation, InverseRoot(width) / Math.Sqrt(2 * AtLeast(1, layers, nameof(layers))),
                "d^(−½)/√(2L), then rows of length 1"),
            new("alpha", RuleQuantity.Value, InverseRoot(width), "d^(−½), in effect 0.05"),
            new("s_qk", RuleQuantity.Value, InverseRoot(width), "d^(−½), in effect 1"),
            new("s_uv", RuleQuantity.Value, 1, "1"),
            new("s_z", RuleQuantity.Value, InverseRoot(width), "d^(−½)"),
        ]);

    /// <summary>
    /// nanochat: embedding N(0, 0.8²), head N(0, 0.001²), queries, keys and values U(±√3/√d), c_fc 0.4 of that, c_proj 0; layer i of L
    /// keeps 1.15 − 0.10·i/(L − 1) of the stream and takes 0.20 − 0.15·i/(L − 1) of the embedding.
    /// </summary>
    /// <param name="width">d, greater than 0.</param>
    /// <param name="layer">i, from 0 to L − 1.</param>
    /// <param name="layers">L.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule Nanochat(double width, int layer, int layers)
    {
        double place = Place(layer, layers);
        double bound = Math.Sqrt(3) * InverseRoot(width);
        return new ModelRule("nanochat", "karpathy/nanochat, gpt.py (July 2026)",
        [
            new("embedding", RuleQuantity.StandardDeviation, 0.8, "0.8"),
            new("head", RuleQuantity.StandardDeviation, 0.001, "0.001"),
            new("attention", RuleQuantity.UniformBound, bound, "√3/√d"),
            new("c_fc", RuleQuantity.UniformBound, 0.4 * bound, "0.4·√3/√d"),
            new("output_projection", RuleQuantity.Value, 0, "0"),
            new("residual_lambda", RuleQuantity.Value, 1.15 - (0.10 * place), "1.15 − 0.10·i/(L − 1)"),
            new("embedding_lambda", RuleQuantity.Value, 0.20 - (0.15 * place), "0.20 − 0.15·i/(L − 1)"),
        ]);
    }

    /// <summary>
    /// RWKV-7 but for the vectors that differ from channel to channel (<see cref="RwkvVector"/>): receptance, value and cmix key
    /// U(±½/√C), key U(±0.05/√C), outputs 0, the norm of layer l ((1 + l)/L)^0.7, embedding U(±1e-4), head orthogonal.
    /// </summary>
    /// <param name="channels">C, greater than 0.</param>
    /// <param name="layer">l, from 0.</param>
    /// <param name="layers">L.</param>
    /// <param name="vocabulary">V, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule Rwkv7(double channels, int layer, int layers, double vocabulary)
    {
        Place(layer, layers);
        double root = InverseRoot(channels);
        double words = ParameterCheck.Positive(vocabulary, nameof(vocabulary));
        return new ModelRule("RWKV-7", "Peng et al. 2025 (arXiv 2503.14456); BlinkDL/RWKV-LM",
        [
            new("receptance", RuleQuantity.UniformBound, 0.5 * root, "½/√C"),
            new("value", RuleQuantity.UniformBound, 0.5 * root, "½/√C"),
            new("key", RuleQuantity.UniformBound, 0.05 * root, "0.05/√C"),
            new("cmix_key", RuleQuantity.UniformBound, 0.5 * root, "½/√C"),
            new("output_projection", RuleQuantity.Value, 0, "0"),
            new("k_a", RuleQuantity.Value, 1.02, "1.02"),
            new("r_k", RuleQuantity.Value, -0.04, "−0.04"),
            new("ln_x", RuleQuantity.Value, Simd.DoublePower.Power((1.0 + layer) / layers, 0.7), "((1 + l)/L)^0.7"),
            new("embedding", RuleQuantity.UniformBound, 1e-4, "1e-4"),
            new("head", RuleQuantity.Gain,
                words > channels ? 0.5 * Math.Sqrt(words / channels) : 0.5, "½·√(V/C) where V > C, else ½; orthogonal"),
        ]);
    }

    /// <summary>
    /// Mamba but for its vectors (<see cref="MambaLogA"/>, <see cref="LogOfUniform"/>, <see cref="StepBias"/>): D 1, embedding σ = 0.02,
    /// the step projection U(±R^(−½)), the output projection U(±1/√(inner·L)), with √(2L) where the blocks have an MLP. Mamba 3 with
    /// several inputs and outputs has 1/rank in their weights and 1 in the gate's.
    /// </summary>
    /// <param name="stepRank">R, dt_rank, greater than 0.</param>
    /// <param name="innerWidth">The inputs of the output projection, greater than 0.</param>
    /// <param name="layers">L.</param>
    /// <param name="hasMlp">Whether a block has an MLP too.</param>
    /// <param name="mimoRank">Mamba 3's rank of inputs and outputs, 1 for the others.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule Mamba(double stepRank, double innerWidth, int layers, bool hasMlp = false, int mimoRank = 1)
    {
        double depth = Math.Sqrt((hasMlp ? 2 : 1) * AtLeast(1, layers, nameof(layers)));
        double inverseRank = 1.0 / AtLeast(1, mimoRank, nameof(mimoRank));
        return new ModelRule("Mamba", "Gu and Dao 2023 (arXiv 2312.00752); state-spaces/mamba",
        [
            new("D", RuleQuantity.Value, 1, "1"),
            new("embedding", RuleQuantity.StandardDeviation, 0.02, "0.02"),
            new("step_projection", RuleQuantity.UniformBound, InverseRoot(stepRank), "R^(−½)"),
            new("output_projection", RuleQuantity.UniformBound, InverseRoot(innerWidth) / depth, hasMlp ? "1/√(inner·2L)" : "1/√(inner·L)"),
            new("mimo_x", RuleQuantity.Value, inverseRank, "1/rank"),
            new("mimo_out", RuleQuantity.Value, inverseRank, "1/rank"),
            new("mimo_z", RuleQuantity.Value, 1, "1"),
        ]);
    }

    /// <summary>
    /// Kolmogorov–Arnold networks: G + 2k + 1 knots in steps of h = (upper − lower)/G from lower − k·h on (a <see cref="Linspace"/>), G + k
    /// coefficients a spline, base weights and scalers U(±g·√(3/inputs)) with g² = 2/(1 + 5s²). The coefficients are those of
    /// <see cref="SplineNoise"/>: fitted by least squares to noise U(±½)·0.1/G at the inner knots.
    /// </summary>
    /// <param name="gridSize">G.</param>
    /// <param name="splineOrder">k.</param>
    /// <param name="lower">The grid's lower end.</param>
    /// <param name="upper">The grid's upper end, above the lower one.</param>
    /// <param name="scale">s, of base weights and scalers.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static ModelRule Kan(int gridSize = 5, int splineOrder = 3, double lower = -1, double upper = 1, double scale = 1)
    {
        double width = ParameterCheck.Positive(upper - ParameterCheck.Finite(lower, nameof(lower)), "upper − lower");
        double step = width / AtLeast(1, gridSize, nameof(gridSize));
        double margin = AtLeast(0, splineOrder, nameof(splineOrder)) * step;
        return new ModelRule("KAN", "Liu et al. 2024 (arXiv 2404.19756); Blealtan/efficient-kan",
        [
            new("knots", RuleQuantity.Value, gridSize + (2 * splineOrder) + 1, "how many: G + 2k + 1"),
            new("coefficients", RuleQuantity.Value, gridSize + splineOrder, "how many a spline: G + k"),
            new("step", RuleQuantity.Value, step, "h = (upper − lower)/G"),
            new("first_knot", RuleQuantity.Value, lower - margin, "lower − k·h"),
            new("last_knot", RuleQuantity.Value, upper + margin, "upper + k·h"),
            new("noise", RuleQuantity.UniformBound, 0.05 / gridSize, "½·0.1/G at the inner knots, SplineNoise"),
            new("base", RuleQuantity.Gain, Math.Sqrt(2 / (1 + (5 * scale * scale))), "√(2/(1 + 5s²)), Kaiming uniform"),
        ]);
    }

    private static double InverseRoot(double width) => 1 / Math.Sqrt(ParameterCheck.Positive(width, nameof(width)));

    private static double PerLayer(int layer, double stddev) => stddev / Math.Sqrt(2 * (AtLeast(0, layer, nameof(layer)) + 1));

    /// <summary>0 for the first layer, 1 for the last.</summary>
    private static double Place(int layer, int layers)
    {
        double last = AtLeast(1, layers, nameof(layers)) - 1;
        return layer >= 0 && layer < layers
            ? layer / Math.Max(1, last)
            : throw new ArgumentOutOfRangeException(nameof(layer), $"layer is {layer}; it must be from 0 to {last}.");
    }
}
