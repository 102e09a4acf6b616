namespace Seedbed.Diagnostics;

/// <summary>The answer: the facts of an activation at two variances, and the initialization to use.</summary>
/// <remarks>
/// The recommended pair is the critical one; where that is at q* = 0 and the pair (1/E[φ²], 0) keeps q = 1 as an attracting fixed point
/// with χ∥ ≤ 0.9 and χ⊥ within 0.1 of 1, as SELU's does by its design (Klambauer et al. 2017), the latter; where there is none, too.
/// </remarks>
public sealed class Advice
{
    private const double SelfNormalizing = 0.9;
    private const double NearlyCritical = 0.1;

    private IReadOnlyList<VarianceCurve>? _curves;

    private Advice(AdviceRequest request)
    {
        ActivationFunction activation = request.Activation;
        Request = request;
        Gain = ActivationGain.Of(activation);
        MeanSquare = GaussianMoments.Of(activation, 1).MeanSquare;
        Critical = CriticalPoint.Of(activation);
        RecommendedMap = RecommendedPair();
        Facts = new SignalPropagation(request switch
        {
            { WeightVariance: double weights } => new VarianceMap(activation, weights, request.BiasVariance ?? 0),
            { BiasVariance: double biases } => new VarianceMap(activation, WeightVarianceBeside(biases), biases),
            _ => RecommendedMap,
        });
        Predicted = FiniteWidth.Predict(RecommendedMap, FirstLayer.Variance, request.Depth, request.Width);
        Recommendation = WithUnused(request.IsOfBranches ? ResidualAdvice.Of(this) : PlainAdvice.Of(this)) with { Layer = request.Layer };
    }

    /// <summary>The question.</summary>
    public AdviceRequest Request { get; }

    /// <summary>The two gains that people mean.</summary>
    public ActivationGain Gain { get; }

    /// <summary>E[φ(z)²], z ~ N(0, 1).</summary>
    public double MeanSquare { get; }

    /// <summary>The critical point; null where there is none.</summary>
    public CriticalPoint? Critical { get; }

    /// <summary>The facts at the variances of the question, or at the recommended ones.</summary>
    public SignalPropagation Facts { get; }

    /// <summary>The map of the recommended variances.</summary>
    public VarianceMap RecommendedMap { get; }

    /// <summary>The first layer.</summary>
    public FirstLayer FirstLayer { get; } = FirstLayer.AtOne;

    /// <summary>q behind the recommended layers in networks of the question's width, with its spread.</summary>
    public FiniteWidth Predicted { get; }

    /// <summary>The initialization to use.</summary>
    public Recommendation Recommendation { get; }

    /// <summary>The fixed points of the facts' map beside the one that is reached from q = 1.</summary>
    public IEnumerable<FixedPoint> OtherFixedPoints =>
        Facts.Map.FixedPoints.Where(point => point.Stability != Stability.Neutral && point != Facts.FixedPoint);

    /// <summary>Answers a question.</summary>
    /// <param name="request">The question.</param>
    /// <exception cref="ArgumentOutOfRangeException">A variance is outside.</exception>
    public static Advice For(AdviceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Advice(request);
    }

    /// <summary>
    /// q by depth from q = 1: He's σw² = 2, Glorot's 1 (layers of equal width), the gain's 1/E[φ²] and the recommended pair.
    /// </summary>
    public IReadOnlyList<VarianceCurve> Curves()
    {
        return _curves ??=
        [
            Curve("he", new VarianceMap(Request.Activation, 2)),
            Curve("glorot", new VarianceMap(Request.Activation, 1)),
            Curve("gain", new VarianceMap(Request.Activation, 1 / MeanSquare)),
            Curve("advice", RecommendedMap),
        ];

        VarianceCurve Curve(string name, VarianceMap map) => VarianceCurve.Of(name, map, FirstLayer.Variance, Request.Depth);
    }

    /// <summary>Says so where branches, normalization or an optimizer were named that the answer does not depend on.</summary>
    private Recommendation WithUnused(Recommendation answer)
    {
        bool optimizerDecides = Request switch
        {
            { Optimizer: OptimizerKind.Adam } or { Normalization: NormalizationKind.Pre, IsOfBranches: true } => true,
            { HasBranches: false, Layer: LayerKind.Dense or LayerKind.Conv } => true,
            _ => false,
        };
        string last = answer.Reason[^1];
        if (Request is { HasBranches: true, IsOfBranches: false })
        {
            string what = Request.Layer == LayerKind.Embedding ? "table" : "cell";
            last += $" This answer is that of the {what} alone: residual branches and normalization around it do not enter.";
        }

        if (!optimizerDecides)
        {
            last += $" This answer is the same for every optimizer, {$"{Request.Optimizer}".ToLowerInvariant()} too.";
        }

        return answer with { Reason = [.. answer.Reason.SkipLast(1), last] };
    }

    /// <summary>σw² on the line between order and chaos, where it passes that σb².</summary>
    private double WeightVarianceBeside(double biasVariance) =>
        (biasVariance > 0 && Request.Activation.IsContinuous
            ? CriticalLinePoint.At(Request.Activation, biasVariance)?.WeightVariance
            : null)
        ?? RecommendedMap.WeightVariance;

    private VarianceMap RecommendedPair()
    {
        ActivationFunction activation = Request.Activation;
        VarianceMap gain = new(activation, 1 / MeanSquare);
        (double parallel, double perp) = gain.Chi(1);
        bool normalizesItself = Math.Abs(parallel) <= SelfNormalizing && Math.Abs(perp - 1) <= NearlyCritical;
        return Critical is null || (Critical.Kind == CriticalKind.Boundary && normalizesItself)
            ? gain
            : new VarianceMap(activation, Critical.WeightVariance, Critical.BiasVariance);
    }
}
