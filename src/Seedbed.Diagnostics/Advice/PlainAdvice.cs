using Seedbed.Initializers;
using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>The answer for networks without residual branches and normalization, where the variances of each layer decide.</summary>
internal static class PlainAdvice
{
    private const int TunedWidth = 256;

    internal static Recommendation Of(Advice advice) => advice.Request.Layer switch
    {
        LayerKind.Dense or LayerKind.Conv => Feedforward(advice),
        LayerKind.Lstm or LayerKind.Gru => Recurrent(advice.Request),
        LayerKind.Attention => Attention(advice.Request),
        LayerKind.Embedding => Embedding(advice.Request),
        LayerKind.Glu => Gated(advice),
        _ => throw new InvalidOperationException($"unknown kind of layer {advice.Request.Layer}"),
    };

    private static Recommendation Feedforward(Advice advice)
    {
        VarianceMap map = advice.RecommendedMap;
        FiniteWidth predicted = advice.Predicted;
        List<AdviceNumber> numbers =
        [
            new("variance_at_depth", predicted.InfiniteWidth, $"q behind {advice.Request.Depth} layers of infinite width"),
            new("variance_at_width", predicted.GeometricMean, $"its geometric mean in networks of width {advice.Request.Width}"),
            new("log_variance_spread", predicted.LogarithmicSpread, "the standard deviation of ln q from network to network"),
            .. Isometry(advice),
            Optimizer(advice),
        ];
        return new(
            [$"{Point(advice)}{Kin(advice)}", Start(advice), Comparison(advice)],
            Scaling(map.WeightVariance),
            Biases(map.BiasVariance),
            numbers);
    }

    /// <summary>Schemes beside the variances, for this layer and activation: Xiao et al. 2018, Sitzmann et al. 2020.</summary>
    private static string Kin(Advice advice)
    {
        string convolution = advice.Request.Layer == LayerKind.Conv
            ? $" DeltaOrthogonal(gain={Math.Sqrt(advice.RecommendedMap.WeightVariance):G6}) scales every signal alike by that gain, where "
                + "a convolution of stride 1 has no more input than output channels."
            : "";
        string coordinates = advice.Request.Activation.Name == "sin"
            ? " For a function of coordinates, sin(30·(x·W + b)), take SIREN's: SirenUniform(layer=first), then "
                + $"SirenUniform(layer=hidden), whose σw² = 2/30² holds q of the sines' arguments at {SineFixedPoint(advice):G5}."
            : "";
        return convolution + coordinates;
    }

    /// <summary>q = 1 − exp(−2q): the arguments 30·x·W of SIREN's hidden layers have σw² = 2.</summary>
    private static double SineFixedPoint(Advice advice) =>
        new VarianceMap(advice.Request.Activation, 2).FixedPointFrom(1)!.Variance;

    /// <summary>
    /// What the optimizer adds: muP's factor for Adam (Yang et al. 2022, Tensor Programs V), the tangent kernel for gradient descent.
    /// </summary>
    private static AdviceNumber Optimizer(Advice advice) => advice.Request switch
    {
        { Optimizer: OptimizerKind.Adam } request => new(
            "hidden_learning_rate", (double)TunedWidth / request.Width, $"times the one that was tuned at width {TunedWidth}, with Adam"),
        { Optimizer: OptimizerKind.Muon } => new("hidden_learning_rate", 1, "times the one that was tuned at any width, with Muon"),
        { Depth: int depth } => new(
            "tangent_kernel", KernelTrajectory.Of(advice.RecommendedMap, advice.FirstLayer.Variance, 1, depth)[^1].TangentDiagonal,
            "Θ(x, x), which bounds the learning rates of gradient descent"),
    };

