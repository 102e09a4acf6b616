namespace Seedbed.Diagnostics;

/// <summary>What a fixed point does with variances beside it.</summary>
public enum Stability
{
    /// <summary>It draws them from both sides.</summary>
    Attracting,

    /// <summary>It drives them away.</summary>
    Repelling,

    /// <summary>It draws those above it, and those below it move away from it.</summary>
    HalfStableFromAbove,

    /// <summary>It draws those below it, and those above it move away from it.</summary>
    HalfStableFromBelow,

    /// <summary>Every variance is a fixed point, and none moves.</summary>
    Neutral,
}

/// <summary>A variance q* of pre-activations that a layer keeps: q* = σw²·g(q*) + σb².</summary>
/// <param name="Variance">q*.</param>
/// <param name="Stability">What it does with variances beside it.</param>
/// <param name="ChiParallel">χ∥ = σw²·g′(q*): the factor that a small deviation of the variance gets from a layer.</param>
/// <param name="ChiPerp">χ⊥ = σw²·E[φ′²]: the factor of squared gradients, and of the squared angle of two near inputs.</param>
/// <param name="ReachedFrom">The open interval of variances that end at it; null where it draws none, or where these are no
/// interval.</param>
/// <remarks>Poole et al. 2016, section 3; the names of the two factors are those of Roberts, Yaida and Hanin 2022, section 5.1.</remarks>
public sealed record FixedPoint(
    double Variance, Stability Stability, double ChiParallel, double ChiPerp, (double From, double To)? ReachedFrom)
{
    /// <summary>Whether variances near it come to it from both sides.</summary>
    public bool IsAttracting => Stability == Stability.Attracting;
}
