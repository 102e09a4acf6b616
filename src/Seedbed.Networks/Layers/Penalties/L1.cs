using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Layers;

/// <summary>l1·Σ|w|. Source: <c>keras.regularizers.L1</c>.</summary>
public sealed record L1 : Regularizer
{
    /// <summary>The sum of absolute values.</summary>
    /// <param name="factor">l1, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is another.</exception>
    public L1(double factor = 0.01) => FactorL1 = Factor(factor, "l1");

    /// <summary>l1.</summary>
    public double FactorL1 { get; }

    internal static Description<Regularizer> Description { get; } =
        Describe(new L1(), ["l1"], arguments => new L1(arguments.NumberOrNull("l1") ?? 0.01));

    private protected override IEnumerable<Argument> Arguments => [new("l1", FactorL1)];

    internal override Operation? Operation => FactorL1 == 0 ? null : new NormPenalty(FactorL1, 0);
}