    private static string Point(Advice advice)
    {
        string name = advice.Request.Activation.Name;
        VarianceMap map = advice.RecommendedMap;
        return advice.Critical switch
        {
            null => $"{name} has no critical point, neither at q = 0 nor between {CriticalPoint.SearchedRange.From:G} and "
                + $"{CriticalPoint.SearchedRange.To:G}: its gain 1/√E[φ²] = {advice.Gain.Gain:G6} keeps q = 1, and {Gradients(map)}. "
                + "Beyond a few layers take residual branches, normalization or another activation.",
            { Kind: CriticalKind.Any } => $"{name} has no scale of its own: with σw² = {map.WeightVariance:G7} every q stays, and so do "
                + "gradients.",
            { Kind: CriticalKind.Family } => $"{name} has a critical pair for every q; (σw², σb²) = ({map.WeightVariance:G7}, "
                + $"{map.BiasVariance:G7}) is that of q* = 1.",
            { Kind: CriticalKind.Interior } critical => $"{name} is critical at (σw², σb²) = ({map.WeightVariance:G8}, "
                + $"{map.BiasVariance:G8}), q* = {critical.FixedPoint:G6}: signals and gradients grow or fade with no exponential "
                + "of the depth.",
            { } critical when map.WeightVariance == critical.WeightVariance => $"{name} is critical at σw² = {map.WeightVariance:G7}, "
                + "σb² = 0, where q fades towards 0 with a power of the depth only, and gradients keep their size"
                + $"{Orthogonal(advice.Request.Activation, map)}.",
            { } critical => $"{name} is critical at σw² = {critical.WeightVariance:G6} only as q fades to 0; with σw² = "
                + $"{map.WeightVariance:G7} q = 1 is an attracting fixed point, and {Gradients(map)}.",
        };
    }

    /// <summary>Where φ is a line near 0, orthogonal weights keep every singular value of the Jacobian (Pennington et al. 2017).</summary>
    private static string Orthogonal(ActivationFunction activation, VarianceMap map)
    {
        (double left, double right) = activation.SlopesAtZero;
        return Math.Abs(left - right) <= 1e-9 * Math.Abs(left)
            ? $", most of all with orthogonal weights of gain {Math.Sqrt(map.WeightVariance):G6}"
            : "";
    }

    private static string Gradients(VarianceMap map)
    {
        double chi = map.Chi(1).Perp;
        return double.IsNaN(chi)
            ? "as it jumps, gradients say nothing of it"
            : $"squared gradients get a factor χ⊥ = {chi:G4} from each layer";
    }

    private static string Start(Advice advice)
    {
        FiniteWidth predicted = advice.Predicted;
        string place = advice.Critical is { Kind: CriticalKind.Interior }
            ? "Its q* is half-stable, so start at q = 1, not at q*"
            : "Start at q = 1";
        string spread = double.IsFinite(predicted.LogarithmicSpread)
            ? $"; at width {advice.Request.Width} about {predicted.GeometricMean:G4}, within a factor of "
                + $"{DoubleExp.Exp(predicted.LogarithmicSpread):G3} from network to network"
            : $"; at width {advice.Request.Width} networks leave it for 0 or for ever larger q";
        return $"{place} (first layer: σw² = 1, σb² = 0, inputs of second moment 1): behind {advice.Request.Depth} layers "
            + $"q = {predicted.InfiniteWidth:G4}{spread}.";
    }

    private static string Comparison(Advice advice)
    {
        IReadOnlyList<VarianceCurve> curves = advice.Curves();
        return $"From q = 1, He's σw² = 2 ends at {End(curves[0])}, Glorot's 1 at {End(curves[1])}, the gain "
            + $"{1 / advice.MeanSquare:G6} at {End(curves[2])}{(IsUnstable(advice) ? ", which repels" : "")}.";
    }

    private static string End(VarianceCurve curve) => double.IsInfinity(curve.Variances[^1]) ? "∞" : $"{curve.Variances[^1]:G3}";

    private static bool IsUnstable(Advice advice) =>
        new VarianceMap(advice.Request.Activation, 1 / advice.MeanSquare).Chi(1).Parallel > 1 + 1e-9;

