using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>What becomes of two near inputs, and of gradients, with depth.</summary>
public enum Phase
{
    /// <summary>χ⊥ &lt; 1: inputs come together, gradients vanish.</summary>
    Ordered,

    /// <summary>χ⊥ = 1.</summary>
    Critical,

    /// <summary>χ⊥ &gt; 1: inputs part, gradients explode.</summary>
    Chaotic,
}

/// <summary>
/// The facts of deep networks of one activation at one pair of variances, from the fixed point that is reached from a start.
/// </summary>
/// <remarks>Schoenholz et al. 2017, sections 3 and 4: ξ_q = −1/ln|χ∥|, ξ_c = −1/ln C′(c*), trainable up to about 6·ξ_c layers.</remarks>
public sealed class SignalPropagation
{
    /// <summary>χ⊥ is 1: a pair that was typed with 9 digits misses it by that much.</summary>
    private const double Critical = 1e-8;

    /// <summary>A variance that stands for those that grow without end.</summary>
    private const double Endless = 1e10;

    /// <summary>Depth in units of ξ_c up to which Schoenholz et al. 2017 find networks to train (figure 5).</summary>
    private const double TrainableScales = 6;

    /// <summary>The facts of a map.</summary>
    /// <param name="map">F.</param>
    /// <param name="start">The variance q of the first pre-activations, greater than 0.</param>
    public SignalPropagation(VarianceMap map, double start = 1)
    {
        ArgumentNullException.ThrowIfNull(map);
        Map = map;
        FixedPoint = map.FixedPointFrom(start);
        (double parallel, double perp) = FixedPoint is null ? map.Chi(Endless) : (FixedPoint.ChiParallel, FixedPoint.ChiPerp);
        ChiParallel = parallel;
        ChiPerp = double.IsNaN(perp) ? null : perp;
        Phase = ChiPerp is double chi
            ? Math.Abs(chi - 1) <= Critical ? Diagnostics.Phase.Critical : chi < 1 ? Diagnostics.Phase.Ordered : Diagnostics.Phase.Chaotic
            : null;
        (CorrelationFixedPoint, CorrelationSlope) = FixedPoint is null ? (null, null) : Correlation(FixedPoint.Variance);
    }

    /// <summary>F.</summary>
    public VarianceMap Map { get; }

    /// <summary>The fixed point that is reached; null where the variance grows without end.</summary>
    public FixedPoint? FixedPoint { get; }

    /// <summary>χ∥ there, or the limit for large q where the variance grows without end.</summary>
    public double ChiParallel { get; }

    /// <summary>χ⊥ there, or the limit for large q; null where φ jumps.</summary>
    public double? ChiPerp { get; }

    /// <summary>Ordered, critical or chaotic; null where φ jumps.</summary>
    public Phase? Phase { get; }

    /// <summary>c*.</summary>
    public double? CorrelationFixedPoint { get; }

    /// <summary>C′(c*).</summary>
    public double? CorrelationSlope { get; }

    /// <summary>ξ_c = −1/ln C′(c*), in layers; infinite at criticality.</summary>
    public double? DepthScale => Scale(Phase == Diagnostics.Phase.Critical ? 1 : CorrelationSlope);

    /// <summary>ξ_q = −1/ln|χ∥|, in layers; infinite where χ∥ = 1.</summary>
    public double? VarianceDepthScale => Scale(FixedPoint is null ? null : Math.Abs(ChiParallel));

    /// <summary>6·ξ_c, in layers.</summary>
    public double? TrainableDepth => TrainableScales * DepthScale;

    private static double? Scale(double? slope) => slope switch
    {
        null => null,
        <= 0 => 0,
        >= 1 => double.PositiveInfinity,
        double value => -1 / DoubleLog.Log(value),
    };

    private (double? FixedPoint, double? Slope) Correlation(double variance)
    {
        if (variance == 0 || ChiPerp is not > 1 || Phase == Diagnostics.Phase.Critical)
        {
            return (1, ChiPerp);
        }

        CorrelationMap map = new(Map, variance);
        return (map.FixedPoint, map.Slope);
    }
}
