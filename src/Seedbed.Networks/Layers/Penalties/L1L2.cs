using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Layers;

/// <summary>l1·Σ|w| + l2·Σw². Source: <c>keras.regularizers.L1L2</c>.</summary>
public sealed record L1L2 : Regularizer
{
    /// <summary>Absolute values and squares.</summary>
    /// <param name="l1">Finite and at least 0.</param>
    /// <param name="l2">Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is another.</exception>
    public L1L2(double l1 = 0, double l2 = 0) => (FactorL1, FactorL2) = (Factor(l1, "l1"), Factor(l2, "l2"));

    /// <summary>l1.</summary>
    public double FactorL1 { get; }

    /// <summary>l2.</summary>
    public double FactorL2 { get; }

    internal static Description<Regularizer> Description { get; } = Describe(
        new L1L2(), ["l1_l2", "l1l2"], arguments => new L1L2(arguments.NumberOrNull("l1") ?? 0, arguments.NumberOrNull("l2") ?? 0));

    private protected override IEnumerable<Argument> Arguments => [new("l1", FactorL1), new("l2", FactorL2)];

    internal override Operation? Operation => FactorL1 == 0 && FactorL2 == 0 ? null : new NormPenalty(FactorL1, FactorL2);
}