    private static IEnumerable<AdviceNumber> Isometry(Advice advice)
    {
        double variance = advice.Predicted.InfiniteWidth;
        if (!advice.Request.Activation.IsContinuous || !(variance > 1e-300 && variance < 1e300))
        {
            yield break;
        }

        double weightVariance = advice.RecommendedMap.WeightVariance;
        foreach (WeightEnsemble ensemble in Enum.GetValues<WeightEnsemble>())
        {
            double largest =
                new DynamicalIsometry(advice.Request.Activation, variance, weightVariance, ensemble, advice.Request.Depth).Largest;
            yield return new(
                $"largest_squared_singular_value_{ensemble.ToString().ToLowerInvariant()}", largest,
                $"of the Jacobian at that q, {ensemble.ToString().ToLowerInvariant()} weights");
        }
    }

    private static Recommendation Recurrent(AdviceRequest request)
    {
        bool isLstm = request.Layer == LayerKind.Lstm;
        return new(
            [
                "Gates decide what a recurrent cell keeps, not the scale of its activation: criticality of feedforward layers is not "
                    + "the question.",
                "An orthogonal recurrent kernel keeps the norm of the state from step to step (Saxe et al. 2014); inputs get Glorot's, "
                    + "as in Keras.",
                isLstm
                    ? "The forget gate's bias is 1 (unit_forget_bias), so that the cell remembers at the start; for T steps take log "
                        + "U(1, T - 1)."
                    : "With reset_after, Keras's default, a GRU has two rows of biases, both 0; PyTorch's add up, so set one of its two "
                        + "to 0.",
            ],
            new GlorotUniform(),
            new Zeros(),
            [
                new("recurrent_gain", 1, "gain of the orthogonal recurrent kernel"),
                .. isLstm ? [new AdviceNumber("forget_gate_bias", 1, "bias of the forget gate")] : Array.Empty<AdviceNumber>(),
            ])
        {
            RecurrentKernel = new Orthogonal(gain: 1),
        };
    }

    private static Recommendation Attention(AdviceRequest request) => new(
        [
            "Queries, keys and values of variance 1/fan_in have unit variance, and scores over √(head size) have too: the softmax is "
                + "neither flat nor hard.",
            "Where queries, keys and values are packed into one matrix, its fans are those of each part: Glorot over the whole is too "
                + "small.",
            $"In a residual branch (add --residual or --normalized pre) the projection behind it is scaled by 1/√(2·{request.Depth}).",
        ],
        Scaling(1),
        new Zeros(),
        [new("packed_glorot_error", Math.Sqrt(2), "factor by which Glorot over a packed d × 3d kernel misses the standard deviation")]);

    private static Recommendation Embedding(AdviceRequest request) => new(
        [
            "Rows are looked up, not summed: an embedding has no fan in, and its elements' variance is the variance of what follows.",
            "N(0, 1) starts a network at q = 1; where a normalization follows, the scale only sets how fast the table learns.",
            $"Where the table is also the output layer, 1/√width = {1 / Math.Sqrt(request.Width):G5} keeps logits at unit variance: "
                + "N(0, 1) would not.",
        ],
        new RandomNormal(stddev: 1),
        new Zeros(),
        [new("tied_stddev", 1 / Math.Sqrt(request.Width), "standard deviation where the table is the output layer too")]);

    private static Recommendation Gated(Advice advice)
    {
        GatedUnit unit = new(advice.Request.Activation);
        double second = unit.SecondMoment(1);
        return new(
            [
                $"A gated unit φ(a)·b has the second moment q·E[φ(a)²]: {second:G6} at q = 1, where a and b come from weights of "
                    + "variance 1/fan_in.",
                $"The projection behind it gets the variance {1 / second:G6}/fan_in and gives back 1.",
                "It grows like q²: no stack of gated units is stable without normalization, whatever its weights.",
            ],
            Scaling(1 / second),
            new Zeros(),
            [new("gate_weight_variance", 1, "σw² of the two projections before"), new("down_weight_variance", 1 / second, "σw² behind")]);
    }

    private static VarianceScaling Scaling(double scale) => new(scale);

    private static Initializer Biases(double variance) => variance == 0 ? new Zeros() : new RandomNormal(stddev: Math.Sqrt(variance));
}
